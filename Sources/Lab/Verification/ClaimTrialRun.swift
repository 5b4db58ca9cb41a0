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
  private let run: BackgroundRun<State>

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(
    _ claim: Claim, of lesson: Lesson, seed: UInt64, library: DataLibrary
  ) throws(SystemFault) {
    self.claim = claim.name
    run = try BackgroundRun(.running(0))
    try run.start { run in
      do {
        let trial = try ClaimTrial.run(
          claim, of: lesson, seed: seed, library: library, isCancelled: { run.isCancelled },
          progress: { progress in run.show { $0 = .running(progress.share) } })
        if let trial { run.show { $0 = .done(trial) } }
      } catch {
        run.show { $0 = .failed("\(error)") }
      }
    }
  }

  deinit { cancel() }

  public var present: State { run.present }

  /// A descriptor that can be read when there is something new; `drain` makes it quiet again.
  public var changeSignal: Int32 { run.changeSignal }

  public func drain() { run.drain() }

  /// Ends it before its next step.
  public func cancel() { run.cancel() }
}
