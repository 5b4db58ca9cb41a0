public import Tensors

extension Variable {
  /// z = a·Φ(a), Φ the distribution function of N(0, 1).  ∂z/∂a = Φ(a) + a·φ(a).
  /// - Source: Hendrycks and Gimpel 2016.
  public func gelu(_ form: NormalDistributionForm = .exact) -> Variable {
    guard isTracked else { return tape.constant(value.gelu(form)) }
    let (z, slope) = value.geluWithSlope(form)
    return tape.record(.gelu, z, from: (self, { dz in dz.multiplied(by: slope) }))
  }

  /// z = a·σ(a).  ∂z/∂a = σ(a)(1 + a(1 − σ(a))).
  /// - Source: Elfwing et al. 2018.
  public func silu() -> Variable {
    let x = value
    return tape.record(.silu, x.silu(), from: (self, { dz in x.siluGradient(dOutput: dz) }))
  }

  /// zᵢ = eᵃⁱ / Σⱼ eᵃʲ along the last axis.  ∂L/∂a = z ⊙ (dz − Σⱼ dzⱼ·zⱼ).
  public func softmax() -> Variable {
    let z = value.softmaxRows()
    return tape.record(
      .softmax, z,
      from: (
        self,
        { dz in
          let product = dz * z
          return product - z * product.sum(axis: product.rank - 1, keepingDimensions: true)
        }
      ))
  }

  /// zᵢ = aᵢ − ln Σⱼ eᵃʲ along the last axis.  ∂L/∂a = dz − softmax(a)·Σⱼ dzⱼ.
  public func logSoftmax() -> Variable {
    let last = value.rank - 1
    let centered = value - value.max(axis: last, keepingDimensions: true)
    let z = centered - centered.exp().sum(axis: last, keepingDimensions: true).log()
    return tape.record(
      .logSoftmax, z,
      from: (self, { dz in dz - z.exp() * dz.sum(axis: last, keepingDimensions: true) }))
  }
}
