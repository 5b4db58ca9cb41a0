import Glibc
import Tensors

/// A thread of our own for numerical work: with a stack of its own size, an alternate signal stack,
/// denormals flushed to zero, and a priority a little below that of whoever answers the keyboard.
package struct WorkerThread: Sendable {
  /// Bytes; only what is touched is ever taken from memory.
  static let stackSize = 16 << 20

  private let handle: pthread_t
  private let hasEnded: Monitor<Bool>

  /// Starts `body`. It is nonisolated on purpose: a closure that is isolated to the main actor would
  /// end the program on another thread.
  /// - Throws: `SystemFault` when the system gives no more threads.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(SystemFault)
    -> WorkerThread
  {
    let hasEnded = Monitor(false)
    let (status, handle) = create(Job(body, hasEnded))
    if status != 0 { throw SystemFault(action: "start a thread", code: status) }
    return WorkerThread(handle: handle, hasEnded: hasEnded)
  }

  /// Waits for the end of the thread for at most so many seconds, then lets it go on alone. Once only.
  /// - Returns: whether it has ended.
  @discardableResult
  func join(seconds: Double) -> Bool {
    guard hasEnded.wait(seconds: seconds, until: { $0 }) else {
      pthread_detach(handle)
      return false
    }
    pthread_join(handle, nil)
    return true
  }

  /// Waits for the end of the thread. Once only.
  func join() { pthread_join(handle, nil) }
}

/// What a new thread gets to know of its work.
private final class Job: Sendable {
  let body: @Sendable () -> Void
  let hasEnded: Monitor<Bool>

  init(_ body: @escaping @Sendable () -> Void, _ hasEnded: Monitor<Bool>) {
    self.body = body
    self.hasEnded = hasEnded
  }

  func run() {
    // To Linux a priority belongs to a thread; 0 is the one that calls.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, EngineRuntime.niceness)
    EngineRuntime.prepareThread()
    body()
    hasEnded.change { $0 = true }
  }
}

/// The C side of a new thread.
private func runJob(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().run()
  return nil
}

private func create(_ job: Job) -> (status: Int32, handle: pthread_t) {
  let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
  pthread_attr_init(attributes)
  pthread_attr_setstacksize(attributes, WorkerThread.stackSize)
  let pointer = Unmanaged.passRetained(job).toOpaque()
  var handle: pthread_t = 0
  let status = pthread_create(&handle, attributes, runJob, pointer)
  if status != 0 { Unmanaged<Job>.fromOpaque(pointer).release() }
  pthread_attr_destroy(attributes)
  attributes.deallocate()
  return (status, handle)
}
