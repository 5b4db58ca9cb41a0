/// Calls `body` with ranges that together are 0..<count, on this thread and on helpers, if there are
/// any that have nothing else to do; returns when all is done.
///
/// What `body` writes for a place must depend on that place alone, and no two places may share what
/// they write: then no bit depends on how many threads there are, nor on which of them does what.
/// - Parameters:
///   - unit: ranges begin at multiples of it.
///   - cost: nanoseconds that one place takes, roughly: parts that are too short for another thread's
///     help are not made.
///   - isDear: whether every part begins with work that is done anew in each: then there are only as
///     many parts as threads.
package func inParts(
  _ count: Int, of unit: Int = 1, cost: Double, isDear: Bool = false, _ body: (Range<Int>) -> Void
) {
  let units = (count + unit - 1) / unit
  let parts = Int(min(Double(units), Double(count) * cost / SharedWork.shortestPart))
  guard parts > 1, SharedWork.isPossible else {
    if count > 0 { body(0..<count) }
    return
  }
  let most = isDear ? SharedWork.threads : SharedWork.mostParts
  SharedWork.share(min(parts, most)) { part, parts in
    let (first, end) = (units * part / parts * unit, units * (part + 1) / parts * unit)
    body(first..<min(end, count))
  }
}

/// Which threads compute, and how those that have nothing of their own to do help the others.
enum SharedWork {
  /// Nanoseconds: to hand over a part and to wait for it takes one or two thousand, and what one core
  /// has written the other reads slowly.
  static let shortestPart = 30_000.0

  /// Nanoseconds of one operation of a tile, roughly: a hundred a nanosecond.
  static let operationCost = 0.01

  /// More parts than threads, so that one that is held up leaves the rest to the others.
  static let mostParts = 8

  private static let team = HelperTeam()

  static var isPossible: Bool { team.hasFree }

  /// How many may compute at a time.
  static var threads: Int { team.threadCount }

  /// `body` of every part, in any order.
  static func share(_ parts: Int, _ body: (_ part: Int, _ parts: Int) -> Void) {
    let work = { (part: Int) in body(part, parts) }
    withoutActuallyEscaping(work) { team.run(parts, $0) }
  }

  /// Sets how many threads may compute at a time.
  static func setThreads(_ count: Int) { team.setThreads(count) }

  /// Tells that this thread begins (+1) or ceases (−1) to compute.
  static func countComputing(_ change: Int) { team.countComputing(change) }
}
