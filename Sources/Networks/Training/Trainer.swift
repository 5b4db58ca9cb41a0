internal import Autograd
public import Tensors

/// A network with its weights and its optimizer: all the state of a training run but the data.
/// A value: a copy is a snapshot to come back to.
public struct Trainer: Sendable {
  public let network: Network
  public private(set) var weights: Weights
  public private(set) var optimizer: any Optimizer
  /// Training steps taken.
  public private(set) var step = 0

  public init(_ network: Network, seed: Seed, optimizer: any Optimizer = SGD()) {
    self.init(network, weights: network.weights(seed: seed), optimizer: optimizer)
  }

  public init(_ network: Network, weights: Weights, optimizer: any Optimizer = SGD()) {
    self.network = network
    self.weights = weights
    self.optimizer = optimizer
  }

  /// Turns the optimizer's knobs; its state stays.
  public mutating func setSGD(momentum: Double, weightDecay: Double) {
    guard var sgd = optimizer as? SGD else { return }
    sgd.momentum = momentum
    sgd.weightDecay = weightDecay
    optimizer = sgd
  }

  /// Forward, loss, backward, update.
  ///
  /// A loss that is not finite is returned as it is, and the weights are then not finite either:
  /// the caller decides what a diverged run means.
  /// - Shape: x [N] + network.inputShape, labels N values in 0..<K
  /// - Returns: the mean cross-entropy of the batch before the update, in nats.
  @discardableResult
  public mutating func train(_ x: Tensor, _ labels: [Int], learningRate: Double) -> Double {
    let (loss, gradients) = backward(Batch(x: x, labels: labels))
    apply(gradients, learningRate)
    return loss
  }

  /// A step on a batch that was cut in two, the halves at the same time where there is a companion.
  ///
  /// The cut is part of the result (sums of halves are rounded otherwise than sums of wholes), the
  /// companion is not: with and without it the bits are the same.
  /// - Returns: the mean cross-entropy of the whole batch before the update, in nats.
  @discardableResult
  public mutating func train(
    _ first: Batch, _ second: Batch, with companion: Companion?, learningRate: Double
  ) -> Double {
    let (loss, gradients) = backward(first, second, companion)
    apply(gradients, learningRate)
    return loss
  }

  /// The same step, to the bit, with a look into every layer.
  public mutating func trainObserving(
    _ x: Tensor, _ labels: [Int], learningRate: Double
  ) -> (loss: Double, layers: [Observation]) {
    let (loss, gradients, material) = observe(x, labels)
    let before = weights
    apply(gradients, learningRate)
    let layers = material.map { layer in
      let index = layer.weight.index
      return Observation(
        layer: layer.name, preactivation: layer.preactivation, output: layer.output,
        preactivationGradient: layer.gradient, weight: before.tensors[index],
        weightGradient: gradients[index],
        update: weights.tensors[index] - before.tensors[index])
    }
    return (loss, layers)
  }

  /// Mean cross-entropy in nats and share of right answers, in inference mode.
  public func evaluate(_ x: Tensor, _ labels: [Int]) -> (loss: Double, accuracy: Double) {
    let logits = network(x, weights)
    return (CrossEntropy(logits: logits, labels: labels).loss, logits.accuracy(labels))
  }

  private mutating func apply(_ gradients: [Tensor], _ learningRate: Double) {
    optimizer.update(&weights, gradients: gradients, learningRate: learningRate)
    step += 1
  }

  // The pass dies at the end of these functions: the optimizer must be the only owner of the
  // weights when it writes.

  /// Loss and gradients of a batch that is this share of a larger one.
  private func backward(_ batch: Batch, share: Float = 1) -> (Double, [Tensor]) {
    let pass = Pass(weights, mode: .training)
    let output = network.layer(pass.tape.constant(batch.x), in: pass)
    let loss = output.softmaxCrossEntropy(batch.labels)
    let shared = share == 1 ? loss : share * loss
    return (Double(loss.value.item), pass.gradients(of: shared).parameters)
  }

  private func backward(
    _ first: Batch, _ second: Batch, _ companion: Companion?
  ) -> (Double, [Tensor]) {
    let count = Double(first.labels.count + second.labels.count)
    let shares = (Double(first.labels.count) / count, Double(second.labels.count) / count)
    let mine = { backward(first, share: Float(shares.0)) }
    let theirs = { @Sendable in backward(second, share: Float(shares.1)) }
    let (a, b) = companion?.both(mine, theirs) ?? (mine(), theirs())
    var sum = a.1
    for index in sum.indices { sum[index] += b.1[index] }
    return (shares.0 * a.0 + shares.1 * b.0, sum)
  }

  private struct Material {
    let name: String
    let preactivation, output, gradient: Tensor
    let weight: Parameter
  }

  private func observe(_ x: Tensor, _ labels: [Int]) -> (Double, [Tensor], [Material]) {
    let pass = Pass(weights, mode: .training, observing: true)
    let loss = network.layer(pass.tape.constant(x), in: pass).softmaxCrossEntropy(labels)
    let gradients = pass.gradients(of: loss)
    let material = zip(pass.observed, gradients.preactivations).map { layer, gradient in
      Material(
        name: layer.name, preactivation: layer.preactivation.value, output: layer.output.value,
        gradient: gradient, weight: layer.weight)
    }
    return (Double(loss.value.item), gradients.parameters, material)
  }
}
