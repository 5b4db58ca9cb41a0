public import Tensors

/// A row of a table that points in a similar direction.
public struct CosineNeighbor: Hashable, Sendable {
  public let row: Int
  /// cos ∠(query, row) = q·r/(‖q‖‖r‖), −1…1.
  public let similarity: Double
}

extension Tensor {
  /// The rows most similar to a query, most similar first; of equal ones the earlier first. Rows
  /// without a direction (zero, or not finite) are no one's neighbors.
  ///
  /// - Shape: self [V, D], query [D]
  /// - Parameter excluded: rows that don't count, as the query's own.
  /// - Source: Mikolov et al. 2013 (similar words as neighbors by angle).
  public func cosineNeighbors(
    of query: Tensor, count: Int, excluding excluded: Set<Int> = []
  ) -> [CosineNeighbor] {
    precondition(
      rank == 2 && query.count == shape[1],
      "cosineNeighbors: a query of shape \(query.shape) in a table of shape \(shape)")
    let q = query.scalars.map(Double.init)
    let length = q.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var found: [CosineNeighbor] = []
    for row in 0..<shape[0] where !excluded.contains(row) {
      var (product, square) = (0.0, 0.0)
      for (index, coordinate) in q.enumerated() {
        let other = Double(scalars[row * q.count + index])
        product += coordinate * other
        square += other * other
      }
      let similarity = product / (length * square.squareRoot())
      guard similarity.isFinite else { continue }
      found.append(CosineNeighbor(row: row, similarity: Swift.min(1, Swift.max(-1, similarity))))
    }
    found.sort { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
    return Array(found.prefix(Swift.max(0, count)))
  }
}
