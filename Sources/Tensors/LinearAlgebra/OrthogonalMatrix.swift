internal import COpenBLAS

extension RandomStream {
  /// A random matrix with orthonormal columns (or rows, if there are fewer of them), uniformly
  /// distributed: Q of the QR decomposition of a Gaussian matrix, signs such that diag R > 0.
  ///
  /// - Shape: [rows, columns]
  /// - Source: Saxe, McClelland, Ganguli 2014; Mezzadri 2007 for the signs.
  public mutating func orthogonalMatrix(rows: Int, columns: Int) -> Tensor {
    let (long, short) = (max(rows, columns), min(rows, columns))
    guard short > 0 else { return Tensor(zeros: [rows, columns]) }
    // Column-major [long, short].
    let gaussian = (0..<long * short).map { _ in nextNormal() }
    let q = orthonormalColumns(gaussian, long: long, short: short)
    return Tensor(shape: [rows, columns]) { z in
      for row in 0..<rows {
        for column in 0..<columns {
          let index = rows >= columns ? column * long + row : row * long + column
          z[row * columns + column] = Float(q[index])
        }
      }
    }
  }
}

/// Q of A = QR with diag R > 0, both column-major [long, short].
private func orthonormalColumns(_ matrix: [Double], long: Int, short: Int) -> [Double] {
  var (a, tau) = (matrix, [Double](repeating: 0, count: short))
  var (m, n, info) = (Int32(long), Int32(short), Int32(0))
  var (leading, inner) = (m, n)
  var workCount = Int32(64 * short)
  var work = [Double](repeating: 0, count: Int(workCount))
  dgeqrf_(&m, &n, &a, &leading, &tau, &work, &workCount, &info)
  precondition(info == 0, "orthogonalMatrix: dgeqrf reports \(info)")
  let signs = (0..<short).map { a[$0 * long + $0] < 0 ? -1.0 : 1.0 }
  dorgqr_(&m, &n, &inner, &a, &leading, &tau, &work, &workCount, &info)
  precondition(info == 0, "orthogonalMatrix: dorgqr reports \(info)")
  for column in 0..<short where signs[column] < 0 {
    for row in 0..<long { a[column * long + row].negate() }
  }
  return a
}
