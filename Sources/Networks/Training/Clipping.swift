public import Tensors

/// What is done to gradients that are too large.
public enum Clipping: Hashable, Sendable {
  /// All gradients together are scaled down to this Euclidean norm.
  case norm(Double)
  /// Every component is brought into ±this value; the direction changes.
  case value(Double)

  /// The norm before clipping, summed in double precision over all gradients that are there.
  ///
  /// The factor is min(1, limit/(‖g‖ + 10⁻⁶)), as in PyTorch; a norm that is not finite leaves
  /// gradients that are not finite.
  /// - Source: Pascanu et al. 2013, algorithm 1.
  @discardableResult
  public func clip(_ gradients: inout [Tensor?]) -> Double {
    let norm = gradients.reduce(0) { $0 + ($1?.sumOfSquares() ?? 0) }.squareRoot()
    switch self {
    case .norm(let limit):
      let factor = limit / (norm + 1e-6)
      // NaN is not ≥ 1: it goes on to the gradients.
      if factor >= 1 { return norm }
      for index in gradients.indices { gradients[index]?.scale(by: Float(factor)) }
    case .value(let limit):
      for index in gradients.indices { gradients[index]?.clamp(to: Float(limit)) }
    }
    return norm
  }
}

/// An optimizer that sees clipped gradients.
public struct ClippedOptimizer<Rule: Optimizer>: Optimizer {
  public var rule: Rule
  public var clipping: Clipping
  /// ‖g‖ of the last step before clipping; 0 before the first.
  public private(set) var gradientNorm = 0.0

  public init(_ rule: Rule, _ clipping: Clipping) {
    self.rule = rule
    self.clipping = clipping
  }

  public func memory(of parameter: Int) -> OptimizerMemory { rule.memory(of: parameter) }

  public mutating func forget(_ parameters: [Int]) { rule.forget(parameters) }

  public var state: OptimizerState {
    get {
      var state = rule.state
      state.numbers.append(gradientNorm)
      return state
    }
    set {
      gradientNorm = newValue.numbers.last ?? 0
      var inner = newValue
      inner.numbers = inner.numbers.dropLast()
      rule.state = inner
    }
  }

  public mutating func update(
    _ weights: inout Weights, gradients: [Tensor?], learningRate: Double
  ) {
    var clipped = gradients
    gradientNorm = clipping.clip(&clipped)
    rule.update(&weights, gradients: clipped, learningRate: learningRate)
  }
}

extension ClippedOptimizer: Equatable where Rule: Equatable {}
