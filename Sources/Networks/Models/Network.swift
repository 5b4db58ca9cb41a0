internal import Autograd
public import Tensors

/// A network's structure. Its numbers are `Weights`; two networks of one structure can share it.
public struct Network: Sendable {
  public let layer: any Layer
  public let parameters: [Parameter]
  /// Shape of one example, without the batch axis.
  public let inputShape: [Int]
  public let outputShape: [Int]
  /// The layers that can be observed, in the order in which observations of them are given.
  public let layerNames: [String]
  /// The normalizations over the batch, in the order in which their statistics are given.
  public let normalizationNames: [String]

  /// Its recurrent layers, in the order in which their gradients over time are given.
  public let recurrentLayers: [RecurrentLayer]

  /// Describes a network and checks that its layers fit together; allocates nothing.
  ///
  /// - Parameters:
  ///   - inputShape: of one example.
  ///   - limit: bytes that a training step with a batch of `batch` may take.
  ///   - surgery: what is cut and held of it.
  /// - Throws: `NetworkFault`.
  public init(
    inputShape: [Int], batch: Int = 1, limit: Int = Cost.defaultLimit,
    surgery: Surgery = Surgery(), layers: (inout ModelBuilder) throws(NetworkFault) -> [any Layer]
  ) throws(NetworkFault) {
    var builder = ModelBuilder(surgery)
    let sequence = Sequential(try layers(&builder))
    var cost = Cost()
    let output = try sequence.estimate([batch] + inputShape, into: &cost)
    cost.addActivation([batch] + inputShape)
    try cost.check(limit: limit)
    layer = sequence
    parameters = builder.parameters
    self.inputShape = inputShape
    outputShape = Array(output.dropFirst())
    layerNames = sequence.names
    normalizationNames = sequence.normalizationNames
    recurrentLayers = sequence.recurrentLayers
  }

  /// Numbers that are trained.
  public var parameterCount: Int {
    parameters.reduce(0) { $1.isTrained ? $0 + $1.count : $0 }
  }

  /// What a training step with this batch takes.
  public func cost(batch: Int) throws(NetworkFault) -> Cost {
    var cost = Cost()
    _ = try layer.estimate([batch] + inputShape, into: &cost)
    cost.addActivation([batch] + inputShape)
    return cost
  }

  /// Examples of an evaluation pass: 256, or as many as leave what it holds within 64 MiB.
  public var evaluationBatch: Int { evaluationBatch(atMost: 256) }

  /// So many examples, or as many as leave what an evaluation pass holds within 64 MiB.
  public func evaluationBatch(atMost most: Int) -> Int {
    guard let cost = try? cost(batch: 1) else { return 1 }
    return max(1, min(most, (1 << 26) / (4 * max(1, cost.largestNeighbors))))
  }

  /// Draws the initial numbers; the same for the same seed, always.
  public func weights(seed: Seed) -> Weights { Weights(parameters, seed: seed) }

  /// The outputs for a batch, in inference mode.
  /// - Shape: x [N] + inputShape → [N] + outputShape
  public func callAsFunction(_ x: Tensor, _ weights: Weights) -> Tensor {
    let pass = Pass(weights, mode: .inference)
    return layer(pass.tape.constant(x), in: pass).value
  }

  /// What each observed layer gives for a batch in inference mode, in the order of `layerNames`, and
  /// the outputs.
  /// - Shape: x [N] + inputShape
  public func outputs(_ x: Tensor, _ weights: Weights) -> (
    layers: [(name: String, output: Tensor)], output: Tensor
  ) {
    let pass = Pass(weights, mode: .inference, observing: true)
    let output = layer(pass.tape.constant(x), in: pass).value
    let layers = pass.observed.inOrder(of: layerNames, \.name)
    return (layers.map { ($0.name, $0.output.value) }, output)
  }

  /// ∂x_l/∂x_1 for l = 1, 2, … at one input, where x_l is the output of the l-th dense layer:
  /// products of diag f′(z)·Wᵀ, and the identity first. Other layers in between are passed through.
  /// - Shape: x [1] + inputShape → [n_l, n_1] each
  public func jacobians(at x: Tensor, _ weights: Weights) -> [Tensor] {
    precondition(
      x.shape == [1] + inputShape, "jacobians: one input of \(inputShape), not \(x.shape)")
    var state = JacobianState(input: x)
    layer.propagate(&state, weights: weights)
    return state.found
  }
}

extension Sequence {
  /// The elements in the order of `names`, by the name that each has; those of one name stay in
  /// theirs, those of no name there come last.
  func inOrder(of names: [String], _ name: (Element) -> String) -> [Element] {
    var named = Dictionary(grouping: self, by: name)
    let known = names.flatMap { named.removeValue(forKey: $0) ?? [] }
    return known + filter { named[name($0)] != nil }
  }
}
