internal import Tensors

extension Variable {
  /// The same scalars under another shape; one extent may be −1.  ∂z/∂a = 1.
  public func reshaped(_ newShape: [Int]) -> Variable {
    let shape = shape
    return tape.record(
      .reshape, value.reshaped(newShape), from: (self, { dz in dz.reshaped(shape) }))
  }
}
