public import Tensors

/// A rule that changes weights by their gradients. A value: its state is copied with it.
public protocol Optimizer: Sendable {
  /// - Parameter gradients: in the order of the weights; nil for what is not to be changed.
  mutating func update(_ weights: inout Weights, gradients: [Tensor?], learningRate: Double)
}
