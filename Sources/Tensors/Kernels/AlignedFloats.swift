/// Floats that begin at a cache line, written once: vectors never lie across two lines.
final class AlignedFloats: Sendable {
  /// Written by the initializer only.
  nonisolated(unsafe) private let storage: UnsafeMutablePointer<Float>

  /// - Parameter fill: writes all `count` floats.
  init(_ count: Int, _ fill: (UnsafeMutablePointer<Float>) -> Void) {
    storage = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: max(1, count))
    fill(storage)
  }

  deinit { storage.deallocate() }

  /// Valid as long as this object is.
  var start: UnsafePointer<Float> { UnsafePointer(storage) }
}
