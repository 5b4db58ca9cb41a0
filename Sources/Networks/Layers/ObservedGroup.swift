public import Autograd

/// A layer with weights and what normalizes and bends its sums, observed as one: z is the weighted
/// sum, x the result of them all, which the next weights see.
/// - Shape: as the layers one after the other
public struct ObservedGroup: Layer {
  public let weighted: any Layer
  public let followers: [any Layer]

  /// - Parameter weighted: a layer that shows itself under one name.
  public init(_ weighted: any Layer, followedBy followers: some Sequence<any Layer>) {
    self.weighted = weighted
    self.followers = Array(followers)
  }

  public var names: [String] { weighted.names }

  public var normalizationNames: [String] {
    weighted.normalizationNames + followers.flatMap(\.normalizationNames)
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let result = followers.reduce(weighted(x, in: pass)) { x, layer in layer(x, in: pass) }
    if let name = names.last { pass.extendObservation(of: name, to: result) }
    return result
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    var shape = try weighted.estimate(input, into: &cost)
    for layer in followers { shape = try layer.estimate(shape, into: &cost) }
    return shape
  }

  public func propagate(_ state: inout JacobianState, weights: Weights) {
    let place = state.found.count
    weighted.propagate(&state, weights: weights)
    // Where the sums begin the chain, x₁ is still what they become.
    let isFirst = place == 0
    for layer in followers { layer.propagate(&state, weights: weights) }
    guard state.found.count > place, !followers.isEmpty else { return }
    if isFirst {
      let identity = state.found[place]
      state.jacobian = identity
    } else if let jacobian = state.jacobian {
      state.found[place] = jacobian
    }
  }
}
