extension Tensor {
  /// Memory that is still to be written, every scalar of it.
  init(unwritten shape: [Int]) {
    self.init(shape: shape) { _ in }
  }
}

/// Write access to several tensors at once.
@inline(__always)
func withUnsafeMutableScalars(
  _ a: inout Tensor, _ b: inout Tensor,
  _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
  a.withUnsafeMutableScalars { a in b.withUnsafeMutableScalars { b in body(a, b) } }
}

@inline(__always)
func withUnsafeMutableScalars(
  _ a: inout Tensor, _ b: inout Tensor, _ c: inout Tensor,
  _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
    -> Void
) {
  withUnsafeMutableScalars(&a, &b) { a, b in c.withUnsafeMutableScalars { c in body(a, b, c) } }
}

@inline(__always)
func withUnsafeMutableScalars(
  _ a: inout Tensor, _ b: inout Tensor, _ c: inout Tensor, _ d: inout Tensor,
  _ body: (
    UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>,
    UnsafeMutablePointer<Float>
  ) -> Void
) {
  withUnsafeMutableScalars(&a, &b) { a, b in
    withUnsafeMutableScalars(&c, &d) { c, d in body(a, b, c, d) }
  }
}
