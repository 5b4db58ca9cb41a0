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
  private let run: BackgroundRun<State>

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(_ sweep: KnobSweep, library: DataLibrary) throws(SystemFault) {
    self.sweep = sweep
    let empty = [Point](repeating: Point(), count: sweep.points.count * sweep.seeds.count)
    run = try BackgroundRun(State(points: empty))
    try run.start { run in
      do {
        _ = try sweep.run(library: library, watching: Self.watcher(of: sweep, run)) { progress in
          run.show { $0.progress = progress }
          return !run.isCancelled
        }
      } catch {
        run.note { $0.fault = "\(error)" }
      }
      run.show { $0.isOver = true }
    }
  }

  deinit { cancel() }

  private static func watcher(
    of sweep: KnobSweep, _ run: BackgroundRun<State>
  ) -> KnobSweep.Watcher {
    let interval = max(1, sweep.steps / resolution)
    return KnobSweep.Watcher(
      look: { index, experiment in
        let isLast = experiment.step == sweep.steps || experiment.divergedAt != nil
        guard isLast || experiment.step % interval == 0 else { return }
        let trace = experiment.traces(nil, resolution: resolution)[sweep.probe.name]
        run.note {
          $0.points[index].step = experiment.step
          if let trace { $0.points[index].trace = trace }
        }
      }, ended: { index, outcome in run.note { $0.points[index].outcome = outcome } })
  }

  public var present: State { run.present }

  /// A descriptor that can be read when there is something new; `drain` makes it quiet again.
  public var changeSignal: Int32 { run.changeSignal }

  public func drain() { run.drain() }

  /// Ends it before its next step; what has come stays.
  public func cancel() { run.cancel() }
}
