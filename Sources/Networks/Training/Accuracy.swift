public import Tensors

extension Tensor {
  /// Share of rows whose largest entry is in the column of their label; the first of equals counts.
  /// - Shape: [N, K], N labels; 0 for N = 0
  public func accuracy(_ labels: [Int]) -> Double {
    precondition(
      rank == 2 && shape[0] == labels.count, "accuracy: \(shape), \(labels.count) labels")
    let hits = zip(argmaxRows(), labels).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
    return Double(hits) / Double(Swift.max(labels.count, 1))
  }
}
