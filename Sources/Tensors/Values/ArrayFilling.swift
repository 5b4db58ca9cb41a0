extension Array {
  /// An array that `fill` writes and counts, as with `unsafeUninitializedCapacity`; memory is not cleared
  /// first. With a capacity of 0 `fill` is not called: all empty arrays share one storage, into which Swift
  /// would write the count, and threads would race there.
  package init<Fault: Error>(
    capacity: Int,
    filledBy fill: (inout UnsafeMutableBufferPointer<Element>, inout Int) throws(Fault) -> Void
  ) throws(Fault) {
    guard capacity > 0 else {
      self = []
      return
    }
    try self.init(unsafeUninitializedCapacity: capacity, initializingWith: fill)
  }
}
