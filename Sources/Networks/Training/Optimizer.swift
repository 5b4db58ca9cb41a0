public import Tensors

/// A rule that changes weights by their gradients. A value: its state is copied with it.
public protocol Optimizer: Sendable {
  /// - Parameter gradients: in the order of the weights; nil for what is not to be changed.
  mutating func update(_ weights: inout Weights, gradients: [Tensor?], learningRate: Double)
  /// What it remembers of a parameter, as its newest step took it.
  /// - Parameter parameter: its place among the weights.
  func memory(of parameter: Int) -> OptimizerMemory
  /// Remembers no more of these parameters than before the first step.
  mutating func forget(_ parameters: [Int])
  /// All that it remembers.
  var state: OptimizerState { get set }
}

/// All that an optimizer remembers, to be written down and taken up again by one with the same settings.
public struct OptimizerState: Sendable, Equatable {
  /// By kind, a tensor a parameter; empty where it remembers nothing yet.
  public var memories: [[Tensor]]
  /// Steps taken by each parameter, where the rule counts them.
  public var steps: [Int]
  public var numbers: [Double]

  public init(memories: [[Tensor]], steps: [Int] = [], numbers: [Double] = []) {
    self.memories = memories
    self.steps = steps
    self.numbers = numbers
  }
}

/// What an optimizer remembers of the gradients of a parameter.
public struct OptimizerMemory: Sendable {
  /// m̂ of Adam, or the velocity of momentum; nil: it remembers none.
  public var first: Tensor?
  /// v̂ of Adam, or s of RMSprop; nil: it remembers none.
  public var second: Tensor?

  public init(first: Tensor? = nil, second: Tensor? = nil) {
    self.first = first
    self.second = second
  }
}
