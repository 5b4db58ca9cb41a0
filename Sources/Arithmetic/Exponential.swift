extension Double {
  /// eˣ.
  ///
  /// - Error: below 0.6 units in the last place; 1 where the result is subnormal.
  public func exp() -> Double {
    exponential(DoubleDouble(self, 0))
  }
}

/// e^(x.high + x.low) for a low part below one unit in the last place of the high one.
///
/// x = n·ln 2 + r with |r| ≤ ½ ln 2 (Cody and Waite 1980), then Taylor's series to r¹³/13!, of which
/// the rest is below 2⁻⁵⁷.
func exponential(_ x: DoubleDouble) -> Double {
  if x.high > 710 { return .infinity }
  if x.high < -746 { return 0 }
  guard !x.high.isNaN else { return x.high }
  let n = (x.high * 0x1.71547652b82fep+0).rounded(.toNearestOrEven)
  // x − n·(first part of ln 2) is exact.
  let near = x.high.addingProduct(-n, logarithmOfTwo.high)
  let r = near.addingProduct(-n, logarithmOfTwo.low)
  let rest = (near - r).addingProduct(-n, logarithmOfTwo.low) + x.low
  let tail = polynomial(
    r,
    [
      1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362_880,
      1.0 / 3_628_800, 1.0 / 39_916_800, 1.0 / 479_001_600, 1.0 / 6_227_020_800,
    ])
  // e^(r + rest) = 1 + r + r²/2 + r³·tail + rest·eʳ, the largest parts without error.
  let square = DoubleDouble(productOf: 0.5 * r, r)
  let line = DoubleDouble(sumOf: 1, r)
  let curve = DoubleDouble(sumOf: line.high, square.high)
  let cubic = 2 * r * square.high * tail
  let higher = cubic.addingProduct(rest, curve.high + cubic)
  let result = curve.high + (curve.low + line.low + square.low + higher)
  return scaled(result, Int(n))
}

/// x·2ⁿ in two steps, because 2ⁿ itself may be out of range where the result is not.
@inline(__always)
private func scaled(_ x: Double, _ n: Int) -> Double {
  let half = n >> 1
  return x * powerOfTwo(half) * powerOfTwo(n - half)
}

/// 2ⁿ for −1022 ≤ n ≤ 1023.
@inline(__always)
private func powerOfTwo(_ n: Int) -> Double {
  Double(bitPattern: UInt64(bitPattern: Int64(n + 1023)) << 52)
}
