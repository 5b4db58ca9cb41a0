internal import COpenBLAS

/// Singular values of a matrix, descending (LAPACK dgesdd, in double precision).
///
/// - Shape: [M, N] → min(M, N) values; all NaN if a scalar is NaN or infinite.
public func singularValues(of matrix: Tensor) -> [Double] {
  precondition(matrix.rank == 2, "singularValues: shape \(matrix.shape) is not a matrix")
  // Row-major [M, N] is column-major [N, M], and a transpose has the same singular values.
  var (m, n) = (Int32(matrix.shape[1]), Int32(matrix.shape[0]))
  let count = Int(min(m, n))
  guard matrix.isFinite, count > 0 else { return [Double](repeating: .nan, count: count) }
  var a = matrix.scalars.map(Double.init)
  var values = [Double](repeating: 0, count: count)
  var integers = [Int32](repeating: 0, count: 8 * count)
  var (leading, one, info) = (m, Int32(1), Int32(0))
  let job = CChar(UInt8(ascii: "N"))
  // The first call only asks how much work space is best.
  var workCount: Int32 = -1
  var work = [0.0]
  for _ in 0..<2 {
    withUnsafePointer(to: job) { job in
      dgesdd_(
        job, &m, &n, &a, &leading, &values, nil, &one, nil, &one, &work, &workCount, &integers,
        &info, 1)
    }
    if workCount < 0 {
      workCount = Int32(work[0])
      work = [Double](repeating: 0, count: Int(workCount))
    }
  }
  return info == 0 ? values : [Double](repeating: .nan, count: count)
}
