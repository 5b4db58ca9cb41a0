import Arithmetic

/// The finite interval that an axis shows; never empty, never upside down.
public struct AxisRange: Hashable, Sendable {
  public let lower: Double
  public let upper: Double

  /// The interval between two numbers, widened where they are equal. Infinite bounds become the
  /// largest finite numbers, NaN becomes 0.
  public init(lower: Double, upper: Double) {
    let limit = Double.greatestFiniteMagnitude
    func finite(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, -limit), limit) }
    let (a, b) = (finite(min(lower, upper)), finite(max(lower, upper)))
    if a < b && (a + (b / 2 - a / 2)) > a {
      (self.lower, self.upper) = (a, b)
    } else {
      // One value: room on both sides, so that a constant curve lies in the middle.
      let room = max(abs(a) * 0.5, a == 0 ? 1 : Double.leastNormalMagnitude * 16)
      (self.lower, self.upper) = (finite(a - room), finite(a + room))
    }
  }

  /// The interval of the finite values (on a logarithmic scale: of the positive ones), or nil
  /// where there are none.
  public static func fitting(
    _ values: some Sequence<Double>, scale: AxisScale = .linear
  ) -> AxisRange? {
    var (lower, upper) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite && (scale == .linear || value > 0) {
      lower = min(lower, value)
      upper = max(upper, value)
    }
    guard lower <= upper else { return nil }
    if lower == upper && scale == .logarithmic {
      return AxisRange(lower: lower / 10, upper: upper * 10)
    }
    return AxisRange(lower: lower, upper: upper)
  }

  public func union(_ other: AxisRange) -> AxisRange {
    AxisRange(lower: min(lower, other.lower), upper: max(upper, other.upper))
  }

  /// The range to show when `previous` was shown and the data now want `target`: grows at once,
  /// shrinks only when the data fill less than half of it, so that axes don't jitter.
  public static func stabilized(
    previous: AxisRange?, target: AxisRange, scale: AxisScale = .linear
  ) -> AxisRange {
    guard let previous else { return target }
    let union = previous.union(target)
    return target.length(on: scale) < union.length(on: scale) / 2 ? target : union
  }

  /// The whole decades around a range of positive numbers, at least three of them: bars that differ by
  /// a factor of two look alike beside those that differ by a thousand.
  var wholeDecades: AxisRange {
    let air = 0.04
    let upper = Int((self.upper.log10() - 1e-9).rounded(.up))
    let lower = Int((self.lower.log10() - air).rounded(.down))
    let bounds = [min(lower, upper - 3), upper].map { 10.0.pow(Double($0)) }
    return AxisRange(lower: max(bounds[0], .leastNormalMagnitude), upper: bounds[1])
  }

  /// Half the length, which can't overflow, in numbers or in natural logarithms.
  func length(on scale: AxisScale) -> Double {
    guard scale == .logarithmic, lower > 0 else { return upper / 2 - lower / 2 }
    return (upper.log() - lower.log()) / 2
  }
}
