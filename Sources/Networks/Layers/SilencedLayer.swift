public import Autograd
internal import Tensors

/// A layer some units or channels of which give exactly 0, whatever goes in; no gradient comes back
/// through them.
/// - Shape: as the layer; units and channels are counted along axis 1
public struct SilencedLayer: Layer {
  public let layer: any Layer
  /// From 0; nil: all.
  public let units: Set<Int>?

  public init(_ layer: any Layer, units: Set<Int>?) {
    self.layer = layer
    self.units = units
  }

  public var names: [String] { layer.names }
  public var normalizationNames: [String] { layer.normalizationNames }
  public var recurrentLayers: [RecurrentLayer] { layer.recurrentLayers }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let y = layer(x, in: pass)
    let silent = y * pass.tape.constant(mask(y.shape))
    if let name = names.last { pass.extendObservation(of: name, to: silent) }
    return silent
  }

  /// 1 and 0 for each unit.
  /// - Shape: [N, C, …] → [1, C, 1, …]
  private func mask(_ shape: [Int]) -> Tensor {
    let kept = (0..<shape[1]).map { units?.contains($0) ?? true ? Float(0) : 1 }
    return Tensor(
      shape: shape.indices.map { $0 == 1 ? shape[1] : 1 }, scalars: kept)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    let output = try layer.estimate(input, into: &cost)
    cost.addActivation(output)
    return output
  }

  public func propagate(_ state: inout JacobianState, weights: Weights) {
    let place = state.found.count
    layer.propagate(&state, weights: weights)
    let mask = mask(state.input.shape)
    state.input = state.input * mask
    guard let jacobian = state.jacobian else { return }
    // A row for each number of the result.
    let rows = (mask * Tensor(repeating: 1, shape: state.input.shape)).reshaped([-1, 1])
    state.jacobian = jacobian * rows
    if state.found.count > place { state.found[state.found.count - 1] = jacobian * rows }
  }
}
