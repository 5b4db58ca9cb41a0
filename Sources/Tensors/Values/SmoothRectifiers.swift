internal import CSupport

/// x times a smooth step: GELU and SiLU, with derivatives in terms of their input.
extension Tensor {
  /// x·Φ(x), Φ the distribution function of N(0, 1).
  /// - Source: Hendrycks and Gimpel 2016.
  public func gelu() -> Tensor {
    mapped { x in x * normalDistribution(x) }
  }

  /// dx = dz ⊙ (Φ(x) + x·φ(x)) for x this tensor, φ = Φ′.
  public func geluGradient(dOutput: Tensor) -> Tensor {
    zipped(dOutput, "gelu gradient") { x, dz in
      let density = vm_exp(x * x * vm_splat(-0.5)) * vm_splat(0.398_942_28)
      return dz * vm_fma(x, density, normalDistribution(x))
    }
  }

  /// x·σ(x), σ the logistic function; also called swish.
  /// - Source: Elfwing et al. 2018.
  public func silu() -> Tensor {
    mapped { x in x * vm_sigmoid(x) }
  }

  /// dx = dz ⊙ σ(x)(1 + x(1 − σ(x))) for x this tensor.
  public func siluGradient(dOutput: Tensor) -> Tensor {
    let one = vm_splat(1)
    return zipped(dOutput, "silu gradient") { x, dz in
      let sigma = vm_sigmoid(x)
      return dz * sigma * vm_fma(x, one - sigma, one)
    }
  }
}

/// Φ(x), absolute error below 2·10⁻⁷; small values at negative x come without cancellation:
/// Φ(−|x|) = ½·P(t)·e^(−x²/2) with t = 1/(1 + p|x|/√2), and Φ(|x|) = 1 − Φ(−|x|).
/// - Source: Abramowitz and Stegun 1964, 7.1.26.
@inline(__always)
private func normalDistribution(_ x: Lanes) -> Lanes {
  let one = vm_splat(1)
  let t = one / vm_fma(vm_abs(x), vm_splat(0.327_591_1 * 0.707_106_78), one)
  var p = vm_fma(t, vm_splat(1.061_405_429), vm_splat(-1.453_152_027))
  p = vm_fma(p, t, vm_splat(1.421_413_741))
  p = vm_fma(p, t, vm_splat(-0.284_496_736))
  p = vm_fma(p, t, vm_splat(0.254_829_592))
  let tail = vm_splat(0.5) * p * t * vm_exp(x * x * vm_splat(-0.5))
  return vm_where_positive(x, one - tail, tail)
}
