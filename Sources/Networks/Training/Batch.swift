public import Tensors

/// Some examples, one at least, with their labels.
/// - Shape: x [N, …], N labels, or as many for every example: one a time step, example after example
public struct Batch: Sendable, Equatable {
  public var x: Tensor
  public var labels: [Int]

  public init(x: Tensor, labels: [Int]) {
    precondition(
      x.shape.first.map { $0 > 0 && !labels.isEmpty && labels.count % $0 == 0 } ?? false,
      "Batch: \(x.shape) for \(labels.count) labels")
    self.x = x
    self.labels = labels
  }
}
