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
    case .sigmoid: Nonlinearity.sigmoid(of: x)
    case .tanh: Nonlinearity.tanh(of: x)
    }
  }

  /// x ← f(x).
  public func apply(to x: inout Tensor) {
    switch self {
    case .identity: break
    case .relu: x.apply { Nonlinearity.relu($0) }
    case .leakyReLU(let slope):
      x.apply { Nonlinearity.leakyReLU($0, Lanes(repeating: slope)) }
    case .sigmoid: Nonlinearity.applySigmoid(to: &x)
    case .tanh: Nonlinearity.applyTanh(to: &x)
    }
  }

  /// ∂L/∂x from y = f(x) and ∂L/∂y, in one pass and in place of ∂L/∂y: dx = dy ⊙ f′, with
  /// relu y > 0; leaky y > 0 ? 1 : slope; sigmoid y(1 − y); tanh 1 − y².
  ///
  /// - Shape: output, dOutput equal.
  /// - Precondition: a leaky slope is positive, else the output's sign doesn't tell the input's.
  public func gradient(output y: Tensor, dOutput dy: consuming Tensor) -> Tensor {
    var dx = dy
    switch self {
    case .identity: break
    case .relu: dx.combine(y, "relu gradient") { vm_where_positive($1, $0, Lanes()) }
    case .leakyReLU(let slope):
      precondition(slope > 0, "leakyReLU gradient: slope \(slope) is not positive")
      let factor = Lanes(repeating: slope)
      dx.combine(y, "leakyReLU gradient") { vm_where_positive($1, $0, $0 * factor) }
    case .sigmoid: Nonlinearity.multiplySigmoidSlope(&dx, y)
    case .tanh: Nonlinearity.multiplyTanhSlope(&dx, y)
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

/// Loops of their own: many in one function, and the optimizer leaves the last ones with a call for
/// every vector.
extension Nonlinearity {
  @inline(never)
  private static func sigmoid(of x: Tensor) -> Tensor { x.mapped { vm_sigmoid($0) } }

  @inline(never)
  private static func tanh(of x: Tensor) -> Tensor { x.mapped { vm_tanh($0) } }

  @inline(never)
  private static func applySigmoid(to x: inout Tensor) { x.apply { vm_sigmoid($0) } }

  @inline(never)
  private static func applyTanh(to x: inout Tensor) { x.apply { vm_tanh($0) } }

  @inline(never)
  private static func multiplySigmoidSlope(_ dx: inout Tensor, _ y: Tensor) {
    dx.combine(y, "sigmoid gradient") { $0 * $1 * (vm_splat(1) - $1) }
  }

  @inline(never)
  private static func multiplyTanhSlope(_ dx: inout Tensor, _ y: Tensor) {
    dx.combine(y, "tanh gradient") { $0 * vm_fma(-$1, $1, vm_splat(1)) }
  }
}
