public import Autograd

/// Layers one after the other.
public struct Sequential: Layer {
  public let layers: [any Layer]

  public init(_ layers: [any Layer]) {
    self.layers = layers
  }

  public var names: [String] { layers.flatMap(\.names) }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    layers.reduce(x) { x, layer in layer(x, in: pass) }
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard !layers.isEmpty else { throw .noLayers }
    var shape = input
    for layer in layers { shape = try layer.estimate(shape, into: &cost) }
    return shape
  }

  public func propagate(_ state: inout JacobianState, weights: Weights) {
    for layer in layers { layer.propagate(&state, weights: weights) }
  }
}
