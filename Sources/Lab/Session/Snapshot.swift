public import Experiments
public import Lessons

/// The state of a session at one moment, for whoever draws or reports it.
public struct SessionSnapshot: Sendable {
  public var isRunning: Bool
  public var seed: UInt64
  /// The step of the lesson, from 0.
  public var lessonStep: Int
  /// The training step at which the arms stop.
  public var limit: Int
  /// Training steps a second, at most; nil: as fast as it goes.
  public var pace: Int?
  /// How many times as fast as the lesson wants to be watched; nil: as fast as it goes.
  public var speed: Double?
  /// The knob values that arms without own ones have.
  public var knobs: [String: KnobValue]
  public var answers: [String: Command.Answer]
  public var arms: [ArmSnapshot]
  /// What the network of the lesson's pad makes of the drawing that was asked for.
  public var drawing: Result<DrawingReading, PadFault>?
  /// Whether the session goes a way that somebody has gone before.
  public var retracing: Retracing?
  /// The arms beside the lesson's own, in the order of `arms`.
  public var forks: [Arm] = []
  /// What `undo` takes back, and `redo` brings back.
  public var undoable: SessionChange?
  public var redoable: SessionChange?

  public init(
    isRunning: Bool = false, seed: UInt64, lessonStep: Int = 0, limit: Int = 0,
    pace: Int? = nil, speed: Double? = 1, knobs: [String: KnobValue] = [:],
    answers: [String: Command.Answer] = [:],
    arms: [ArmSnapshot] = []
  ) {
    self.isRunning = isRunning
    self.seed = seed
    self.lessonStep = lessonStep
    self.limit = limit
    self.pace = pace
    self.speed = speed
    self.knobs = knobs
    self.answers = answers
    self.arms = arms
  }
}

/// One arm at one moment.
public struct ArmSnapshot: Sendable, Identifiable {
  public enum Phase: Hashable, Sendable {
    /// Data are being read or weights drawn.
    case building
    /// Waiting at `step` for the run key.
    case ready
    case training
    /// Going again the way to a step where it was.
    case travelling(to: Int)
    /// The limit is reached.
    case finished
    /// Loss or weights left the finite numbers at this step.
    case diverged(step: Int)
    /// It can't be built; the text says why and what to do.
    case failed(String)
  }

  public var id: String
  public var label: String
  /// All knob values as this arm has them.
  public var knobs: [String: KnobValue]
  /// Training steps taken.
  public var step: Int
  public var phase: Phase
  public var stepsPerSecond: Double
  public var parameterCount: Int
  /// Curves of the probes that are one number a step.
  public var traces: [String: Trace]
  /// What the probes that were asked for and are no curves read last.
  public var readings: Readings
  /// The network's layers, the input's side first; empty while it isn't built.
  public var architecture: [ArchitectureRow]
  /// Values at the steps that the lesson's text, claims and predictions name.
  public var recorded: [MetricKey: Double]
  /// What had to be changed in the plan, in a sentence each.
  public var notices: [String]
  /// Whether a knob was turned after the end of the run: what is shown was made with other values.
  public var isOutdated = false
  /// A fork that was deleted.
  public var isGone = false
  /// Whether the run was too late and went on from what had been rehearsed.
  public var isReplayed = false
  /// The runs before this one, the oldest first.
  public var tries: [Try] = []
  /// The step to which commands have brought the arm, where it doesn't show that yet.
  public var awaitedStep: Int?
  /// All knob values with which the arm began.
  public var firstKnobs: [String: KnobValue] = [:]
  /// What was changed on the way, the oldest first.
  public var changes: [CourseChange] = []
  /// What comes after this step, where the arm was further.
  public var ahead: Ahead?
  /// What was done to its network on the way, the oldest first.
  public var operations: [OperationEffect] = []
  /// How many of these can be undone, one after the other.
  public var undoableCount = 0
  /// What the question that was asked reads, at the step where it was last at rest; nil: nothing yet.
  public var answer: Measurement.Value?
  /// What that was.
  public var question: Probe?
  /// What its network makes of the drawing that was asked for; nil where it takes no such images.
  public var drawing: DrawingReading?

  public init(
    id: String, label: String, knobs: [String: KnobValue] = [:], step: Int = 0,
    phase: Phase = .ready, stepsPerSecond: Double = 0, parameterCount: Int = 0,
    traces: [String: Trace] = [:], readings: Readings = [:], architecture: [ArchitectureRow] = [],
    recorded: [MetricKey: Double] = [:], notices: [String] = []
  ) {
    self.id = id
    self.label = label
    self.knobs = knobs
    self.step = step
    self.phase = phase
    self.stepsPerSecond = stepsPerSecond
    self.parameterCount = parameterCount
    self.traces = traces
    self.readings = readings
    self.architecture = architecture
    self.recorded = recorded
    self.notices = notices
  }
}

/// What an arm came to beyond the step to which it went back.
public struct Ahead: Sendable {
  /// The step to which it had come.
  public var step: Int
  /// Whether going on comes there: nothing was changed in another way since.
  public var isReachable: Bool
  /// The curves, from the first step to the last.
  public var traces: [String: Trace]
  /// What was changed on the way there, the oldest first.
  public var changes: [CourseChange]

  public init(
    step: Int, isReachable: Bool, traces: [String: Trace], changes: [CourseChange] = []
  ) {
    self.step = step
    self.isReachable = isReachable
    self.traces = traces
    self.changes = changes
  }
}

/// A run that came before the present one of its arm: with which values, and what came of it.
public struct Try: Sendable, Identifiable {
  /// Counts the runs of its arm, from 1.
  public var id: Int
  public var seed: UInt64
  /// All knob values as the arm had them in the end.
  public var knobs: [String: KnobValue]
  /// Whether knobs were turned while it ran.
  public var isSteered: Bool
  /// Training steps taken.
  public var step: Int
  /// The step at which it diverged, if it did.
  public var divergedStep: Int?
  /// Its curves, from the first step to the last.
  public var traces: [String: Trace]

  /// Buckets of a trace, at most.
  static let resolution = 512

  public init(
    id: Int, seed: UInt64, knobs: [String: KnobValue], isSteered: Bool = false, step: Int,
    divergedStep: Int? = nil, traces: [String: Trace]
  ) {
    self.id = id
    self.seed = seed
    self.knobs = knobs
    self.isSteered = isSteered
    self.step = step
    self.divergedStep = divergedStep
    self.traces = traces
  }
}

/// What whoever draws wants to see in the next snapshot.
public struct SnapshotRequest: Hashable, Sendable {
  /// Buckets a trace, at most.
  public var resolution: Int
  /// The steps that the traces cover; nil: all.
  public var steps: ClosedRange<Int>?
  /// The probes on the screen that are no curves.
  public var probes: Set<String>
  /// Something drawn on the lesson's pad, to be read.
  public var drawing: DrawingRequest?
  /// A probe that stands in no lesson, to be read at every step where the arms come to rest.
  public var question: Probe?

  public init(
    resolution: Int = 512, steps: ClosedRange<Int>? = nil, probes: Set<String> = [],
    drawing: DrawingRequest? = nil, question: Probe? = nil
  ) {
    self.drawing = drawing
    self.question = question
    self.resolution = resolution
    self.steps = steps
    self.probes = probes
  }
}
