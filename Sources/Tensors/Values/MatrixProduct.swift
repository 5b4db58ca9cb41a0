/// C = op(A)·op(B), where op transposes if asked.
///
/// - Shape: op(A) [M, K], op(B) [K, N] → [M, N]
/// - Precondition: both are matrices and the inner extents agree.
public func matmul(
  _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false
) -> Tensor {
  let shape = MatrixProductShape(a, transposeA, b, transposeB, "matmul")
  return shape.product(a, b)
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
  switch nonlinearity {
  case .relu: return shape.product(x, weight, bias: bias, floor: 0)
  case .identity: return shape.product(x, weight, bias: bias)
  case .leakyReLU, .sigmoid, .tanh:
    var y = shape.product(x, weight, bias: bias)
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

  /// - Parameters:
  ///   - bias: where the sums of each column start; nil: at 0.
  ///   - floor: results below it are raised to it.
  ///   - packing: nil: what suits the shape.
  func product(
    _ a: Tensor, _ b: Tensor, bias: Tensor? = nil, floor: Float = -.infinity,
    packing: ProductPacking? = nil
  ) -> Tensor {
    Tensor(shape: [rows, columns]) { c in
      a.withUnsafeScalars { a in
        b.withUnsafeScalars { b in
          func run(_ bias: UnsafePointer<Float>?) {
            ProductKernel(
              shape: self, a: a, b: b, c: c, bias: bias, floor: floor,
              packing: packing ?? ProductPacking(self)
            ).run()
          }
          if let bias { bias.withUnsafeScalars { run($0) } } else { run(nil) }
        }
      }
    }
  }
}

/// The product with a packing of one's own choice: for tests of every way that it can take.
package func matmul(
  _ a: Tensor, transposeA: Bool, _ b: Tensor, transposeB: Bool, packing: ProductPacking
) -> Tensor {
  MatrixProductShape(a, transposeA, b, transposeB, "matmul").product(a, b, packing: packing)
}
