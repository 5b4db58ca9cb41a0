import Lab

/// Durations of one repeated piece of work, in seconds.
struct Timing {
  private let sorted: [Double]

  init(_ durations: [Double]) {
    precondition(!durations.isEmpty, "a timing needs at least one duration")
    sorted = durations.sorted()
  }

  var median: Double { quantile(0.5) }
  var p10: Double { quantile(0.1) }
  var p90: Double { quantile(0.9) }
  var count: Int { sorted.count }

  /// The duration below which the share `q` of all lies (nearest rank).
  func quantile(_ q: Double) -> Double {
    sorted[min(sorted.count - 1, Int(q * Double(sorted.count)))]
  }

  /// Repeats `work` for `seconds`, at least 20 times, after a warm-up of a third of that.
  static func measure(seconds: Double, _ work: () -> Void) -> Timing {
    let start = Clock.seconds()
    while Clock.seconds() - start < seconds / 3 { work() }
    var durations: [Double] = []
    let begin = Clock.seconds()
    var last = begin
    while last - begin < seconds || durations.count < 20 {
      work()
      let now = Clock.seconds()
      durations.append(now - last)
      last = now
    }
    return Timing(durations)
  }

  /// The same for one of `parts` alike pieces of the work.
  func divided(by parts: Int) -> Timing {
    Timing(sorted.map { $0 / Double(parts) })
  }
}
