internal import Tensors

extension Variable {
  /// z = Σ a over all scalars, added in double precision.  Shape [].  ∂z/∂a = 1.
  public func sum() -> Variable {
    let shape = shape
    return tape.record(
      .sum, Tensor(Float(value.sum())),
      from: (self, { dz in Tensor(repeating: dz.item, shape: shape) }))
  }

  /// z = (1/n) Σ a over all n scalars.  Shape [].  ∂z/∂a = 1/n.
  public func mean() -> Variable {
    let (shape, count) = (shape, Float(value.count))
    return tape.record(
      .mean, Tensor(Float(value.mean())),
      from: (self, { dz in Tensor(repeating: dz.item / count, shape: shape) }))
  }

  /// z = Σ a along one axis, which disappears.  ∂z/∂a = 1.
  public func sum(axis: Int) -> Variable {
    let spread = Spread(shape, axis)
    return tape.record(
      .sumAlongAxis, value.sum(axis: axis), from: (self, { dz in spread(dz) }))
  }

  /// z = (1/n) Σ a along one axis of extent n, which disappears.  ∂z/∂a = 1/n.
  public func mean(axis: Int) -> Variable {
    let spread = Spread(shape, axis)
    let extent = Float(shape[axis])
    return tape.record(
      .meanAlongAxis, value.mean(axis: axis), from: (self, { dz in spread(dz / extent) }))
  }
}

/// Repeats a reduced tensor along the axis that was lost.
private struct Spread {
  private let reduced: [Int]
  private let full: [Int]

  init(_ shape: [Int], _ axis: Int) {
    full = shape
    var reduced = shape
    reduced[axis] = 1
    self.reduced = reduced
  }

  func callAsFunction(_ dz: Tensor) -> Tensor { dz.reshaped(reduced) + Tensor(zeros: full) }
}
