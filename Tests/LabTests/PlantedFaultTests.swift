import Dispatch
import Foundation
import Testing

/// Faults that `make sanitize` plants to see that the sanitizers find them: their silence about all else
/// says nothing without that.
@Suite("Planted faults") struct PlantedFaultTests {
  private static let planted = ProcessInfo.processInfo.environment["GRADLAB_PLANTED_FAULT"]

  @Test("threads that add to one number without a lock", .enabled(if: planted == "race"))
  func race() {
    // Safe to share in this test alone, which is about what happens when it isn't.
    nonisolated(unsafe) let number = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    number.initialize(to: 0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      for step in 0..<400_000 { number.pointee = (number.pointee ^ step) &+ thread }
    }
    #expect(number.pointee != .min)
    number.deallocate()
  }

  @Test("a number that is read after its memory was given back", .enabled(if: planted == "use"))
  func useAfterFree() {
    let number = UnsafeMutablePointer<Int>.allocate(capacity: 8)
    number.initialize(repeating: ProcessInfo.processInfo.processorCount, count: 8)
    number.deallocate()
    #expect(number[3] != .min)
  }
}
