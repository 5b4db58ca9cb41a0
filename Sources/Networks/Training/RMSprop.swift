public import Tensors

/// RMSprop: d = g + λw, s ← ρs + (1 − ρ)d², w ← w − η·d/(√s + ε), or with ε inside the root
/// w ← w − η·d/√(s + ε).
///
/// - Source: Tieleman and Hinton 2012; ε outside the root as in PyTorch, inside as in Goodfellow et
///   al. 2016, algorithm 8.5.
public struct RMSprop: Optimizer, Equatable {
  /// ρ.
  public var decay: Double
  /// ε.
  public var epsilon: Double
  public var epsilonIsInside: Bool
  /// λ.
  public var weightDecay: Double
  /// s, a tensor a parameter; empty before the first step.
  public private(set) var meanSquares: [Tensor] = []

  public init(
    decay: Double = 0.99, epsilon: Double = 1e-8, epsilonIsInside: Bool = false,
    weightDecay: Double = 0
  ) {
    self.decay = decay
    self.epsilon = epsilon
    self.epsilonIsInside = epsilonIsInside
    self.weightDecay = weightDecay
  }

  public func memory(of parameter: Int) -> OptimizerMemory {
    OptimizerMemory(second: meanSquares.isEmpty ? nil : meanSquares[parameter])
  }

  public mutating func forget(_ parameters: [Int]) {
    guard !meanSquares.isEmpty else { return }
    for index in parameters { meanSquares[index] = Tensor(zeros: meanSquares[index].shape) }
  }

  public var state: OptimizerState {
    get { OptimizerState(memories: [meanSquares]) }
    set { meanSquares = newValue.memories[0] }
  }

  public mutating func update(
    _ weights: inout Weights, gradients: [Tensor?], learningRate: Double
  ) {
    if meanSquares.isEmpty { meanSquares = weights.tensors.map { Tensor(zeros: $0.shape) } }
    let constants = RMSpropConstants(
      learningRate: learningRate, decay: decay, epsilon: epsilon,
      epsilonIsInside: epsilonIsInside, weightDecay: weightDecay)
    for case (let index, let gradient?) in gradients.enumerated() {
      weights.tensors[index].descendRMSprop(
        gradient: gradient, meanSquare: &meanSquares[index], constants)
    }
  }
}
