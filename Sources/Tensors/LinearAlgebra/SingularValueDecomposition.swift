/// The singular values of a matrix and its right singular vectors: A = U·diag σ·Vᵀ.
///
/// One-sided Jacobi: the columns of a triangle with the same singular values are turned in pairs
/// until all are orthogonal; then their lengths are the singular values, and their directions the
/// singular vectors of one side. The triangle comes from a QR decomposition of A or Aᵀ, whichever is
/// tall. Errors are some 10⁻¹⁵ of the largest value; values below 10⁻¹⁵⁰ of it count as zero.
///
/// - Source: Hestenes 1958; Demmel and Veselić 1992, algorithm 4.1; Drmač and Veselić 2008 for the
///   triangle
struct SingularValueDecomposition {
  /// σ, descending, K of them, the smaller extent.
  let values: [Double]
  private let isTall: Bool
  private let decomposition: HouseholderQR
  /// What is left of the triangle: orthogonal columns of length 1, or 0 where σ is.
  private let directions: ColumnMatrix

  /// - Parameter rowMajor: A, rows × columns scalars.
  /// - Precondition: every scalar is finite.
  init(_ rowMajor: [Double], rows: Int, columns: Int) {
    // Scaled by a power of two, so that squares neither overflow nor vanish.
    let largest = rowMajor.reduce(0) { max($0, $1.magnitude) }
    let scale = Double(
      sign: .plus, exponent: largest > 0 ? max(-1000, min(1000, Int(largest.exponent))) : 0,
      significand: 1)
    let transpose = ColumnMatrix(
      rows: columns, columns: rows, scalars: rowMajor.map { $0 / scale })
    // A = Q·R and Rᵀ = V·Σ·Wᵀ, or Aᵀ = Q·R and R = W·Σ·Uᵀ with V = Q·W.
    isTall = rows >= columns
    decomposition = HouseholderQR(isTall ? transpose.transposed : transpose)
    let triangle = decomposition.triangle
    var turned = isTall ? triangle.transposed : triangle
    turned.orthogonalizeColumns()
    let sorted = turned.sortedColumns()
    values = sorted.lengths.map { $0 * scale }
    directions = sorted.directions
  }

  /// V [columns, K]; of equal values the order is that of the columns, the signs are free.
  var vectors: ColumnMatrix {
    // Also gives the directions of zero values, which have no length.
    let orthonormal = HouseholderQR(directions).orthonormalColumns
    return isTall ? orthonormal : decomposition.multiplied(by: orthonormal)
  }
}

extension ColumnMatrix {
  /// Turns pairs of columns until the cosine of every angle between two is below the rounding errors
  /// of a dot product, which takes some ten sweeps through all pairs.
  fileprivate mutating func orthogonalizeColumns() {
    let (rows, columns) = (rows, columns)
    let tolerance = Double.ulpOfOne * Double(max(rows, 8))
    scalars.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var hasTurned = true
      var sweeps = 0
      while hasTurned && sweeps < 60 {
        (hasTurned, sweeps) = (false, sweeps + 1)
        var squares = (0..<columns).map { dotProduct(rows, start + $0 * rows, start + $0 * rows) }
        for p in 0..<columns {
          for q in p + 1..<columns {
            let (x, y) = (start + p * rows, start + q * rows)
            let product = dotProduct(rows, x, y)
            let bound = tolerance * squares[p].squareRoot() * squares[q].squareRoot()
            guard product.magnitude > bound else { continue }
            // The smaller root of t² + 2ζt = 1 (Rutishauser 1966).
            let zeta = (squares[q] - squares[p]) / (2 * product)
            let root = 1 / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
            let tangent = zeta < 0 ? -root : root
            let cosine = 1 / (1 + tangent * tangent).squareRoot()
            rotate(rows, x, y, cosine: cosine, sine: cosine * tangent)
            squares[p] = max(0, squares[p] - tangent * product)
            squares[q] += tangent * product
            hasTurned = true
          }
        }
      }
    }
  }

  /// The lengths of the columns, descending, and the columns in that order, of length 1 or 0.
  fileprivate func sortedColumns() -> (lengths: [Double], directions: ColumnMatrix) {
    let lengths = scalars.withUnsafeBufferPointer { buffer in
      (0..<columns).map { column in
        let start = buffer.baseAddress.map { $0 + column * rows }
        return start.map { dotProduct(rows, $0, $0).squareRoot() } ?? 0
      }
    }
    let order = lengths.indices.sorted { (-lengths[$0], $0) < (-lengths[$1], $1) }
    let directions = ColumnMatrix(rows: rows, columns: columns) { row, column in
      let length = lengths[order[column]]
      return length > 0 ? self[row, order[column]] / length : 0
    }
    return (order.map { lengths[$0] }, directions)
  }
}
