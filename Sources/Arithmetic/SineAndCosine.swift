extension Double {
  /// sin x, x in radians; NaN for ±∞.
  ///
  /// - Error: below 0.8 units in the last place, for numbers of any size.
  public func sin() -> Double { sinAndCos().sine }

  /// cos x, x in radians; NaN for ±∞.
  ///
  /// - Error: below 0.8 units in the last place, for numbers of any size.
  public func cos() -> Double { sinAndCos().cosine }

  /// sin x and cos x, x in radians; NaN for ±∞.
  public func sinAndCos() -> (sine: Double, cosine: Double) {
    guard isFinite else { return (.nan, .nan) }
    // Here x − x³/6 rounds to x, and −0 stays what it is.
    if magnitude < 0x1p-27 { return (self, 1) }
    let (quadrant, r) = reducedAngle(self)
    let (sine, cosine) = (sine(of: r), cosine(of: r))
    switch quadrant & 3 {
    case 0: return (sine, cosine)
    case 1: return (cosine, -sine)
    case 2: return (-sine, -cosine)
    default: return (-cosine, sine)
    }
  }
}

/// sin r for |r| ≤ π/4: Taylor's series to r¹⁷/17!, of which the rest is below 2⁻⁶².
@inline(__always)
private func sine(of r: DoubleDouble) -> Double {
  let z = r.high * r.high
  let series = polynomial(
    z,
    [
      -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362_880, -1.0 / 39_916_800, 1.0 / 6_227_020_800,
      -1.0 / 1_307_674_368_000, 1.0 / 355_687_428_096_000,
    ])
  // The derivative of the sine, near enough for the low part.
  let rest = r.low.addingProduct(-0.5 * z, r.low)
  return r.high + rest.addingProduct(r.high * z, series)
}

/// cos r for |r| ≤ π/4: Taylor's series to r¹⁸/18!, of which the rest is below 2⁻⁶⁵.
@inline(__always)
private func cosine(of r: DoubleDouble) -> Double {
  let z = DoubleDouble(productOf: r.high, r.high)
  let series = polynomial(
    z.high,
    [
      1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3_628_800, 1.0 / 479_001_600,
      -1.0 / 87_178_291_200, 1.0 / 20_922_789_888_000, -1.0 / 6_402_373_705_728_000,
    ])
  let sum = DoubleDouble(sumOf: 1, -0.5 * z.high)
  let rest = (sum.low - 0.5 * z.low).addingProduct(-r.high, r.low)
  return sum.high + rest.addingProduct(z.high * z.high, series)
}
