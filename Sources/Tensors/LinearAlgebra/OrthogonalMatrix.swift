extension RandomStream {
  /// A random matrix with orthonormal columns (or rows, if there are fewer of them), uniformly
  /// distributed: Q of the QR decomposition of a Gaussian matrix, signs such that diag R > 0.
  ///
  /// - Shape: [rows, columns]
  /// - Source: Saxe, McClelland, Ganguli 2014; Mezzadri 2007 for the signs.
  public mutating func orthogonalMatrix(rows: Int, columns: Int) -> Tensor {
    let (long, short) = (max(rows, columns), min(rows, columns))
    guard short > 0 else { return Tensor(zeros: [rows, columns]) }
    let gaussian = ColumnMatrix(rows: long, columns: short) { _, _ in nextNormal() }
    let q = HouseholderQR(gaussian).orthonormalColumns
    return Tensor(shape: [rows, columns]) { z in
      for row in 0..<rows {
        for column in 0..<columns {
          z[row * columns + column] = Float(rows >= columns ? q[row, column] : q[column, row])
        }
      }
    }
  }
}
