internal import CSupport

/// Calls `body` with the offset and the width of every vector of a row: `laneCount` wide, the last
/// one what is left.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ offset: Int, _ width: Int) -> Void) {
  var offset = 0
  while offset + laneCount <= count {
    body(offset, laneCount)
    offset += laneCount
  }
  if offset < count { body(offset, count - offset) }
}

@inline(__always)
func load(_ address: UnsafePointer<Float>, _ width: Int) -> Lanes {
  width == laneCount ? vm_load(address) : vm_load_partial(address, width)
}

@inline(__always)
func load(_ address: UnsafeMutablePointer<Float>, _ width: Int) -> Lanes {
  load(UnsafePointer(address), width)
}

@inline(__always)
func store(_ address: UnsafeMutablePointer<Float>, _ lanes: Lanes, _ width: Int) {
  if width == laneCount {
    vm_store(address, lanes)
  } else {
    vm_store_partial(address, lanes, width)
  }
}

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
