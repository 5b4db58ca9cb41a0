internal import Tensors

// Operations that move numbers, and the product of batches of matrices.
extension Variable {
  /// z = a·b for every matrix of a batch.  ∂L/∂a = dz·bᵀ, ∂L/∂b = aᵀ·dz.
  /// - Shape: a […, M, K], b […, K, N] → […, M, N]
  public func batchedMatmul(_ b: Variable) -> Variable {
    let (x, y) = (value, b.value)
    return tape.record(
      .batchedMatmul, Tensors.batchedMatmul(x, y),
      from: (self, { dz in Tensors.batchedMatmul(dz, y, transposeB: true) }),
      (b, { dz in Tensors.batchedMatmul(x, transposeA: true, dz) }))
  }

  /// Axis k of z is axis `axes[k]` of a.  ∂z/∂a: the way back.
  public func permuted(_ axes: [Int]) -> Variable {
    var inverse = axes
    for (place, axis) in axes.enumerated() { inverse[axis] = place }
    return tape.record(
      .permute, value.permuted(axes), from: (self, { dz in dz.permuted(inverse) }))
  }

  /// The part of an axis in `range`.  ∂z/∂a: zeros around it.
  public func sliced(_ range: Range<Int>, axis: Int) -> Variable {
    let extent = shape[axis]
    return tape.record(
      .slice, value.sliced(range, axis: axis),
      from: (
        self,
        { dz in
          dz.padded(before: range.lowerBound, after: extent - range.upperBound, axis: axis)
        }
      ))
  }

  /// Zeros before and behind an axis.  ∂z/∂a: without them.
  public func padded(before: Int, after: Int, axis: Int) -> Variable {
    let extent = shape[axis]
    return tape.record(
      .pad, value.padded(before: before, after: after, axis: axis),
      from: (self, { dz in dz.sliced(before..<before + extent, axis: axis) }))
  }

  /// The entries of an axis at `indices`.  ∂L/∂a: sums of dz over equal indices.
  public func gathered(_ indices: [Int], axis: Int) -> Variable {
    let extent = shape[axis]
    return tape.record(
      .gather, value.gathered(indices, axis: axis),
      from: (self, { dz in dz.scattered(indices, axis: axis, extent: extent) }))
  }

  /// Variables one behind the other along an axis.  ∂z/∂aᵢ: its own part.
  public static func concatenated(_ parts: [Variable], axis: Int) -> Variable {
    precondition(!parts.isEmpty, "concatenated: nothing")
    var start = 0
    let sources = parts.map { part -> (Variable, Pullback) in
      let range = start..<start + part.shape[axis]
      start = range.upperBound
      return (part, { dz in dz.sliced(range, axis: axis) })
    }
    return parts[0].tape.record(
      .concatenate, .concatenated(parts.map(\.value), axis: axis), from: sources)
  }
}
