public import Tensors

extension Variable {
  /// z = a·b, the matrix product, or a·bᵀ.
  /// - Shape: a [M, K], b [K, N] → [M, N].  ∂L/∂a = dz·bᵀ, ∂L/∂b = aᵀ·dz.
  /// - Parameter transposeB: whether b is [N, K].  ∂L/∂a = dz·b, ∂L/∂b = dzᵀ·a.
  public func matmul(_ b: Variable, transposeB: Bool = false) -> Variable {
    let (x, y) = (value, b.value)
    if transposeB {
      return tape.record(
        .matmul, Tensors.matmul(x, y, transposeB: true),
        from: (self, { dz in Tensors.matmul(dz, y) }),
        (b, { dz in Tensors.matmul(dz, transposeA: true, x) }))
    }
    return tape.record(
      .matmul, Tensors.matmul(x, y),
      from: (self, { dz in Tensors.matmul(dz, y, transposeB: true) }),
      (b, { dz in Tensors.matmul(x, transposeA: true, dz) }))
  }

  /// z = x·W + b.
  /// - Shape: x [N, D], weight [D, K], bias [K] → [N, K].
  ///   ∂L/∂x = dz·Wᵀ, ∂L/∂W = xᵀ·dz, ∂L/∂b = Σᵢ dzᵢ.
  public func affine(_ weight: Variable, _ bias: Variable) -> Variable {
    recordAffine(weight, bias, value: Tensors.affine(value, weight.value, bias.value))
  }

  /// y = f(x·W + b) in one pass over the result; the tape holds the same two operations as
  /// `x.affine(weight, bias).applying(nonlinearity)`, and the numbers are the same to the bit.
  ///
  /// The sums themselves are overwritten: the derivative of f is worked out from its output.
  /// - Shape: x [N, D], weight [D, K], bias [K] → [N, K].
  public func affine(
    _ weight: Variable, _ bias: Variable, _ nonlinearity: Nonlinearity
  ) -> Variable {
    let y = Tensors.affine(value, weight.value, bias.value, nonlinearity)
    let z = recordAffine(weight, bias, value: y)
    return z.recordNonlinearity(nonlinearity, value: y)
  }

  private func recordAffine(_ weight: Variable, _ bias: Variable, value z: Tensor) -> Variable {
    let (x, w) = (value, weight.value)
    return tape.record(
      .affine, z,
      from: (weight, { dz in Tensors.matmul(x, transposeA: true, dz) }),
      (bias, { dz in dz.sum(axis: 0) }),
      (self, { dz in Tensors.matmul(dz, w, transposeB: true) }))
  }
}
