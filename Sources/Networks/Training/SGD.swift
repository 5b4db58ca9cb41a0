public import Tensors

/// Stochastic gradient descent: d = g + λw, v ← μv + d, w ← w − ηv; with Nesterov's momentum
/// w ← w − η(d + μv).
///
/// The velocity starts at 0 and the rate η stands outside of it, as in PyTorch's `SGD`.
/// - Source: Polyak 1964; Sutskever et al. 2013.
public struct SGD: Optimizer, Equatable {
  /// μ.
  public var momentum: Double
  /// λ.
  public var weightDecay: Double
  /// Whether the gradient is that of the point which the velocity leads to.
  public var isNesterov: Bool
  /// v, a tensor a parameter; empty until momentum needs it.
  public private(set) var velocity: [Tensor] = []

  public init(momentum: Double = 0, weightDecay: Double = 0, isNesterov: Bool = false) {
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
  }

  public func memory(of parameter: Int) -> OptimizerMemory {
    OptimizerMemory(first: velocity.isEmpty ? nil : velocity[parameter])
  }

  public mutating func forget(_ parameters: [Int]) {
    guard !velocity.isEmpty else { return }
    for index in parameters { velocity[index] = Tensor(zeros: velocity[index].shape) }
  }

  public var state: OptimizerState {
    get { OptimizerState(memories: [velocity]) }
    set { velocity = newValue.memories[0] }
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
      if isNesterov {
        weights.tensors[index].descendNesterov(
          gradient: gradient, velocity: &velocity[index], learningRate: rate,
          momentum: Float(momentum), weightDecay: decay)
      } else {
        weights.tensors[index].descend(
          gradient: gradient, velocity: &velocity[index], learningRate: rate,
          momentum: Float(momentum), weightDecay: decay)
      }
    }
  }
}
