public import Autograd
internal import Tensors

/// Layers one after the other.
public struct Sequential: Layer {
  public let layers: [any Layer]

  public init(_ layers: [any Layer]) {
    self.layers = layers
  }

  public var names: [String] { layers.flatMap(\.names) }
  public var normalizationNames: [String] { layers.flatMap(\.normalizationNames) }
  public var recurrentLayers: [RecurrentLayer] { layers.flatMap(\.recurrentLayers) }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x, adding: nil, .identity, in: pass)
  }

  /// f(r + the layers of x). Batch normalization takes what follows it along.
  func run(
    _ x: Variable, adding residual: Variable?, _ nonlinearity: Nonlinearity, in pass: Pass
  ) -> Variable {
    var (y, index) = (x, 0)
    while index < layers.count {
      let layer = layers[index]
      index += 1
      guard let normalization = layer as? BatchNormalization else {
        y = layer(y, in: pass)
        continue
      }
      if index == layers.count {
        return normalization.run(y, adding: residual, nonlinearity, in: pass)
      }
      if case .activation(let activation)? = layers[index] as? Elementwise,
        let function = activation.nonlinearity
      {
        y = normalization.run(y, adding: nil, function, in: pass)
        index += 1
      } else {
        y = normalization(y, in: pass)
      }
    }
    return (residual.map { $0 + y } ?? y).applying(nonlinearity)
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
