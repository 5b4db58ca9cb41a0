internal import CKernels

/// A function of one number that layers apply to every scalar, with its derivative in terms of its
/// own output, so that the input need not be kept.
public enum Nonlinearity: Hashable, Sendable {
  case identity
  /// max(x, 0).
  case relu
  /// x for x > 0, slope·x otherwise.
  case leakyReLU(slope: Float)
  case sigmoid
  case tanh

  /// y = f(x).
  public func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .identity: x
    case .relu: x.mapped { Nonlinearity.relu($0) }
    case .leakyReLU(let slope):
      x.mapped { Nonlinearity.leakyReLU($0, Lanes(repeating: slope)) }
    case .sigmoid: x.mapped { vm_sigmoid($0) }
    case .tanh: x.mapped { vm_tanh($0) }
    }
  }

  /// x ← f(x).
  public func apply(to x: inout Tensor) {
    switch self {
    case .identity: break
    case .relu: x.apply { Nonlinearity.relu($0) }
    case .leakyReLU(let slope):
      x.apply { Nonlinearity.leakyReLU($0, Lanes(repeating: slope)) }
    case .sigmoid: x.apply { vm_sigmoid($0) }
    case .tanh: x.apply { vm_tanh($0) }
    }
  }

  /// ∂L/∂x from y = f(x) and ∂L/∂y, in one pass and in place of ∂L/∂y: dx = dy ⊙ f′, with
  /// relu y > 0; leaky y > 0 ? 1 : slope; sigmoid y(1 − y); tanh 1 − y².
  ///
  /// - Shape: output, dOutput equal.
  /// - Precondition: a leaky slope is positive, else the output's sign doesn't tell the input's.
  public func gradient(output y: Tensor, dOutput dy: consuming Tensor) -> Tensor {
    let zero = Lanes()
    let one = Lanes(repeating: 1)
    var dx = dy
    switch self {
    case .identity: break
    case .relu: dx.combine(y, "relu gradient") { vm_where_positive($1, $0, zero) }
    case .leakyReLU(let slope):
      precondition(slope > 0, "leakyReLU gradient: slope \(slope) is not positive")
      let factor = Lanes(repeating: slope)
      dx.combine(y, "leakyReLU gradient") { vm_where_positive($1, $0, $0 * factor) }
    case .sigmoid: dx.combine(y, "sigmoid gradient") { $0 * $1 * (one - $1) }
    case .tanh: dx.combine(y, "tanh gradient") { $0 * vm_fma(-$1, $1, one) }
    }
    return dx
  }

  /// max(x, 0); NaN stays NaN.
  @inline(__always)
  static func relu(_ x: Lanes) -> Lanes { vm_max(Lanes(), x) }

  @inline(__always)
  static func leakyReLU(_ x: Lanes, _ slope: Lanes) -> Lanes {
    vm_where_positive(x, x, x * slope)
  }
}
