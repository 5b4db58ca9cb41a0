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
}
