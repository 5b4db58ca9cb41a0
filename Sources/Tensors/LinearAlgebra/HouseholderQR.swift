/// A = Q·R: Q with orthonormal columns, R upper triangular.
///
/// - Shape: A [M, N], M ≥ N → Q [M, N], R [N, N]
/// - Source: Householder 1958; Golub and Van Loan, Matrix Computations, algorithms 5.1.1 and 5.2.1
struct HouseholderQR {
  /// R on and above the diagonal; below it in column k the reflection
  /// Hₖ = I − τₖ·v·vᵀ with v = (0, …, 0, 1, column), Q = H₁·H₂·…
  private var factors: ColumnMatrix
  /// τ.
  private var scales: [Double] = []

  init(_ matrix: ColumnMatrix) {
    let (m, n) = (matrix.rows, matrix.columns)
    precondition(m >= n, "HouseholderQR: \(m) rows of \(n) columns")
    factors = matrix
    factors.scalars.withUnsafeMutableBufferPointer { buffer in
      // No columns, nothing to do.
      guard let start = buffer.baseAddress else { return }
      for k in 0..<n {
        let scale = HouseholderQR.reflect(m - k, start + k * m + k)
        scales.append(scale)
        for column in k + 1..<n {
          HouseholderQR.apply(scale, m - k, start + k * m + k, to: start + column * m + k)
        }
      }
    }
  }

  /// Puts the reflection that turns x into (β, 0, …, 0) in place of x, β first; returns its τ.
  private static func reflect(_ count: Int, _ x: UnsafeMutablePointer<Double>) -> Double {
    let rest = dotProduct(count - 1, x + 1, x + 1)
    guard rest > 0 else { return 0 }
    let first = x[0]
    let length = (first * first + rest).squareRoot()
    // The sign that adds up, nothing cancels.
    let beta = first > 0 ? -length : length
    let factor = 1 / (first - beta)
    for index in 1..<count { x[index] *= factor }
    x[0] = beta
    return (beta - first) / beta
  }

  /// y ← y − τ·v·(vᵀy), v = (1, x₁, x₂, …).
  private static func apply(
    _ scale: Double, _ count: Int, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
  ) {
    let product = scale * (y[0] + dotProduct(count - 1, x + 1, y + 1))
    y[0] -= product
    addMultiple(count - 1, -product, of: x + 1, to: y + 1)
  }

  /// R.
  var triangle: ColumnMatrix {
    ColumnMatrix(rows: factors.columns, columns: factors.columns) { row, column in
      row <= column ? factors[row, column] : 0
    }
  }

  /// Q·X.
  /// - Shape: X [N, K] → [M, K]
  func multiplied(by matrix: ColumnMatrix) -> ColumnMatrix {
    let (m, n) = (factors.rows, factors.columns)
    precondition(matrix.rows == n, "HouseholderQR: \(matrix.rows) rows, not \(n)")
    var result = ColumnMatrix(rows: m, columns: matrix.columns) { $0 < n ? matrix[$0, $1] : 0 }
    result.scalars.withUnsafeMutableBufferPointer { target in
      factors.scalars.withUnsafeBufferPointer { source in
        guard let z = target.baseAddress, let x = source.baseAddress else { return }
        for k in (0..<n).reversed() {
          for column in 0..<matrix.columns {
            HouseholderQR.apply(scales[k], m - k, x + k * m + k, to: z + column * m + k)
          }
        }
      }
    }
    return result
  }

  /// Q of the decomposition in which no diagonal entry of R is negative. Where A has full rank there
  /// is only one; else the columns that A leaves free are some orthonormal ones.
  var orthonormalColumns: ColumnMatrix {
    let n = factors.columns
    return multiplied(
      by: ColumnMatrix(rows: n, columns: n) { row, column in
        row != column ? 0 : factors[row, row] < 0 ? -1 : 1
      })
  }
}
