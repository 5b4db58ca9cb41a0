extension Double {
  /// ln x: −∞ at 0, NaN below.
  ///
  /// - Error: below 0.52 units in the last place.
  public func log() -> Double {
    guard self > 0, self < .infinity else { return logarithmOutside(self) }
    return logarithm(self).high
  }

  /// log₁₀ x: −∞ at 0, NaN below; n exactly for every 10ⁿ that is a double.
  ///
  /// - Error: below 0.52 units in the last place.
  public func log10() -> Double {
    guard self > 0, self < .infinity else { return logarithmOutside(self) }
    // ln x / ln 10
    let factor = DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)
    return (logarithm(self) * factor).high
  }
}

/// What a logarithm is where x is no positive number.
private func logarithmOutside(_ x: Double) -> Double {
  x == 0 ? -.infinity : x < 0 ? .nan : x
}

/// ln x for finite x > 0, relative error below 2⁻⁶⁵.
///
/// x = 2ᵏ·m with √½ ≤ m < √2, and ln m = 2 artanh s = 2s + ⅔s³ + ⅖s⁵ + … with
/// s = (m − 1)/(m + 1), |s| < 0.172, of which the rest after s²⁵ is below 2⁻⁷⁰.
func logarithm(_ x: Double) -> DoubleDouble {
  let (exponent, m) = decomposed(x)
  // s in two parts: the remainder of the division is exact.
  let (f, t) = (m - 1, DoubleDouble(sumOf: 1, m))
  let inverse = 1 / t.high
  let quotient = f * inverse
  let remainder = f.addingProduct(-quotient, t.high).addingProduct(-quotient, t.low)
  let s = DoubleDouble(quotient, remainder * inverse)
  // z = s², c = ⅔ + ⅖z + …
  var z = DoubleDouble(productOf: s.high, s.high)
  z.low.addProduct(2 * s.high, s.low)
  let series = polynomial(
    z.high,
    [
      2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21,
      2.0 / 23, 2.0 / 25,
    ])
  let higher = DoubleDouble(productOf: z.high, series)
  var c = DoubleDouble(sumOf: 0x1.5555555555555p-1, higher.high)
  c.low += 0x1.5555555555555p-55 + higher.low
  // 2s + s·z·c
  let cubic = s * (z * c)
  var sum = DoubleDouble(sumOf: 2 * s.high, cubic.high)
  sum.low += 2 * s.low + cubic.low
  // + k·ln 2
  let k = Double(exponent)
  let whole = DoubleDouble(sumOf: k * logarithmOfTwo.high, sum.high)
  return DoubleDouble(
    sumOf: whole.high, whole.low + sum.low.addingProduct(k, logarithmOfTwo.low))
}

/// x = 2ᵏ·m, √½ ≤ m < √2, in whole numbers, which no mode of the processor rounds.
@inline(__always)
private func decomposed(_ x: Double) -> (exponent: Int, m: Double) {
  var (bits, shift) = (x.bitPattern, 0)
  if bits < 1 << 52 {
    // A subnormal number: its leading bit comes to where normal ones have 1.
    shift = bits.leadingZeroBitCount - 11
    bits <<= UInt64(shift)
  }
  let rootOfHalf: UInt64 = 0x3fe6_a09e_667f_3bcd
  let exponent = Int(Int64(bitPattern: bits &- rootOfHalf) >> 52)
  let m = Double(bitPattern: bits &- UInt64(bitPattern: Int64(exponent)) << 52)
  return (exponent - shift, m)
}
