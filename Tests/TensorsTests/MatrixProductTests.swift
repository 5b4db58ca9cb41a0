import Tensors
import Testing

private let extents = [1, 2, 3, 7, 8, 10, 17, 64, 100]

/// C = op(A)·op(B) by the definition, in double precision.
private func definition(
  _ a: Tensor, _ transposeA: Bool, _ b: Tensor, _ transposeB: Bool
) -> [Double] {
  let (left, right) = (transposeA ? a.transposed() : a, transposeB ? b.transposed() : b)
  let (rows, inner, columns) = (left.shape[0], left.shape[1], right.shape[1])
  let (x, y) = (left.scalars.map(Double.init), right.scalars.map(Double.init))
  var result = [Double](repeating: 0, count: rows * columns)
  for row in 0..<rows {
    for step in 0..<inner {
      for column in 0..<columns {
        result[row * columns + column] += x[row * inner + step] * y[step * columns + column]
      }
    }
  }
  return result
}

/// Largest |c − exact|; sums of K products of numbers in (−1, 1) err by less than K²·2⁻²⁴.
private func largestError(_ c: Tensor, _ exact: [Double]) -> Double {
  zip(c.scalars, exact).map { abs(Double($0) - $1) }.max() ?? 0
}

@Suite("Matrix product")
struct MatrixProductTests {
  @Test("every shape and transposition agrees with the definition", arguments: extents)
  func shapes(rows: Int) {
    var stream = Seed(1).stream("matmul")
    for inner in extents {
      for columns in extents {
        for (transposeA, transposeB) in [
          (false, false), (true, false), (false, true), (true, true),
        ] {
          let a = stream.uniforms(transposeA ? [inner, rows] : [rows, inner], in: -1..<1)
          let b = stream.uniforms(transposeB ? [columns, inner] : [inner, columns], in: -1..<1)
          let exact = definition(a, transposeA, b, transposeB)
          let bound = Double(inner * inner) * 0x1p-24
          let product = matmul(a, transposeA: transposeA, b, transposeB: transposeB)
          #expect(product.shape == [rows, columns])
          #expect(largestError(product, exact) <= bound, "\(a.shape) \(b.shape)")
        }
      }
    }
  }

  /// Every way to copy, with blocks of so many steps.
  private func packings(_ blockSteps: Int) -> [ProductPacking] {
    [(false, false), (true, false), (false, true), (true, true)].map {
      ProductPacking(packsRight: $0.0, packsLeft: $0.1, blockSteps: blockSteps)
    }
  }

  @Test(
    "packing, blocks of the inner axis and cutting into tiles change no bit",
    arguments: [1, 7, 33, 64, 1000])
  func bits(blockSteps: Int) {
    var stream = Seed(3).stream("bits")
    for (rows, columns, inner) in [(67, 45, 300), (64, 64, 64), (9, 17, 33), (3, 32, 40)] {
      for transposeA in [false, true] {
        let a = stream.normals(transposeA ? [inner, rows] : [rows, inner])
        let b = stream.normals([inner, columns])
        let whole = matmul(a, transposeA: transposeA, b)
        for packing in packings(blockSteps) {
          #expect(
            matmul(a, transposeA: transposeA, b, transposeB: false, packing: packing) == whole)
        }
      }
    }
  }

  @Test("one row alone gives the same bits as that row in a batch", arguments: [0, 30, 66])
  func oneRow(row: Int) {
    var stream = Seed(3).stream("rows")
    let (a, b) = (stream.normals([67, 300]), stream.normals([300, 45]))
    #expect(
      matmul(a.row(row).reshaped([1, 300]), b).reshaped([45]) == matmul(a, b).row(row))
  }

  @Test("every sum is one chain of fused multiply-adds in the order of the inner axis")
  func order() {
    var stream = Seed(6).stream("order")
    let (a, b) = (stream.normals([29, 700]), stream.normals([700, 50]))
    let product = matmul(a, b)
    for (row, column) in [(0, 0), (3, 49), (28, 31), (28, 49), (13, 33)] {
      var sum: Float = 0
      for step in 0..<700 { sum.addProduct(a[row, step], b[step, column]) }
      #expect(product[row, column] == sum)
    }
  }

  @Test("a product over no inner axis is zero, and no rows give no rows")
  func empty() {
    #expect(matmul(Tensor(zeros: [3, 0]), Tensor(zeros: [0, 20])) == Tensor(zeros: [3, 20]))
    #expect(matmul(Tensor(zeros: [0, 4]), Tensor(zeros: [4, 20])).shape == [0, 20])
  }

  @Test("NaN and infinity pass through products and ReLU")
  func notNumbers() {
    var a = Tensor(zeros: [2, 3])
    a[0, 1] = .nan
    a[1, 1] = .infinity
    let product = affine(a, Tensor(repeating: 1, shape: [3, 18]), Tensor(zeros: [18]), .relu)
    #expect(product.row(0).scalars.allSatisfy { $0.isNaN })
    #expect(product.row(1).scalars.allSatisfy { $0 == .infinity })
  }

  @Test(
    "a fused layer equals its parts",
    arguments: [Nonlinearity.identity, .relu, .leakyReLU(slope: 0.01), .sigmoid, .tanh])
  func fused(nonlinearity: Nonlinearity) {
    var stream = Seed(4).stream("affine")
    for (rows, inner, columns) in [(64, 64, 64), (5, 3, 2), (64, 784, 64), (9, 700, 10)] {
      let (x, weight) = (stream.normals([rows, inner]), stream.normals([inner, columns]))
      let bias = stream.normals([columns])
      let fused = affine(x, weight, bias, nonlinearity)
      let parts = nonlinearity(matmul(x, weight) + bias)
      let scale = max(1, parts.norm() / Double(parts.count).squareRoot())
      #expect(Double((fused - parts).absolute().max()) < 1e-4 * scale)
    }
  }

  @Test("a product of many blocks of rows, of columns and of steps agrees with the definition")
  func large() {
    var stream = Seed(5).stream("large")
    for transposeA in [false, true] {
      let shape = transposeA ? [600, 530] : [530, 600]
      let (a, b) = (stream.uniforms(shape, in: -1..<1), stream.uniforms([600, 97], in: -1..<1))
      let exact = definition(a, transposeA, b, false)
      #expect(largestError(matmul(a, transposeA: transposeA, b), exact) <= 1e-4)
    }
  }
}
