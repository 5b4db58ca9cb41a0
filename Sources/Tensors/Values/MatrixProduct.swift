internal import COpenBLAS

/// C = op(A)·op(B), where op transposes if asked.
///
/// - Shape: op(A) [M, K], op(B) [K, N] → [M, N]
/// - Precondition: both are matrices and the inner extents agree.
public func matmul(
  _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false
) -> Tensor {
  let plan = MatrixProductShape(a, transposeA, b, transposeB, "matmul")
  return Tensor(shape: [plan.rows, plan.columns]) { c in
    a.withUnsafeScalars { a in
      b.withUnsafeScalars { b in plan.run(a, b, into: c) }
    }
  }
}

/// y = f(x·W + b), bias and nonlinearity in the same pass over the result.
///
/// - Shape: x [N, D], weight [D, K], bias [K] → [N, K]
public func affine(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor, _ nonlinearity: Nonlinearity = .identity
) -> Tensor {
  let y = matmul(x, weight) + bias
  return nonlinearity(y)
}

/// Extents and leading dimensions of one matrix product.
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

  func run(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
      transposeB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(max(1, transposeA ? rows : inner)), b, Int32(max(1, transposeB ? inner : columns)), 0,
      c, Int32(max(1, columns)))
  }
}
