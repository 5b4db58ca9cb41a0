internal import CKernels

/// How GELU takes the distribution function Φ of N(0, 1).
public enum NormalDistributionForm: Hashable, Sendable {
  /// ½(1 + erf(x/√2)), to 2·10⁻⁷.
  case exact
  /// ½(1 + tanh(√(2/π)(x + 0.044715·x³))), which is off by up to 5·10⁻⁴.
  case tanh
}

/// x times a smooth step: GELU and SiLU, with derivatives in terms of their input.
extension Tensor {
  /// x·Φ(x), Φ the distribution function of N(0, 1).
  /// - Source: Hendrycks and Gimpel 2016.
  public func gelu(_ form: NormalDistributionForm = .exact) -> Tensor {
    switch form {
    case .exact: exactGELU()
    case .tanh: hyperbolicGELU()
    }
  }

  @inline(never)
  private func exactGELU() -> Tensor {
    mapped { x in x * normalDistribution(x, vm_exp(x * x * vm_splat(-0.5))) }
  }

  @inline(never)
  private func hyperbolicGELU() -> Tensor {
    mapped { x in x * hyperbolicDistribution(x).share }
  }

  /// x·Φ(x) and its slope Φ(x) + x·Φ′(x): what is costly serves both.
  public func geluWithSlope(
    _ form: NormalDistributionForm = .exact
  ) -> (value: Tensor, slope: Tensor) {
    switch form {
    case .exact: exactGELUWithSlope()
    case .tanh: hyperbolicGELUWithSlope()
    }
  }

  @inline(never)
  private func exactGELUWithSlope() -> (value: Tensor, slope: Tensor) {
    withSlope { count, x, value, slope in
      forEachVector(count) { offset, width in
        let x = load(x + offset, width)
        let bell = vm_exp(x * x * vm_splat(-0.5))
        let share = normalDistribution(x, bell)
        store(value + offset, x * share, width)
        store(slope + offset, vm_fma(x, bell * vm_splat(0.398_942_28), share), width)
      }
    }
  }

  @inline(never)
  private func hyperbolicGELUWithSlope() -> (value: Tensor, slope: Tensor) {
    withSlope { count, x, value, slope in
      forEachVector(count) { offset, width in
        let x = load(x + offset, width)
        let (share, density) = hyperbolicDistribution(x)
        store(value + offset, x * share, width)
        store(slope + offset, vm_fma(x, density, share), width)
      }
    }
  }

  /// Two tensors of this one's shape, which `write` fills part by part: x·s(x) and its slope
  /// s(x) + x·s′(x) for a step s.
  @inline(__always)
  private func withSlope(
    _ write: (
      _ count: Int, _ x: UnsafePointer<Float>, _ value: UnsafeMutablePointer<Float>,
      _ slope: UnsafeMutablePointer<Float>
    ) -> Void
  ) -> (value: Tensor, slope: Tensor) {
    var slope = Tensor(unwritten: shape)
    let value = slope.withUnsafeMutableScalars { slope in
      Tensor(shape: shape) { value in
        withUnsafeScalars { x in
          inLaneParts(count) { offset, count in
            write(count, x + offset, value + offset, slope + offset)
          }
        }
      }
    }
    return (value, slope)
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

/// Φ(x) = ½(1 + tanh u) = σ(v) with v = 2√(2/π)(x + 0.044715·x³), and Φ′(x) = σ′(v)·v′. With e = e^−|v|
/// σ(|v|) = 1/(1 + e), σ(−|v|) = e/(1 + e) and σ′ = e/(1 + e)²: nothing cancels.
/// - Source: Hendrycks and Gimpel 2016, section 2.
@inline(__always)
private func hyperbolicDistribution(_ x: Lanes) -> (share: Lanes, density: Lanes) {
  let (one, slope) = (vm_splat(1), vm_splat(2 * 0.797_884_56))
  let square = x * x
  let power = vm_exp(-vm_abs(slope * x * vm_fma(square, vm_splat(0.044_715), one)))
  let upper = one / (one + power)
  let lower = power * upper
  let inner = slope * vm_fma(square, vm_splat(3 * 0.044_715), one)
  return (vm_where_positive(x, upper, lower), lower * upper * inner)
}

/// Φ(x), given e^(−x²/2); absolute error below 2·10⁻⁷. Small values at negative x come without
/// cancellation: Φ(−|x|) = ½·P(t)·e^(−x²/2) with t = 1/(1 + p|x|/√2), and Φ(|x|) = 1 − Φ(−|x|).
/// - Source: Abramowitz and Stegun 1964, 7.1.26.
@inline(__always)
private func normalDistribution(_ x: Lanes, _ bell: Lanes) -> Lanes {
  let one = vm_splat(1)
  let t = one / vm_fma(vm_abs(x), vm_splat(0.327_591_1 * 0.707_106_78), one)
  var p = vm_fma(t, vm_splat(1.061_405_429), vm_splat(-1.453_152_027))
  p = vm_fma(p, t, vm_splat(1.421_413_741))
  p = vm_fma(p, t, vm_splat(-0.284_496_736))
  p = vm_fma(p, t, vm_splat(0.254_829_592))
  let tail = vm_splat(0.5) * p * t * bell
  return vm_where_positive(x, one - tail, tail)
}
