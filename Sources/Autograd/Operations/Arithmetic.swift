internal import Tensors

// Elementwise arithmetic with NumPy's broadcasting. Where a source was repeated, its gradient is
// the sum over the repetitions (`summed(to:)`, which does nothing where shapes are equal).
extension Variable {
  /// z = a + b.  Shapes broadcast.  ∂z/∂a = 1, ∂z/∂b = 1.
  public static func + (a: Variable, b: Variable) -> Variable {
    let (left, right) = (a.shape, b.shape)
    return a.tape.record(
      .add, a.value + b.value,
      from: (a, { dz in dz.summed(to: left) }), (b, { dz in dz.summed(to: right) }))
  }

  /// z = a − b.  Shapes broadcast.  ∂z/∂a = 1, ∂z/∂b = −1.
  public static func - (a: Variable, b: Variable) -> Variable {
    let (left, right) = (a.shape, b.shape)
    return a.tape.record(
      .subtract, a.value - b.value,
      from: (a, { dz in dz.summed(to: left) }), (b, { dz in -dz.summed(to: right) }))
  }

  /// z = a ⊙ b.  Shapes broadcast.  ∂z/∂a = b, ∂z/∂b = a.
  public static func * (a: Variable, b: Variable) -> Variable {
    let (x, y) = (a.value, b.value)
    return a.tape.record(
      .multiply, x * y,
      from: (a, { dz in (dz * y).summed(to: x.shape) }),
      (b, { dz in (dz * x).summed(to: y.shape) }))
  }

  /// z = a ⊘ b.  Shapes broadcast.  ∂z/∂a = 1/b, ∂z/∂b = −z/b.
  public static func / (a: Variable, b: Variable) -> Variable {
    let (x, y) = (a.value, b.value)
    let z = x / y
    return a.tape.record(
      .divide, z,
      from: (a, { dz in (dz / y).summed(to: x.shape) }),
      (b, { dz in (-dz * z / y).summed(to: y.shape) }))
  }

  /// z = −a.  ∂z/∂a = −1.
  public static prefix func - (a: Variable) -> Variable {
    a.tape.record(.negate, -a.value, from: (a, { dz in -dz }))
  }

  /// z = c·a for a number c.  ∂z/∂a = c.
  public static func * (c: Float, a: Variable) -> Variable {
    a.tape.record(.scale, a.value * c, from: (a, { dz in dz.multiplied(by: c) }))
  }

  /// z = a·c for a number c.  ∂z/∂a = c.
  public static func * (a: Variable, c: Float) -> Variable { c * a }

  /// z = a/c for a number c.  ∂z/∂a = 1/c.
  public static func / (a: Variable, c: Float) -> Variable { (1 / c) * a }
}
