public import Experiments

/// A sweep being run on threads of its own, while somebody looks on.
public final class SweepRun: Sendable {
  /// One run of it.
  public struct Point: Hashable, Sendable {
    /// The probe over the training steps so far.
    public var trace = Trace(raw: [])
    public var step = 0
    /// nil: it is under way, or has not begun.
    public var outcome: SweepResult.Outcome?

    public init() {}
  }

  public struct State: Sendable {
    /// By point, and by seed for each.
    public var points: [Point]
    public var progress = HeadlessRun.Progress(steps: 0, total: 1, seconds: 0)
    /// Whether nothing more comes: all runs have ended, or it was cancelled.
    public var isOver = false
    /// Why it could not go on.
    public var fault: String?

    public init(points: [Point]) { self.points = points }
  }

  /// How many buckets a trace has: as many as a small picture has columns of dots.
  private static let resolution = 96

  public let sweep: KnobSweep
  private let state: Monitor<State>
  private let isCancelled = Monitor(false)
  private let signal: ChangeSignal

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(_ sweep: KnobSweep, library: DataLibrary) throws(SystemFault) {
    self.sweep = sweep
    signal = try ChangeSignal()
    let empty = [Point](repeating: Point(), count: sweep.points.count * sweep.seeds.count)
    state = Monitor(State(points: empty))
    let thread = try WorkerThread.start { [state, signal, isCancelled] in
      let watcher = Self.watcher(of: sweep, state)
      do {
        _ = try sweep.run(library: library, watching: watcher) { progress in
          state.withLock { $0.progress = progress }
          signal.raise()
          return !isCancelled.withLock { $0 }
        }
      } catch {
        state.withLock { $0.fault = "\(error)" }
      }
      state.withLock { $0.isOver = true }
      signal.raise()
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  deinit { cancel() }

  private static func watcher(
    of sweep: KnobSweep, _ state: Monitor<State>
  ) -> KnobSweep.Watcher {
    let interval = max(1, sweep.steps / resolution)
    @Sendable func show(_ run: Int, _ experiment: any Experiment) {
      let trace = experiment.traces(nil, resolution: resolution)[sweep.probe.name]
      state.withLock {
        $0.points[run].step = experiment.step
        if let trace { $0.points[run].trace = trace }
      }
    }
    return KnobSweep.Watcher(
      look: { run, experiment in
        let isLast = experiment.step == sweep.steps || experiment.divergedAt != nil
        if isLast || experiment.step % interval == 0 { show(run, experiment) }
      },
      ended: { run, outcome in state.withLock { $0.points[run].outcome = outcome } })
  }

  public var present: State { state.withLock { $0 } }

  /// A descriptor that can be read when there is something new; `drain` makes it quiet again.
  public var changeSignal: Int32 { signal.descriptor }

  public func drain() { signal.drain() }

  /// Ends it before its next step; what has come stays.
  public func cancel() { isCancelled.withLock { $0 = true } }
}
