extension Double {
  /// Φ(x), the share of a standard normal distribution below x, to 10⁻¹⁵.
  /// - Source: Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …), Marsaglia, "Evaluating the normal
  ///   distribution", 2004.
  public func normalDistribution() -> Double {
    guard !isNaN else { return self }
    if self < -8.5 { return 0 }
    if self > 8.5 { return 1 }
    let square = self * self
    var (sum, term, divisor) = (self, self, 1.0)
    while true {
      divisor += 2
      term *= square / divisor
      let next = sum + term
      if next == sum { break }
      sum = next
    }
    return min(max(0.5 + sum * normalDensity(), 0), 1)
  }

  /// φ(x) = e^(−x²/2)/√(2π).
  public func normalDensity() -> Double {
    (-0.5 * self * self).exp() * 0.398_942_280_401_432_7
  }

  /// (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ).
  public func tanh() -> Double {
    if magnitude < 1e-4 { return self - self * self * self / 3 }
    return 1 - 2 / ((2 * self).exp() + 1)
  }

  /// 1/(1 + e⁻ˣ).
  public func sigmoid() -> Double { 1 / (1 + (-self).exp()) }
}
