/// A number over several steps on its way, such as the mean of a curve from step 100 to step 200.
struct SpanGathering: Sendable {
  let key: MetricKey
  /// Whether training steps give the values by themselves.
  let isOfEveryStep: Bool
  private let span: MetricKey.Span
  /// Steps between two values.
  private let every: Int
  private var count = 0
  private var sum = 0.0
  private var minimum = Double.infinity
  private var maximum = -Double.infinity
  /// x̄ and Σ(x − x̄)², carried on value by value (Welford 1962).
  private var center = 0.0
  private var squares = 0.0

  /// nil: the key is none over steps.
  init?(_ key: MetricKey, of probe: Probe?) {
    guard let span = key.span else { return nil }
    self.key = key
    self.span = span
    isOfEveryStep = probe?.isOfEveryStep ?? false
    every = isOfEveryStep ? 1 : max(probe?.every ?? 1, 1)
  }

  /// Whether the value of a step belongs to it.
  func takes(_ step: Int) -> Bool {
    step >= span.first && step <= key.step && step.isMultiple(of: every)
  }

  /// Whether the value of a step is the last one.
  func ends(with step: Int) -> Bool { step + every > key.step }

  mutating func add(_ value: Double) {
    count += 1
    sum += value
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    let distance = value - center
    center += distance / Double(count)
    squares += distance * (value - center)
  }

  /// Of the values so far; NaN where one of them is.
  var value: Double {
    if sum.isNaN { return .nan }
    return switch span.statistic {
    case .mean: sum / Double(count)
    case .min: minimum
    case .max: maximum
    case .sd: (squares / Double(count - 1)).squareRoot()
    }
  }
}

/// Keeping.
extension SpanGathering {
  func keep(in archive: inout ArchiveWriter) {
    archive.write(count)
    for number in [sum, minimum, maximum, center, squares] { archive.write(number) }
  }

  mutating func restore(from archive: inout ArchiveReader) throws(ArchiveFault) {
    count = try archive.integer()
    sum = try archive.number()
    minimum = try archive.number()
    maximum = try archive.number()
    center = try archive.number()
    squares = try archive.number()
    guard count >= 0 else { throw ArchiveFault("a mean of \(count) values") }
  }
}
