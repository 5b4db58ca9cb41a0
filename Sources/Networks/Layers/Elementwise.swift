public import Autograd

/// A function of every number by itself, as a layer of its own.
/// - Shape: any → the same
public enum Elementwise: Layer {
  case activation(Activation)
  case gelu
  case silu

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    switch self {
    case .activation(let activation): x.applying(activation.nonlinearity)
    case .gelu: x.gelu()
    case .silu: x.silu()
    }
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    cost.addActivation(input)
    return input
  }
}
