/// Singular values of a matrix, descending, found in double precision.
///
/// - Shape: [M, N] → min(M, N) values; all NaN if a scalar is NaN or infinite.
public func singularValues(of matrix: Tensor) -> [Double] {
  precondition(matrix.rank == 2, "singularValues: shape \(matrix.shape) is not a matrix")
  let (rows, columns) = (matrix.shape[0], matrix.shape[1])
  let count = min(rows, columns)
  guard matrix.isFinite, count > 0 else { return [Double](repeating: .nan, count: count) }
  return SingularValueDecomposition(
    matrix.scalars.map(Double.init), rows: rows, columns: columns
  ).values
}
