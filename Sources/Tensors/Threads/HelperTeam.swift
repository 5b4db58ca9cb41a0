internal import CSupport
internal import Glibc
internal import Synchronization

/// Threads that help whoever computes, on one piece of work at a time.
///
/// A helper looks for work for some microseconds, then sleeps: within a training step it is at once
/// there, and an idle program needs no processor. Parts are claimed one by one, by the owner of the
/// work from the first on, by helpers from the last: a helper that the system has put aside holds up
/// nobody, and the same numbers mostly meet the same processor's cache.
///
/// Unchecked: `work` and `mode` are written by the owner only while the work is closed and no helper
/// is at it, and read by helpers only after they have seen it open; the rest is atomic or made for
/// threads.
final class HelperTeam: @unchecked Sendable {
  /// Twice the number of the newest work, and 1 while it is open.
  private let state = Atomic<Int>(0)
  /// Parts claimed from the first on, and above `fromLast` those from the last on.
  private let claimed = Atomic<Int>(0)
  private let partCount = Atomic<Int>(0)
  /// Helpers that may be at the open work.
  private let busy = Atomic<Int>(0)
  /// Whether some thread owns the work.
  private let isOwned = Atomic<Bool>(false)
  private var work: ((Int) -> Void)?
  /// How the owner rounds: helpers do the same.
  private var mode: UInt64 = 0

  private let threads: Atomic<Int>
  private let computing = Atomic<Int>(0)
  private let started = Atomic<Int>(0)
  private let sleeping = Atomic<Int>(0)
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let opened = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Looks at the state before a helper goes to sleep; about 50 µs.
  private static let spins = 20_000

  init() {
    threads = Atomic(EngineRuntime.processorCount)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(opened, nil)
  }

  /// Whether a processor is left beside the threads that compute.
  var hasFree: Bool {
    threads.load(ordering: .relaxed) > max(1, computing.load(ordering: .relaxed))
      && !isOwned.load(ordering: .relaxed)
  }

  var threadCount: Int { threads.load(ordering: .relaxed) }

  func setThreads(_ count: Int) { threads.store(max(1, count), ordering: .relaxed) }

  func countComputing(_ change: Int) { computing.add(change, ordering: .relaxed) }

  /// `body` of 0, …, parts − 1, each once.
  func run(_ parts: Int, _ body: @escaping (Int) -> Void) {
    guard isOwned.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for part in 0..<parts { body(part) }
      return
    }
    startHelpers()
    work = body
    mode = support_arithmetic_mode()
    claimed.store(0, ordering: .relaxed)
    partCount.store(parts, ordering: .relaxed)
    state.add(3, ordering: .sequentiallyConsistent)
    wakeHelpers()
    doParts(fromFirst: true)
    // From here on nobody begins; who has begun is waited for.
    state.subtract(1, ordering: .sequentiallyConsistent)
    var looks = 0
    while busy.load(ordering: .sequentiallyConsistent) > 0 {
      looks += 1
      if looks % 1_000 == 0 { sched_yield() }
    }
    work = nil
    isOwned.store(false, ordering: .releasing)
  }

  private static let fromLast = 1 << 32

  private func doParts(fromFirst: Bool) {
    guard let work else { return }
    let parts = partCount.load(ordering: .relaxed)
    while true {
      let claims = claimed.add(fromFirst ? 1 : Self.fromLast, ordering: .relaxed).oldValue
      let (first, last) = (claims % Self.fromLast, claims / Self.fromLast)
      guard first + last < parts else { return }
      work(fromFirst ? first : parts - 1 - last)
    }
  }

  /// As many as there are threads beside the owner's; later calls start those that are new.
  private func startHelpers() {
    while started.load(ordering: .relaxed) < threads.load(ordering: .relaxed) - 1 {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(self).toOpaque()
      let status = pthread_create(
        &thread, nil,
        { context in
          // The context is the pointer made above, never nil.
          guard let context else { return nil }
          Unmanaged<HelperTeam>.fromOpaque(context).takeRetainedValue().help()
          return nil
        }, context)
      guard status == 0 else {
        // The system has no thread left: the work is done without.
        Unmanaged<HelperTeam>.fromOpaque(context).release()
        return
      }
      pthread_detach(thread)
      started.add(1, ordering: .relaxed)
    }
  }

  /// The life of a helper.
  private func help() {
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, EngineRuntime.niceness)
    EngineRuntime.prepareThread()
    var last = 0
    while true {
      let current = awaitWork(after: last)
      busy.add(1, ordering: .sequentiallyConsistent)
      if state.load(ordering: .sequentiallyConsistent) == current {
        support_set_arithmetic_mode(mode)
        doParts(fromFirst: false)
      }
      busy.subtract(1, ordering: .sequentiallyConsistent)
      last = current
    }
  }

  /// Waits for an open work that is not number `last`.
  private func awaitWork(after last: Int) -> Int {
    func isNew(_ current: Int) -> Bool { current % 2 == 1 && current != last }
    for _ in 0..<Self.spins {
      let current = state.load(ordering: .acquiring)
      if isNew(current) { return current }
      support_pause()
    }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    sleeping.add(1, ordering: .sequentiallyConsistent)
    defer { sleeping.subtract(1, ordering: .sequentiallyConsistent) }
    while true {
      let current = state.load(ordering: .sequentiallyConsistent)
      if isNew(current) { return current }
      pthread_cond_wait(opened, mutex)
    }
  }

  private func wakeHelpers() {
    guard sleeping.load(ordering: .sequentiallyConsistent) > 0 else { return }
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(opened)
    pthread_mutex_unlock(mutex)
  }
}
