internal import Autograd
public import Tensors

/// A network with its weights and its optimizer: all the state of a training run but the data.
/// A value: a copy is a snapshot to come back to.
public struct Trainer: Sendable {
  public private(set) var network: Network
  public private(set) var weights: Weights
  /// May be turned on the way; its state stays where the new one has it.
  public var optimizer: any Optimizer
  public let loss: LossRule
  /// Training steps taken.
  public private(set) var step = 0
  /// The root of what layers draw while training, such as dropout's masks.
  package let seed: Seed

  public init(
    _ network: Network, seed: Seed, optimizer: any Optimizer = SGD(), loss: LossRule = LossRule()
  ) {
    self.init(
      network, weights: network.weights(seed: seed), seed: seed, optimizer: optimizer, loss: loss)
  }

  public init(
    _ network: Network, weights: Weights, seed: Seed = Seed(0), optimizer: any Optimizer = SGD(),
    loss: LossRule = LossRule()
  ) {
    self.seed = seed
    self.loss = loss
    self.network = network
    self.weights = weights
    self.optimizer = optimizer
  }

  /// Forward, loss, backward, update.
  ///
  /// A loss that is not finite is returned as it is, and the weights are then not finite either:
  /// the caller decides what a diverged run means.
  /// - Shape: x [N] + network.inputShape, N ≥ 1, labels N·T values in 0..<K, or the ignored one
  /// - Returns: the mean cross-entropy of the batch before the update, in nats.
  @discardableResult
  public mutating func train(_ x: Tensor, _ labels: [Int], learningRate: Double) -> Double {
    let share = backward(x, labels)
    apply(share, learningRate)
    return share.loss
  }

  /// The same step, to the bit, with a look into every layer.
  public mutating func trainObserving(
    _ x: Tensor, _ labels: [Int], learningRate: Double
  ) -> ObservedStep {
    let (share, material) = observe(x, labels)
    let before = weights
    apply(share, learningRate)
    let layers = material.layers.map { layer in
      let index = layer.weight.index
      return Observation(
        layer: layer.name, preactivation: layer.preactivation, output: layer.output,
        preactivationGradient: layer.gradient, signalGradient: layer.signalGradient,
        weight: before.tensors[index], bias: layer.bias.map { before.tensors[$0.index] },
        weightGradient: layer.weightGradient,
        update: weights.tensors[index] - before.tensors[index],
        memory: optimizer.memory(of: index))
    }
    return ObservedStep(
      loss: share.loss, layers: layers, statistics: material.statistics,
      recurrences: material.recurrences, masks: material.masks)
  }

  /// Mean cross-entropy in nats, without smoothing, and share of right answers, both over the labels
  /// that count; in inference mode.
  /// - Parameter usesBatchStatistics: whether batch normalization takes this batch's own statistics.
  public func evaluate(
    _ x: Tensor, _ labels: [Int], usesBatchStatistics: Bool = false
  ) -> (loss: Double, accuracy: Double) {
    let pass = Pass(weights, mode: .inference, usesBatchStatistics: usesBatchStatistics)
    let logits = network.layer(pass.tape.constant(x), in: pass).value
    return logits.evaluation(labels, ignoring: loss.ignored)
  }

  /// How ∂L of a batch flows back through the recurrent layers, of labels that count. No step is taken.
  public func recurrences(_ x: Tensor, _ labels: [Int]) -> [ObservedRecurrence] {
    let pass = Pass(
      weights, mode: .training, observing: true, randomness: .init(seed: seed, step: step))
    let logits = network.layer(pass.tape.constant(x), in: pass)
    let rule = LossRule(ignored: -1)
    _ = pass.gradients(of: rule(logits, labels))
    return pass.observedFlows.map { ObservedRecurrence(of: $0.layer, $0.flow) }
  }

  /// The mean of softmax over so many draws of what dropout drops, for a batch in inference mode but
  /// for those. Their random numbers come from the seed, the step and `name`, by names of their own:
  /// looking changes nothing.
  /// - Shape: x [N] + network.inputShape → [N·T, K]
  public func meanProbabilities(_ x: Tensor, masks: Int, name: String) -> Tensor {
    precondition(masks > 0, "meanProbabilities: of \(masks) masks there is no mean")
    let probabilities = (0..<masks).map { number -> Tensor in
      let pass = Pass(
        weights, mode: .inference, dropsNumbers: true,
        randomness: .init(seed: seed, occasion: "\(name)/mask\(number)/step\(step)"))
      return network.layer(pass.tape.constant(x), in: pass).value.softmaxRows()
    }
    var sum = probabilities[0]
    for next in probabilities.dropFirst() { sum.add(next, scaled: 1) }
    return sum * Float(1 / Double(masks))
  }

  /// L of a batch on the pass's tape.
  private func loss(_ x: Tensor, _ labels: [Int], in pass: Pass) -> Variable {
    precondition(!labels.isEmpty, "train: a batch without labels has no mean loss")
    return loss(network.layer(pass.tape.constant(x), in: pass), labels)
  }

  private mutating func apply(_ share: Share, _ learningRate: Double) {
    optimizer.update(&weights, gradients: share.gradients, learningRate: learningRate)
    for (parameter, value) in share.updates { weights[parameter] = value }
    step += 1
  }

  /// Goes on with the network cut or held in other places.
  /// - Precondition: it has the same parameters.
  public mutating func operate(_ network: Network) {
    precondition(
      network.parameters.map(\.name) == self.network.parameters.map(\.name),
      "operate: another network")
    self.network = network
  }

  /// Is where another run of the same network was.
  /// - Precondition: the weights are of the same shapes.
  public mutating func restore(_ weights: Weights, optimizer: OptimizerState, step: Int) {
    precondition(
      weights.tensors.map(\.shape) == self.weights.tensors.map(\.shape), "restore: other weights")
    (self.weights, self.step) = (weights, step)
    self.optimizer.state = optimizer
  }

  /// Gives parameters, by name, the numbers that they have before the first step; what the optimizer
  /// remembers of them is forgotten.
  /// - Parameter prefix: of the names of the random streams; empty: the very numbers of that seed.
  public mutating func redraw(_ names: Set<String>, seed: Seed, prefix: String = "") {
    let parameters = network.parameters.filter { names.contains($0.name) }
    for parameter in parameters { weights[parameter] = parameter.drawn(seed, prefix: prefix) }
    optimizer.forget(parameters.map(\.index))
  }

  // The pass dies at the end of these functions: the optimizer must be the only owner of the
  // weights when it writes.

  /// What a pass over a batch asks to be done.
  private struct Share: Sendable {
    var loss: Double
    var gradients: [Tensor?]
    var updates: [(parameter: Parameter, value: Tensor)]
  }

  /// Loss and gradients of a batch.
  private func backward(_ x: Tensor, _ labels: [Int]) -> Share {
    let pass = Pass(weights, mode: .training, randomness: .init(seed: seed, step: step))
    let loss = loss(x, labels, in: pass)
    let gradients = pass.gradients(of: loss).parameters
    return Share(
      loss: Double(loss.value.item), gradients: gradients, updates: pass.updates)
  }

  /// What a pass showed, before the step is taken.
  private struct Material {
    struct Layer {
      let name: String
      let preactivation, output, gradient, signalGradient, weightGradient: Tensor
      let weight: Parameter
      let bias: Parameter?
    }

    let layers: [Layer]
    let statistics: [ObservedStatistics]
    let recurrences: [ObservedRecurrence]
    let masks: [ObservedMask]
  }

  private func observe(_ x: Tensor, _ labels: [Int]) -> (Share, Material) {
    let pass = Pass(
      weights, mode: .training, observing: true, randomness: .init(seed: seed, step: step))
    let loss = loss(x, labels, in: pass)
    let gradients = pass.gradients(of: loss)
    let layers = pass.observed.enumerated().map { place, layer in
      Material.Layer(
        name: layer.name, preactivation: layer.preactivation.value, output: layer.output.value,
        gradient: gradients.preactivations[place], signalGradient: gradients.signals[place],
        weightGradient: gradients.parameters[layer.weight.index]
          ?? Tensor(zeros: layer.weight.shape),
        weight: layer.weight, bias: layer.bias)
    }
    let share = Share(
      loss: Double(loss.value.item), gradients: gradients.parameters, updates: pass.updates)
    return (
      share,
      Material(
        layers: layers.inOrder(of: network.layerNames, \.name),
        statistics: pass.observedStatistics.inOrder(of: network.normalizationNames, \.layer),
        recurrences: pass.observedFlows.map { ObservedRecurrence(of: $0.layer, $0.flow) },
        masks: pass.observedMasks)
    )
  }
}
