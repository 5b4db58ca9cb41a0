public import Tensors

extension Variable {
  /// z = m ⊙ a / q, where each mᵢ is 1 with probability q and else 0: the mean stays.  ∂z/∂a = m/q.
  /// - Parameters:
  ///   - keepProbability: q, above 0.
  ///   - isScaled: false: z = m ⊙ a, for those who multiply by q later.
  /// - Source: Srivastava et al. 2014; scaled: the inverted form.
  public func dropout(
    keepProbability: Double, isScaled: Bool = true, from stream: inout RandomStream
  ) -> Variable {
    precondition(
      keepProbability > 0 && keepProbability <= 1, "dropout: keep probability \(keepProbability)")
    let mask = stream.mask(
      shape, keeping: keepProbability, as: isScaled ? Float(1 / keepProbability) : 1)
    return tape.record(.dropout, value * mask, from: (self, { dz in dz * mask }))
  }

  /// zᵢ = a[indexᵢ], rows of a table.  ∂L/∂a[k] = Σ of dzᵢ over all i with indexᵢ = k.
  /// - Shape: a [V, …], N indices in 0..<V → [N, …]
  public func embedding(_ indices: [Int]) -> Variable {
    let rowCount = shape[0]
    return tape.record(
      .embedding, value.rows(at: indices),
      from: (self, { dz in dz.scatteredRows(at: indices, rowCount: rowCount) }))
  }
}
