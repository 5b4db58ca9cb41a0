public import Experiments
public import Lessons

/// What a probe that stands in no lesson reads at some steps of a lesson's run: the same as if it
/// stood there, to the bit.
public struct Measurement: Sendable {
  /// What is asked for.
  public struct Request: Sendable {
    /// A measure's name, or a probe as lessons write it.
    public var probe: String
    /// nil: the last step.
    public var at: [Int]?
    /// Empty: all that have something to measure.
    public var arms: [String] = []
    /// nil: the one that the lesson shows.
    public var seed: UInt64?
    /// Knob values by name, or by "arm.knob" for one arm.
    public var settings: [String: KnobValue] = [:]
    /// What is done to networks on their way.
    public var operations: [PlannedOperation] = []
    /// nil: the furthest that a step of the lesson goes.
    public var steps: Int?

    public init(probe: String) { self.probe = probe }
  }

  public enum Outcome: Hashable, Sendable {
    case number(Double)
    case reading(Reading.Content)
    /// The run was over before it came there.
    case diverged(step: Int)
  }

  public struct Value: Hashable, Sendable {
    public var step: Int
    public var outcome: Outcome

    public init(step: Int, outcome: Outcome) {
      self.step = step
      self.outcome = outcome
    }
  }

  /// One arm.
  public struct Arm: Sendable {
    public var id: String
    public var label: String
    /// By step.
    public var values: [Value]
    /// Why it could not be built; nil: it could.
    public var failure: String?
  }

  public let lesson: Lesson
  public let probe: Probe
  public let seed: UInt64
  /// Those that have something to measure.
  public let arms: [Arm]

  /// Trains the arms as far as the last of the steps, as many at a time as there are processors.
  /// - Parameter progress: called about ten times a second, on the calling thread.
  /// - Throws: `MeasurementFault`, `CommandFault`, `SystemFault`. An arm that can't be built is in the
  ///   result, with its failure.
  public static func take(
    _ lesson: Lesson, _ request: Request, library: DataLibrary,
    progress: (HeadlessRun.Progress) -> Void = { _ in }
  ) throws -> Measurement {
    let start = Clock.seconds()
    let look = try MeasuringRun(lesson, request)
    let counts = Monitor(look.arms.map { _ in ArmCount(done: 0, total: look.end) })
    let arms = try WorkPool.run(jobs: look.arms.count) {
      progress(counts.withLock { $0.progress(seconds: Clock.seconds() - start) })
    } _: { place in
      look.arm(place, library) { count in counts.withLock { $0[place] = count } }
    }
    return Measurement(lesson: lesson, probe: look.probe, seed: look.state.seed, arms: arms)
  }
}
