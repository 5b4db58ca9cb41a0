public import Tensors

/// Some examples with their labels.
/// - Shape: x [N, …], N labels, or as many for every example: one a time step, example after example
public struct Batch: Sendable, Equatable {
  public var x: Tensor
  public var labels: [Int]

  public init(x: Tensor, labels: [Int]) {
    precondition(
      x.shape.first.map { $0 == 0 ? labels.isEmpty : labels.count % $0 == 0 } ?? false,
      "Batch: \(x.shape) for \(labels.count) labels")
    self.x = x
    self.labels = labels
  }
  /// The batch cut into `count` parts of nearly equal size, in order, none of them empty.
  /// - Precondition: at least `count` examples.
  public func parts(_ count: Int) -> [Batch] {
    let examples = x.shape.first ?? 0
    precondition(count > 0 && count <= examples, "parts: \(count) of \(examples) examples")
    let labelsPerExample = labels.count / examples
    return (0..<count).map { part in
      let range = part * examples / count..<(part + 1) * examples / count
      return Batch(
        x: x.sliced(range, axis: 0),
        labels: Array(
          labels[range.lowerBound * labelsPerExample..<range.upperBound * labelsPerExample]))
    }
  }
}
