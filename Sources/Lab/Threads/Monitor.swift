import Glibc

/// A value behind a lock, with a condition to wait on: what `Mutex` does, and sleeping besides.
final class Monitor<Value: Sendable>: @unchecked Sendable {
  // Safe to share: `value` is only touched between lock and unlock of `mutex`, and both handles are
  // heap memory that lives as long as the monitor.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var value: Value

  init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    let attributes = UnsafeMutablePointer<pthread_condattr_t>.allocate(capacity: 1)
    defer { attributes.deallocate() }
    pthread_condattr_init(attributes)
    // Durations must not follow a clock that somebody sets.
    pthread_condattr_setclock(attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, attributes)
    pthread_condattr_destroy(attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func withLock<Result, Fault: Error>(
    _ body: (inout Value) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// Changes the value and wakes all who wait for a change.
  func change<Result, Fault: Error>(
    _ body: (inout Value) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }
    return try body(&value)
  }

  /// Sleeps until the value is such that `holds`.
  func wait(until holds: (Value) -> Bool) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !holds(value) { pthread_cond_wait(condition, mutex) }
  }

  /// Sleeps until the value is such that `holds`, but no longer than so many seconds.
  /// - Returns: whether it holds.
  func wait(seconds: Double, until holds: (Value) -> Bool) -> Bool {
    var deadline = Clock.timespec(after: seconds)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !holds(value) {
      if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { return holds(value) }
    }
    return true
  }
}

/// The clock that nobody sets.
package enum Clock {
  /// Seconds since some fixed moment.
  package static func seconds() -> Double { read(CLOCK_MONOTONIC) }

  /// Seconds of processor time that this thread has used.
  package static func threadSeconds() -> Double { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Double {
    var now = Glibc.timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The moment in so many seconds from now.
  static func timespec(after seconds: Double) -> Glibc.timespec {
    var moment = Glibc.timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    let nanoseconds = moment.tv_nsec + Int((seconds - seconds.rounded(.down)) * 1e9)
    moment.tv_sec += Int(seconds.rounded(.down)) + nanoseconds / 1_000_000_000
    moment.tv_nsec = nanoseconds % 1_000_000_000
    return moment
  }
}
