internal import Autograd
public import Tensors

/// A network with its weights and its optimizer: all the state of a training run but the data.
/// A value: a copy is a snapshot to come back to.
public struct Trainer: Sendable {
  public let network: Network
  public private(set) var weights: Weights
  /// May be turned on the way; its state stays where the new one has it.
  public var optimizer: any Optimizer
  public let loss: LossRule
  /// Training steps taken.
  public private(set) var step = 0
  /// What layers could not do as they should in the last step, in forward order.
  public private(set) var notices: [PassNotice] = []
  /// The root of what layers draw while training, such as dropout's masks.
  private let seed: Seed

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
  /// - Shape: x [N] + network.inputShape, labels N·T values in 0..<K, or the ignored one
  /// - Returns: the mean cross-entropy of the batch before the update, in nats.
  @discardableResult
  public mutating func train(_ x: Tensor, _ labels: [Int], learningRate: Double) -> Double {
    let share = backward(Batch(x: x, labels: labels))
    apply(share, learningRate)
    return share.loss
  }

  /// A step on a batch that was cut into parts, which this thread and its companions share out.
  ///
  /// The cut is part of the result (sums of parts are rounded otherwise than sums of wholes), the
  /// number of companions is not: the bits are the same with any number and with none.
  /// - Returns: the mean cross-entropy of the whole batch before the update, in nats.
  @discardableResult
  public mutating func train(
    _ parts: [Batch], with companions: [Companion], learningRate: Double
  ) -> Double {
    let share = backward(parts, companions)
    apply(share, learningRate)
    return share.loss
  }

  /// The same for two halves and one companion, or none.
  @discardableResult
  public mutating func train(
    _ first: Batch, _ second: Batch, with companion: Companion?, learningRate: Double
  ) -> Double {
    train([first, second], with: companion.map { [$0] } ?? [], learningRate: learningRate)
  }

  /// The same step, to the bit, with a look into every layer.
  public mutating func trainObserving(
    _ x: Tensor, _ labels: [Int], learningRate: Double
  ) -> (loss: Double, layers: [Observation], statistics: [ObservedStatistics]) {
    let (share, material, statistics) = observe(x, labels)
    let before = weights
    apply(share, learningRate)
    let layers = material.map { layer in
      let index = layer.weight.index
      return Observation(
        layer: layer.name, preactivation: layer.preactivation, output: layer.output,
        preactivationGradient: layer.gradient, weight: before.tensors[index],
        weightGradient: layer.weightGradient,
        update: weights.tensors[index] - before.tensors[index])
    }
    return (share.loss, layers, statistics)
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

  private mutating func apply(_ share: Share, _ learningRate: Double) {
    optimizer.update(&weights, gradients: share.gradients, learningRate: learningRate)
    for (parameter, value) in share.updates { weights[parameter] = value }
    notices = share.notices
    step += 1
  }

  // The pass dies at the end of these functions: the optimizer must be the only owner of the
  // weights when it writes.

  /// What a pass over a batch, or over a part of one, asks to be done.
  private struct Share: Sendable {
    var loss: Double
    var gradients: [Tensor?]
    var updates: [(parameter: Parameter, value: Tensor)]
    var notices: [PassNotice]
  }

  /// Loss and gradients of a batch that is this fraction of a larger one, its `part`-th.
  private func backward(_ batch: Batch, fraction: Float = 1, part: Int = 0) -> Share {
    let pass = Pass(
      weights, mode: .training, randomness: .init(seed: seed, step: step, part: part))
    let output = network.layer(pass.tape.constant(batch.x), in: pass)
    let loss = self.loss(output, batch.labels)
    let gradients = pass.gradients(of: fraction == 1 ? loss : fraction * loss).parameters
    return Share(
      loss: Double(loss.value.item), gradients: gradients, updates: pass.updates,
      notices: pass.notices)
  }

  private func backward(_ parts: [Batch], _ companions: [Companion]) -> Share {
    precondition(!parts.isEmpty, "train: no parts")
    let counts = parts.map { Double(loss.count($0.labels)) }
    let count = max(counts.reduce(0, +), 1)
    var shares = Companion.shareOut(parts.count, among: companions[...]) { part in
      backward(parts[part], fraction: Float(counts[part] / count), part: part)
    }
    // Taken out, so that the sums are added in place.
    var sum = shares.removeFirst()
    sum.loss *= counts[0] / count
    for index in sum.updates.indices {
      sum.updates[index].value.scale(by: Float(counts[0] / count))
    }
    // Each part proposes (1 − λ)·old + λ·its statistics; the weighted mean is that of the whole.
    for (share, partCount) in zip(shares, counts.dropFirst()) {
      sum.loss += partCount / count * share.loss
      sum.notices += share.notices.filter { !sum.notices.contains($0) }
      for index in sum.gradients.indices {
        if let gradient = share.gradients[index] {
          sum.gradients[index]?.add(gradient, scaled: 1)
        }
      }
      for (index, update) in share.updates.enumerated() {
        sum.updates[index].value.add(update.value, scaled: Float(partCount / count))
      }
    }
    return sum
  }

  private struct Material {
    let name: String
    let preactivation, output, gradient, weightGradient: Tensor
    let weight: Parameter
  }

  private func observe(
    _ x: Tensor, _ labels: [Int]
  ) -> (Share, [Material], [ObservedStatistics]) {
    let pass = Pass(
      weights, mode: .training, observing: true, randomness: .init(seed: seed, step: step))
    let loss = self.loss(network.layer(pass.tape.constant(x), in: pass), labels)
    let gradients = pass.gradients(of: loss)
    let material = zip(pass.observed, gradients.preactivations).map { layer, gradient in
      Material(
        name: layer.name, preactivation: layer.preactivation.value, output: layer.output.value,
        gradient: gradient,
        weightGradient: gradients.parameters[layer.weight.index]
          ?? Tensor(zeros: layer.weight.shape),
        weight: layer.weight)
    }
    let share = Share(
      loss: Double(loss.value.item), gradients: gradients.parameters, updates: pass.updates,
      notices: pass.notices)
    return (share, material, pass.observedStatistics)
  }
}
