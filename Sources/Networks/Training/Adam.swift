internal import Arithmetic
public import Tensors

/// Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε), with the bias of the zero
/// start taken out: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
///
/// - Source: Kingma and Ba 2015, algorithm 1; AdamW: Loshchilov and Hutter 2019, algorithm 2.
public struct Adam: Optimizer, Equatable {
  /// How weights are drawn towards 0.
  public enum Decay: Hashable, Sendable {
    case none
    /// λw is added to the gradient, and scaled with it by 1/√v̂.
    case coupled(Double)
    /// w ← (1 − ηλ)w before the step: AdamW.
    case decoupled(Double)
  }

  /// β₁ and β₂.
  public var meanDecay, squareDecay: Double
  /// ε.
  public var epsilon: Double
  public var decay: Decay
  /// Off, m and v are taken as they are: the first step is (1 − β₁)/√(1 − β₂) times as large,
  /// about 3 times with the usual constants.
  public var correctsBias: Bool
  /// m and v, a tensor a parameter; empty before the first step.
  public private(set) var means: [Tensor] = []
  public private(set) var meanSquares: [Tensor] = []
  /// t, the steps taken by each parameter: those that are not to be changed take none.
  public private(set) var steps: [Int] = []

  public init(
    meanDecay: Double = 0.9, squareDecay: Double = 0.999, epsilon: Double = 1e-8,
    decay: Decay = .none, correctsBias: Bool = true
  ) {
    self.meanDecay = meanDecay
    self.squareDecay = squareDecay
    self.epsilon = epsilon
    self.decay = decay
    self.correctsBias = correctsBias
  }

  public func memory(of parameter: Int) -> OptimizerMemory {
    guard !means.isEmpty else { return OptimizerMemory() }
    let (first, second) = corrections(at: steps[parameter])
    return OptimizerMemory(
      first: means[parameter] * Float(1 / first), second: meanSquares[parameter] * Float(1 / second)
    )
  }

  public mutating func forget(_ parameters: [Int]) {
    guard !means.isEmpty else { return }
    for index in parameters {
      means[index] = Tensor(zeros: means[index].shape)
      meanSquares[index] = means[index]
      steps[index] = 0
    }
  }

  public var state: OptimizerState {
    get { OptimizerState(memories: [means, meanSquares], steps: steps) }
    set {
      (means, meanSquares, steps) = (newValue.memories[0], newValue.memories[1], newValue.steps)
    }
  }

  /// 1 − β₁ᵗ and 1 − β₂ᵗ of a step t, or 1; also 1 before the first.
  private func corrections(at step: Int) -> (mean: Double, square: Double) {
    correctsBias && step > 0
      ? (1 - meanDecay.pow(Double(step)), 1 - squareDecay.pow(Double(step))) : (1, 1)
  }

  public mutating func update(
    _ weights: inout Weights, gradients: [Tensor?], learningRate: Double
  ) {
    if means.isEmpty {
      means = weights.tensors.map { Tensor(zeros: $0.shape) }
      meanSquares = means
      steps = means.map { _ in 0 }
    }
    // Most parameters have taken equally many steps.
    var (counted, constants) = (0, constants(learningRate, at: 1))
    for case (let index, let gradient?) in gradients.enumerated() {
      steps[index] += 1
      if steps[index] != counted {
        counted = steps[index]
        constants = self.constants(learningRate, at: counted)
      }
      weights.tensors[index].descendAdam(
        gradient: gradient, mean: &means[index], meanSquare: &meanSquares[index], constants)
    }
  }

  private func constants(_ learningRate: Double, at step: Int) -> AdamConstants {
    var (weightDecay, keep) = (0.0, 1.0)
    switch decay {
    case .none: break
    case .coupled(let strength): weightDecay = strength
    case .decoupled(let strength): keep = 1 - learningRate * strength
    }
    return AdamConstants(
      learningRate: learningRate, decays: (meanDecay, squareDecay), epsilon: epsilon,
      corrections: corrections(at: step), weightDecay: weightDecay, keep: keep)
  }
}
