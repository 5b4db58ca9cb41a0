internal import COpenBLAS

/// C = op(A)·op(B), where op transposes if asked.
///
/// - Shape: op(A) [M, K], op(B) [K, N] → [M, N]
/// - Precondition: both are matrices and the inner extents agree.
public func matmul(
  _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false
) -> Tensor {
  let shape = MatrixProductShape(a, transposeA, b, transposeB, "matmul")
  return shape.isLarge
    ? shape.libraryProduct(a, b)
    : shape.product(a, b, bias: nil, floor: -.infinity, ProductPacking(shape))
}

/// y = f(x·W + b): the bias is where the sums start, ReLU is applied before they leave the
/// registers.
///
/// - Shape: x [N, D], weight [D, K], bias [K] → [N, K]
public func affine(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor, _ nonlinearity: Nonlinearity = .identity
) -> Tensor {
  let shape = MatrixProductShape(x, false, weight, false, "affine")
  precondition(
    bias.shape == [shape.columns], "affine: weight \(weight.shape), bias \(bias.shape)")
  if shape.isLarge {
    return nonlinearity(shape.libraryProduct(x, weight) + bias)
  }
  let packing = ProductPacking(shape)
  switch nonlinearity {
  case .relu: return shape.product(x, weight, bias: bias, floor: 0, packing)
  case .identity: return shape.product(x, weight, bias: bias, floor: -.infinity, packing)
  case .leakyReLU, .sigmoid, .tanh:
    var y = shape.product(x, weight, bias: bias, floor: -.infinity, packing)
    nonlinearity.apply(to: &y)
    return y
  }
}

/// Extents of one matrix product.
struct MatrixProductShape {
  let rows, columns, inner: Int
  let transposeA, transposeB: Bool

  init(
    _ a: Tensor, _ transposeA: Bool, _ b: Tensor, _ transposeB: Bool, _ name: StaticString
  ) {
    precondition(
      a.rank == 2 && b.rank == 2, "\(name): shapes \(a.shape), \(b.shape) are not matrices")
    rows = a.shape[transposeA ? 1 : 0]
    inner = a.shape[transposeA ? 0 : 1]
    columns = b.shape[transposeB ? 0 : 1]
    self.transposeA = transposeA
    self.transposeB = transposeB
    precondition(
      inner == b.shape[transposeB ? 1 : 0],
      """
      \(name): inner extents differ: \(a.shape)\(transposeA ? "ᵀ" : "") · \
      \(b.shape)\(transposeB ? "ᵀ" : "")
      """)
  }

  /// Extents alone, of tensors that may have more rows than are used.
  init(rows: Int, columns: Int, inner: Int, transposeA: Bool = false, transposeB: Bool = false) {
    (self.rows, self.columns, self.inner) = (rows, columns, inner)
    (self.transposeA, self.transposeB) = (transposeA, transposeB)
  }

  /// Whether the library, which cuts for all caches, is faster than register tiles: for large
  /// products, and for gradients of weights that many rows share (measured: from 512 rows on 84 to 90
  /// against 71 to 84 GFLOP/s).
  var isLarge: Bool {
    rows * columns * inner > 100_000_000
      || (transposeA && inner >= 512 && rows * columns >= 4096)
  }

  func product(
    _ a: Tensor, _ b: Tensor, bias: Tensor?, floor: Float, _ packing: ProductPacking
  ) -> Tensor {
    Tensor(shape: [rows, columns]) { c in
      a.withUnsafeScalars { a in
        b.withUnsafeScalars { b in
          func run(_ bias: UnsafePointer<Float>?) {
            ProductKernel(
              shape: self, a: a, b: b, c: c, bias: bias, floor: floor, packing: packing
            ).run()
          }
          if let bias { bias.withUnsafeScalars { run($0) } } else { run(nil) }
        }
      }
    }
  }

  func libraryProduct(_ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor(shape: [rows, columns]) { c in
      a.withUnsafeScalars { a in
        b.withUnsafeScalars { b in
          cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
            transposeB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1,
            a, Int32(max(1, transposeA ? rows : inner)), b,
            Int32(max(1, transposeB ? inner : columns)), 0, c, Int32(max(1, columns)))
        }
      }
    }
  }
}

/// Which code multiplies: for measurements, and for tests of every one of them.
package enum ProductMethod {
  case library
  case tiles(ProductPacking)
}

package func matmul(
  _ a: Tensor, transposeA: Bool, _ b: Tensor, transposeB: Bool, by method: ProductMethod
) -> Tensor {
  let shape = MatrixProductShape(a, transposeA, b, transposeB, "matmul")
  return switch method {
  case .library: shape.libraryProduct(a, b)
  case .tiles(let packing): shape.product(a, b, bias: nil, floor: -.infinity, packing)
  }
}
