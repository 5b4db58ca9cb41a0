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
    let ended = DispatchSemaphore(value: 0)
    for thread in 0..<2 {
      Thread {
        // Slow enough that none has ended before the other has begun.
        for _ in 0..<2_000 {
          Self.add(thread, to: number)
          usleep(10)
        }
        ended.signal()
      }.start()
    }
    for _ in 0..<2 { ended.wait() }
    #expect(number.pointee != .min)
    number.deallocate()
  }

  /// Not drawn into the loop, which would go on in a register.
  @inline(never)
  private static func add(_ thread: Int, to number: UnsafeMutablePointer<Int>) {
    number.pointee = (number.pointee ^ 7) &+ thread
  }

  @Test("a number that is read after its memory was given back", .enabled(if: planted == "use"))
  func useAfterFree() {
    let number = UnsafeMutablePointer<Int>.allocate(capacity: 8)
    number.initialize(repeating: ProcessInfo.processInfo.processorCount, count: 8)
    number.deallocate()
    #expect(number[3] != .min)
  }
}
