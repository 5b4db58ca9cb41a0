import Arithmetic

/// Where a value lies on an axis: 0 at the lower end, 1 at the upper.
struct AxisMapping {
  let range: AxisRange
  let scale: AxisScale
  private let origin: Double
  private let length: Double

  /// On a logarithmic scale a range that isn't positive is cut to the three decades below its
  /// upper end, or to 1 … 10 where that isn't positive either.
  init(_ range: AxisRange, scale: AxisScale) {
    self.scale = scale
    guard scale == .logarithmic else {
      self.range = range
      (origin, length) = (range.lower / 2, range.upper / 2 - range.lower / 2)
      return
    }
    let upper = range.upper > 0 ? range.upper : 10
    let lower = range.lower > 0 ? range.lower : max(upper / 1000, .leastNonzeroMagnitude)
    self.range = lower < upper ? AxisRange(lower: lower, upper: upper) : range
    origin = lower.log()
    length = max(upper.log() - lower.log(), .leastNormalMagnitude)
  }

  /// The place of a value, cut off three lengths outside the range; nil where it has none.
  func fraction(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if scale == .logarithmic {
      return value > 0 ? min(max((value.log() - origin) / length, -3), 4) : nil
    }
    return min(max((value / 2 - origin) / length, -3), 4)
  }

  /// The value at a place: the inverse of `fraction`.
  func value(at fraction: Double) -> Double {
    let place = origin + fraction * length
    return scale == .logarithmic ? place.exp() : place * 2
  }
}
