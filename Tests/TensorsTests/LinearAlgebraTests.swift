import Tensors
import Testing

@Suite("Linear algebra")
struct LinearAlgebraTests {
  @Test("singular values of a diagonal matrix are its absolute entries, descending")
  func diagonal() {
    var matrix = Tensor(zeros: [3, 4])
    matrix[0, 0] = 2
    matrix[1, 1] = -5
    matrix[2, 2] = 3
    let expected = [5.0, 3, 2]
    for (value, exact) in zip(singularValues(of: matrix), expected) {
      #expect(abs(value - exact) < 1e-12)
    }
    #expect(singularValues(of: matrix.transposed()).count == 3)
  }

  @Test("singular values of [[1, 1], [0, 1]] are the golden ratio and its inverse")
  func shear() {
    let values = singularValues(of: Tensor(shape: [2, 2], scalars: [1, 1, 0, 1]))
    let golden = (1 + 5.0.squareRoot()) / 2
    #expect(abs(values[0] - golden) < 1e-12 && abs(values[1] - 1 / golden) < 1e-12)
  }

  @Test("the squares of the singular values sum to the squared norm")
  func norm() {
    var stream = Seed(1).stream("norm")
    let matrix = stream.normals([40, 70])
    let squares = singularValues(of: matrix).reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares / matrix.sumOfSquares() - 1) < 1e-12)
  }

  @Test("a matrix that is not finite has no singular values")
  func notFinite() {
    let values = singularValues(of: Tensor(shape: [1, 2], scalars: [1, .infinity]))
    #expect(values.count == 1 && values[0].isNaN)
  }

  @Test(
    "random orthogonal matrices keep lengths and repeat with their seed",
    arguments: [[5, 5], [64, 64], [100, 20], [20, 100]])
  func orthogonal(shape: [Int]) {
    func draw() -> Tensor {
      var stream = Seed(2).stream("orthogonal")
      return stream.orthogonalMatrix(rows: shape[0], columns: shape[1])
    }
    let matrix = draw()
    #expect(matrix.shape == shape && matrix == draw())
    for value in singularValues(of: matrix) { #expect(abs(value - 1) < 1e-6) }
  }

  @Test("the sign of an orthogonal matrix's entries is not fixed by the decomposition")
  func signs() {
    var stream = Seed(3).stream("signs")
    let positive = (0..<200).filter { _ in
      stream.orthogonalMatrix(rows: 3, columns: 3)[0, 0] > 0
    }
    // 200 fair coins: within 4 standard deviations (28) of 100.
    #expect(abs(positive.count - 100) < 29)
  }

  @Test("Hilbert's matrix, close to singular, has the values that 60 digits give")
  func hilbert() throws {
    let matrix = (0..<64).map { (index: Int) -> Double in
      let place = index / 8 + index % 8
      return 1 / Double(place + 1)
    }
    let found = try #require(rightSingularVectors(of: matrix, rows: 8, columns: 8))
    // mpmath 1.3, svd_r of the matrix of doubles.
    let exact = [
      1.6959389969219494, 0.2981252113169307, 0.026212843578119052, 0.001467688117741847,
      5.4369433697508964e-05, 1.2943320918741794e-06, 1.7988737460063012e-08,
      1.1115394689888081e-10,
    ]
    for (value, exact) in zip(found.values, exact) {
      #expect(abs(value - exact) < 1e-15 * 8)
    }
  }

  @Test(
    "right singular vectors are orthonormal, and A takes them to orthogonal ones of length σ",
    arguments: [[784, 10], [10, 784], [60, 60], [1, 7], [7, 1], [40, 30]], [100, 3, 1, 0])
  func singularVectors(shape: [Int], rank: Int) throws {
    let (rows, columns) = (shape[0], shape[1])
    let matrix = randomMatrix(rows, columns, rank: rank)
    let found = try #require(rightSingularVectors(of: matrix, rows: rows, columns: columns))
    let count = min(rows, columns)
    #expect(found.values.count == count && found.vectors.count == count * columns)
    let largest = found.values[0]
    for (i, (value, next)) in zip(found.values, found.values.dropFirst() + [0]).enumerated() {
      #expect(value >= next)
      #expect(i < rank || value <= 1e-13 * largest)
    }
    let vectors = (0..<count).map { Array(found.vectors[$0 * columns..<($0 + 1) * columns]) }
    let images = vectors.map { vector in
      (0..<rows).map { dot(Array(matrix[$0 * columns..<($0 + 1) * columns]), vector) }
    }
    for i in 0..<count {
      for j in 0...i {
        #expect(abs(dot(vectors[i], vectors[j]) - (i == j ? 1 : 0)) < 1e-12)
        let square = i == j ? found.values[i] * found.values[i] : 0
        #expect(abs(dot(images[i], images[j]) - square) <= 1e-12 * largest * largest)
      }
    }
  }

  @Test("a matrix times a power of two has its singular values times that, to the last bit")
  func scaling() throws {
    let matrix = randomMatrix(9, 5, rank: 5)
    let values = try #require(rightSingularVectors(of: matrix, rows: 9, columns: 5)).values
    for scale in [0x1p-600, 0x1p600] {
      let scaled = rightSingularVectors(of: matrix.map { $0 * scale }, rows: 9, columns: 5)
      #expect(scaled?.values == values.map { $0 * scale })
    }
  }

  @Test("no principal axes of numbers that are not finite, nor of none")
  func noAxes() {
    #expect(rightSingularVectors(of: [1, .nan], rows: 1, columns: 2) == nil)
    #expect(rightSingularVectors(of: [1, .infinity], rows: 2, columns: 1) == nil)
    #expect(rightSingularVectors(of: [], rows: 0, columns: 3) == nil)
  }

  @Test(
    "an orthogonal matrix is Q of the normals drawn, where R has a positive diagonal",
    arguments: [[6, 6], [50, 20], [20, 50]])
  func triangle(shape: [Int]) {
    let (long, short) = (shape.max() ?? 0, shape.min() ?? 0)
    var stream = Seed(4).stream("triangle")
    let drawn = stream.normals([short, long])
    stream = Seed(4).stream("triangle")
    let q = stream.orthogonalMatrix(rows: shape[0], columns: shape[1])
    for column in 0..<short {
      let direction = (0..<long).map {
        Double(shape[0] >= shape[1] ? q[$0, column] : q[column, $0])
      }
      // Column j of A has no part along column i > j of Q, and one along its own.
      for j in 0...column {
        let part = dot(direction, drawn.row(j).scalars.map(Double.init))
        #expect(j == column ? part > 0 : abs(part) < 1e-5)
      }
    }
  }

  private func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// A sum of `rank` products of a column and a row, or all entries drawn where that is more.
  private func randomMatrix(_ rows: Int, _ columns: Int, rank: Int) -> [Double] {
    var stream = Seed(5).stream("matrix")
    if rank >= min(rows, columns) { return (0..<rows * columns).map { _ in stream.nextNormal() } }
    var matrix = [Double](repeating: 0, count: rows * columns)
    for _ in 0..<rank {
      let column = (0..<rows).map { _ in stream.nextNormal() }
      let row = (0..<columns).map { _ in stream.nextNormal() }
      for index in matrix.indices {
        matrix[index] += column[index / columns] * row[index % columns]
      }
    }
    return matrix
  }
}
