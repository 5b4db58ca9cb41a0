/// C = op(A)·op(B) for every matrix of a batch, where op transposes the last two axes if asked.
///
/// - Shape: op(A) […, M, K], op(B) […, K, N] → […, M, N]; the leading axes are equal.
public func batchedMatmul(
  _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false
) -> Tensor {
  precondition(
    a.rank >= 2 && a.rank == b.rank && a.shape.dropLast(2) == b.shape.dropLast(2),
    "batchedMatmul: shapes \(a.shape) and \(b.shape)")
  let (left, right) = (Array(a.shape.suffix(2)), Array(b.shape.suffix(2)))
  let (rows, inner) = transposeA ? (left[1], left[0]) : (left[0], left[1])
  let columns = right[transposeB ? 0 : 1]
  precondition(
    inner == right[transposeB ? 1 : 0] && inner > 0,
    "batchedMatmul: inner extents of \(a.shape) and \(b.shape)")
  let batch = Tensor.count(of: Array(a.shape.dropLast(2)))
  return Tensor(shape: a.shape.dropLast(2) + [rows, columns]) { c in
    a.withUnsafeScalars { a in
      b.withUnsafeScalars { b in
        for index in 0..<batch {
          let source = b + index * inner * columns
          let packed =
            transposeB
            ? PackedMatrix(transposing: source, steps: inner, columns: columns, stride: inner)
            : PackedMatrix(source, steps: inner, columns: columns, stride: columns)
          packed.multiply(
            rows, a + index * rows * inner, rowStride: transposeA ? 1 : inner,
            stepStride: transposeA ? rows : 1, into: c + index * rows * columns, cStride: columns)
        }
      }
    }
  }
}
