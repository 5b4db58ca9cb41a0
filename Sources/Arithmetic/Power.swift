extension Double {
  /// xʸ = e^(y ln x), with the special cases of C and IEEE 754: x⁰ = 1ʸ = 1 for all x and y, NaN for
  /// negative x unless y is whole. Exact wherever xʸ is a double; for |n| ≤ 22
  /// 10ⁿ is the double nearest to it.
  ///
  /// - Error: below 0.8 units in the last place; 1 where the result is subnormal.
  public func pow(_ exponent: Double) -> Double {
    if exponent == 0 || self == 1 { return 1 }
    guard !isNaN, !exponent.isNaN else { return .nan }
    let isOdd = exponent.isOddInteger
    let result = magnitude.positivePower(exponent)
    guard sign == .minus else { return result }
    let isWhole = exponent == exponent.rounded(.towardZero)
    // −0 and −∞ have powers that are not whole.
    if !isWhole, self < 0, isFinite { return .nan }
    return isOdd ? -result : result
  }

  /// ∛x, of the sign of x.
  ///
  /// - Error: below 0.6 units in the last place.
  public func cbrt() -> Double {
    guard self != 0, isFinite else { return self }
    let third = DoubleDouble(0x1.5555555555555p-2, 0x1.5555555555555p-56)
    let root = exponential(logarithm(magnitude) * third)
    return sign == .minus ? -root : root
  }

  /// xʸ for x ≥ 0 or ∞, and y ≠ 0 or ±∞.
  private func positivePower(_ exponent: Double) -> Double {
    if self == 0 || self == .infinity { return (self == 0) == (exponent > 0) ? 0 : .infinity }
    if self == 1 { return 1 }
    let logarithm = logarithm(self)
    let size = logarithm.high * exponent
    // Also where y or the product is infinite.
    if size.magnitude > 800 { return size > 0 ? .infinity : 0 }
    return exponential(logarithm * DoubleDouble(exponent, 0))
  }

  private var isOddInteger: Bool {
    magnitude < 0x1p53 && self == rounded(.towardZero)
      && Int64(self) & 1 == 1
  }
}
