public import Tensors

/// Some examples with their labels.
/// - Shape: x [N, …], N labels
public struct Batch: Sendable, Equatable {
  public var x: Tensor
  public var labels: [Int]

  public init(x: Tensor, labels: [Int]) {
    precondition(x.shape.first == labels.count, "Batch: \(x.shape) for \(labels.count) labels")
    self.x = x
    self.labels = labels
  }
}
