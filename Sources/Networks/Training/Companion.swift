internal import Glibc
internal import Synchronization
internal import Tensors

/// A second thread that works beside its owner, on one piece of work at a time.
///
/// Waiting is a short spin, then sleep: a fork and its join cost a few microseconds, and an idle
/// companion nothing. The thread ends with the companion.
public final class Companion: Sendable {
  private let rendezvous: Rendezvous

  /// - Returns: nil where the system has no thread left.
  public init?() {
    rendezvous = Rendezvous()
    guard rendezvous.startThread() else { return nil }
  }

  deinit { rendezvous.endThread() }

  /// Runs `mine` here and `theirs` on the other thread, and returns when both are done.
  ///
  /// Not to be called from two threads at once, nor from inside `theirs`.
  func both<Mine, Theirs: Sendable>(
    _ mine: () -> Mine, _ theirs: @escaping @Sendable () -> Theirs
  ) -> (Mine, Theirs) {
    // Safe: written by the other thread before the join, read here after it.
    nonisolated(unsafe) var result: Theirs?
    rendezvous.post { result = theirs() }
    let own = mine()
    rendezvous.awaitCompletion()
    guard let result else { preconditionFailure("companion: joined before its work was done") }
    return (own, result)
  }
}

extension Companion {
  /// `work` of every number below `count`, in order; of W workers the w-th does w, w + W, …
  static func shareOut<Result: Sendable>(
    _ count: Int, among companions: ArraySlice<Companion>,
    _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let workers = companions.count + 1
    let pieces = shareOut(among: companions) { worker in
      stride(from: worker, to: count, by: workers).map(work)
    }
    return (0..<count).map { pieces[$0 % workers][$0 / workers] }
  }

  /// What each worker found, this thread first.
  private static func shareOut<Result: Sendable>(
    among companions: ArraySlice<Companion>, _ work: @escaping @Sendable (_ worker: Int) -> Result
  ) -> [Result] {
    guard let last = companions.last else { return [work(0)] }
    let worker = companions.count
    let (others, own) = last.both(
      { shareOut(among: companions.dropLast(), work) }, { work(worker) })
    return others + [own]
  }
}

/// Where the two threads meet.
///
/// Unchecked: `job` and `thread` are written by the owner only while no job is posted, and read by
/// the companion only after it has seen `posted` grow, which releases them; the other two are
/// atomic, the mutex and the conditions are made for it.
private final class Rendezvous: @unchecked Sendable {
  /// Jobs posted and finished so far.
  private let posted = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private var job: (@Sendable () -> Void)?
  private var thread: pthread_t?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let postedChanged = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let finishedChanged = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Looks at the counter before a wait goes to sleep; about 50 µs.
  private static let spins = 50_000

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(postedChanged, nil)
    pthread_cond_init(finishedChanged, nil)
  }

  deinit {
    pthread_cond_destroy(postedChanged)
    pthread_cond_destroy(finishedChanged)
    pthread_mutex_destroy(mutex)
    postedChanged.deallocate()
    finishedChanged.deallocate()
    mutex.deallocate()
  }

  func startThread() -> Bool {
    let context = Unmanaged.passRetained(self).toOpaque()
    var started = pthread_t()
    let status = pthread_create(
      &started, nil,
      { context in
        // The context is the pointer made above, never nil.
        guard let context else { return nil }
        Unmanaged<Rendezvous>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context)
    guard status == 0 else {
      Unmanaged<Rendezvous>.fromOpaque(context).release()
      return false
    }
    thread = started
    return true
  }

  /// Does nothing where no thread was started: a failed initializer ends here too.
  func endThread() {
    guard let thread else { return }
    post(nil)
    pthread_join(thread, nil)
  }

  /// Hands over a job; nil ends the thread.
  func post(_ newJob: (@Sendable () -> Void)?) {
    job = newJob
    advance(posted, postedChanged)
  }

  func awaitCompletion() {
    let target = posted.load(ordering: .relaxed)
    wait(finished, target, finishedChanged)
  }

  private func work() {
    EngineRuntime.prepareThread()
    var number = 0
    while true {
      number += 1
      wait(posted, number, postedChanged)
      guard runJob() else { return }
      advance(finished, finishedChanged)
    }
  }

  /// The job and all that it holds are gone on return, before its owner goes on.
  private func runJob() -> Bool {
    guard let current = job.take() else { return false }
    current()
    return true
  }

  private func advance(
    _ counter: borrowing Atomic<Int>, _ changed: UnsafeMutablePointer<pthread_cond_t>
  ) {
    pthread_mutex_lock(mutex)
    counter.add(1, ordering: .releasing)
    pthread_cond_signal(changed)
    pthread_mutex_unlock(mutex)
  }

  private func wait(
    _ counter: borrowing Atomic<Int>, _ target: Int,
    _ changed: UnsafeMutablePointer<pthread_cond_t>
  ) {
    for _ in 0..<Self.spins where counter.load(ordering: .acquiring) >= target { return }
    pthread_mutex_lock(mutex)
    while counter.load(ordering: .acquiring) < target { pthread_cond_wait(changed, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
