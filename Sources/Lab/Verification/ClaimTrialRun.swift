public import Lessons

/// A claim being run on one seed, on a thread of its own, while somebody goes on with something else.
public final class ClaimTrialRun: Sendable {
  public enum State: Hashable, Sendable {
    /// The share that is done, 0 … 1.
    case running(Double)
    case done(ClaimTrial)
    case failed(String)

    public var isRunning: Bool { if case .running = self { true } else { false } }
  }

  public let claim: String
  private let state = Monitor(State.running(0))
  private let isCancelled = Monitor(false)
  private let signal: ChangeSignal

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(
    _ claim: Claim, of lesson: Lesson, seed: UInt64, library: DataLibrary
  ) throws(SystemFault) {
    self.claim = claim.name
    signal = try ChangeSignal()
    let thread = try WorkerThread.start { [state, signal, isCancelled] in
      func show(_ newer: State) {
        state.withLock { $0 = newer }
        signal.raise()
      }
      do {
        let trial = try ClaimTrial.run(
          claim, of: lesson, seed: seed, library: library,
          isCancelled: { isCancelled.withLock { $0 } }, progress: { show(.running($0.share)) })
        if let trial { show(.done(trial)) }
      } catch {
        show(.failed("\(error)"))
      }
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  deinit { cancel() }

  public var present: State { state.withLock { $0 } }

  /// A descriptor that can be read when there is something new; `drain` makes it quiet again.
  public var changeSignal: Int32 { signal.descriptor }

  public func drain() { signal.drain() }

  /// Ends it before its next step.
  public func cancel() { isCancelled.withLock { $0 = true } }
}
