/// Singular values of a matrix, descending, with its right singular vectors: A = U·diag σ·Vᵀ, found
/// in double precision. A vector's sign is free.
///
/// - Shape: rows × columns scalars, row-major → σ [K], Vᵀ [K, columns] row-major, K the smaller
///   extent; nil if a scalar is NaN or infinite, or there is none.
package func rightSingularVectors(
  of matrix: [Double], rows: Int, columns: Int
) -> (values: [Double], vectors: [Double])? {
  precondition(matrix.count == rows * columns, "rightSingularVectors: \(matrix.count) scalars")
  guard min(rows, columns) > 0, matrix.allSatisfy(\.isFinite) else { return nil }
  let found = SingularValueDecomposition(matrix, rows: rows, columns: columns)
  return (found.values, found.vectors.scalars)
}
