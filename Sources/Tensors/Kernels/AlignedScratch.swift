/// Memory for `count` floats that begins at a cache line, so that vectors never lie across two.
@inline(__always)
func withAlignedScratch(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
  // Never empty, so it has an address.
  let bytes = max(1, count) * MemoryLayout<Float>.stride
  withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 64) { buffer in
    guard let address = buffer.bindMemory(to: Float.self).baseAddress else { return }
    body(address)
  }
}
