public import Tensors

/// Stochastic gradient descent: d = g + λw, v ← μv + d, w ← w − ηv.
///
/// The velocity starts at 0 and the rate η stands outside of it, as in PyTorch's `SGD`.
/// - Source: Polyak 1964; Sutskever et al. 2013.
public struct SGD: Optimizer, Equatable {
  /// μ.
  public var momentum: Double
  /// λ.
  public var weightDecay: Double
  /// v, a tensor a parameter; empty until momentum needs it.
  public private(set) var velocity: [Tensor] = []

  public init(momentum: Double = 0, weightDecay: Double = 0) {
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  public mutating func update(
    _ weights: inout Weights, gradients: [Tensor?], learningRate: Double
  ) {
    let (rate, decay) = (Float(learningRate), Float(weightDecay))
    guard momentum != 0 else {
      // v = d from the next step with momentum on, as if this step had been the first.
      velocity = []
      for case (let index, let gradient?) in gradients.enumerated() {
        weights.tensors[index].descend(
          gradient: gradient, learningRate: rate, weightDecay: decay)
      }
      return
    }
    if velocity.isEmpty { velocity = weights.tensors.map { Tensor(zeros: $0.shape) } }
    for case (let index, let gradient?) in gradients.enumerated() {
      weights.tensors[index].descend(
        gradient: gradient, velocity: &velocity[index], learningRate: rate,
        momentum: Float(momentum), weightDecay: decay)
    }
  }
}
