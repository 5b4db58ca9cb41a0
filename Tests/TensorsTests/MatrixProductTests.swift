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

  @Test(
    "packing, blocks of the inner axis and the library agree with the definition",
    arguments: [1, 5, 33, 1000])
  func packing(blockSteps: Int) {
    var stream = Seed(2).stream("packing")
    for (rows, columns, inner) in [(13, 21, 70), (64, 64, 64), (9, 5, 33), (3, 12, 40)] {
      let a = stream.uniforms([inner, rows], in: -1..<1)
      let b = stream.uniforms([inner, columns], in: -1..<1)
      let exact = definition(a, true, b, false)
      let bound = Double(inner * inner) * 0x1p-24
      let packed = ProductMethod.tiles(ProductPacking(packsRight: true, blockSteps: blockSteps))
      let product = matmul(a, transposeA: true, b, transposeB: false, by: packed)
      let library = matmul(a, transposeA: true, b, transposeB: false, by: .library)
      #expect(largestError(product, exact) <= bound)
      #expect(largestError(library, exact) <= bound)
    }
  }

  @Test("cutting into tiles and blocks changes no bit")
  func bits() {
    var stream = Seed(3).stream("bits")
    let (a, b) = (stream.normals([67, 300]), stream.normals([300, 45]))
    let whole = matmul(a, b)
    for blockSteps in [1, 7, 64, 300] {
      let packed = ProductMethod.tiles(ProductPacking(packsRight: true, blockSteps: blockSteps))
      #expect(matmul(a, transposeA: false, b, transposeB: false, by: packed) == whole)
    }
    // One row alone gives the same bits as that row in a batch.
    for row in [0, 30, 66] {
      #expect(matmul(a.row(row).reshaped([1, 300]), b).reshaped([45]) == whole.row(row))
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

  @Test("a product too large for register tiles agrees with the tiles")
  func large() {
    var stream = Seed(5).stream("large")
    let (a, b) = (stream.uniforms([470, 470]), stream.uniforms([470, 470]))
    let bias = stream.uniforms([470])
    let tiles = matmul(
      a, transposeA: false, b, transposeB: false,
      by: .tiles(ProductPacking(packsRight: true, blockSteps: 235)))
    #expect((matmul(a, b) - tiles).norm() < 1e-6 * tiles.norm())
    let layer = affine(a, b, bias, .relu)
    #expect((layer - Nonlinearity.relu(tiles + bias)).norm() < 1e-6 * tiles.norm())
  }
}
