public import Autograd
public import Tensors

/// A function of every number by itself, as a layer of its own.
/// - Shape: any → the same
public enum Elementwise: Layer {
  case activation(Activation)

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    switch self {
    case .activation(let activation): activation(x)
    }
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    cost.addActivation(input)
    return input
  }
}

extension Activation {
  /// y = f(z).
  public func callAsFunction(_ z: Variable) -> Variable {
    switch self {
    case .gelu: z.gelu()
    case .geluTanh: z.gelu(.tanh)
    case .silu: z.silu()
    case .identity, .relu, .leakyReLU, .sigmoid, .tanh:
      nonlinearity.map { z.applying($0) } ?? z
    }
  }

  /// Its arithmetic, where the output tells the slope; nil for GELU and SiLU, whose doesn't.
  public var nonlinearity: Nonlinearity? {
    switch self {
    case .identity: .identity
    case .relu: .relu
    case .leakyReLU(let leak): .leakyReLU(slope: Float(leak))
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .gelu, .geluTanh, .silu: nil
    }
  }

  /// f(z) and f′(z).
  func valueAndSlope(at z: Tensor) -> (value: Tensor, slope: Tensor) {
    let ones = Tensor(repeating: 1, shape: z.shape)
    switch self {
    case .gelu: return z.geluWithSlope()
    case .geluTanh: return z.geluWithSlope(.tanh)
    case .silu: return (z.silu(), z.siluGradient(dOutput: ones))
    case .identity, .relu, .leakyReLU, .sigmoid, .tanh:
      let function = nonlinearity ?? .identity
      let y = function(z)
      return (y, function.gradient(output: y, dOutput: ones))
    }
  }
}
