internal import COpenBLAS

/// Singular values of a matrix, descending, with its right singular vectors: A = U·diag σ·Vᵀ
/// (LAPACK dgesdd, in double precision).
///
/// - Shape: rows × columns scalars, row-major → σ [K], Vᵀ [K, columns] row-major, K the smaller
///   extent; nil if a scalar is NaN or infinite, or there is none.
package func rightSingularVectors(
  of matrix: [Double], rows: Int, columns: Int
) -> (values: [Double], vectors: [Double])? {
  precondition(matrix.count == rows * columns, "rightSingularVectors: \(matrix.count) scalars")
  let count = min(rows, columns)
  guard count > 0, matrix.allSatisfy(\.isFinite) else { return nil }
  // Row-major [rows, columns] is Aᵀ column-major, and Aᵀ = V·diag σ·Uᵀ: its left vectors are wanted.
  var (m, n, inner, info) = (Int32(columns), Int32(rows), Int32(count), Int32(0))
  var a = matrix
  var values = [Double](repeating: 0, count: count)
  var v = [Double](repeating: 0, count: columns * count)
  var u = [Double](repeating: 0, count: count * rows)
  var integers = [Int32](repeating: 0, count: 8 * count)
  var leading = m
  let job = CChar(UInt8(ascii: "S"))
  // The first call only asks how much work space is best.
  var workCount: Int32 = -1
  var work = [0.0]
  for _ in 0..<2 {
    withUnsafePointer(to: job) { job in
      dgesdd_(
        job, &m, &n, &a, &leading, &values, &v, &leading, &u, &inner, &work, &workCount, &integers,
        &info, 1)
    }
    if workCount < 0 {
      workCount = Int32(work[0])
      work = [Double](repeating: 0, count: Int(workCount))
    }
  }
  return info == 0 ? (values, v) : nil
}
