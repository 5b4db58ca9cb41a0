public import Experiments
public import Lessons
public import Networks

/// A lesson's arms trained without a screen: the same bits as a session's run of the same seed.
public struct HeadlessRun: Sendable {
  /// One arm at the end of its run.
  public struct Arm: Sendable {
    /// As a session would show it, with the layers' readings of the last step.
    public var snapshot: ArmSnapshot
    /// The whole curves by probe.
    public var series: [String: CurveSeries]
    /// The weights at the end, under their parameters' names; nil where it trains no network, or they
    /// were not to be kept.
    public var weights: Checkpoint?
    /// Of what it has come to; nil: it never began.
    package var digest: StateDigest?
    /// What probes of histograms read on the way, by probe in rising order of the steps; empty where that
    /// was not asked for.
    public var histograms: [String: [Reading]] = [:]
  }

  /// How far a run is.
  public struct Progress: Hashable, Sendable {
    /// Training steps done, over all arms.
    public var steps: Int
    /// Training steps to do, arms that have diverged left out.
    public var total: Int
    public var seconds: Double

    public init(steps: Int, total: Int, seconds: Double) {
      self.steps = steps
      self.total = total
      self.seconds = seconds
    }

    /// Seconds still to go if it goes on like this; nil while nobody can tell.
    public var estimate: Double? {
      guard steps > 0, seconds > 0 else { return nil }
      return seconds * Double(total - steps) / Double(steps)
    }
  }

  public var lesson: Lesson
  public var seed: UInt64
  public var steps: Int
  /// The knob values that arms without own ones had.
  public var knobs: [String: KnobValue]
  public var arms: [Arm]
  /// Wall-clock time; the only value here that differs between two runs.
  public var seconds: Double

  /// The session snapshot that the run would have ended with.
  public var snapshot: SessionSnapshot {
    SessionSnapshot(
      seed: seed, lessonStep: max(lesson.steps.count - 1, 0), limit: steps, knobs: knobs,
      arms: arms.map(\.snapshot))
  }

  /// Trains all arms, as many at a time as there are processors.
  /// - Parameters:
  ///   - seed: nil: the one that the lesson shows.
  ///   - settings: knob values by name, or by "arm.knob" for one arm.
  ///   - operations: what is done to networks on their way.
  ///   - steps: nil: the furthest that a step of the lesson goes.
  ///   - histogramsEvery: the training steps from one reading of histograms to the next, which the result
  ///     keeps; nil: it keeps those at the end alone.
  ///   - keepsWeights: whether the result holds the weights at the end.
  ///   - progress: called about ten times a second, on the calling thread.
  /// - Throws: `CommandFault` for a setting or a number of steps that can't be, `SystemFault`. An arm
  ///   that can't be built is in the result, with the phase `failed`.
  public static func run(
    _ lesson: Lesson, library: DataLibrary, seed: UInt64? = nil,
    settings: [String: KnobValue] = [:], operations: [PlannedOperation] = [], steps: Int? = nil,
    histogramsEvery: Int? = nil, keepsWeights: Bool = false,
    progress: (Progress) -> Void = { _ in }
  ) throws -> HeadlessRun {
    let start = Clock.seconds()
    let steps = try lesson.runSteps(steps)
    let state = try SessionState(
      lesson: lesson, seed: seed ?? lesson.seeds.show, settings: settings, operations: operations)
    try operations.check(steps: steps)
    do {
      try lesson.checkMemory(of: state.plans, curveLength: steps, limit: state.memoryLimit)
    } catch {
      throw CommandFault.impossiblePlan("\(error)")
    }
    let counts = Monitor(lesson.arms.map { _ in ArmCount(done: 0, total: steps) })
    let arms = try WorkPool.run(jobs: lesson.arms.count) {
      progress(counts.withLock { $0.progress(seconds: Clock.seconds() - start) })
    } _: { index in
      Arm(
        state, index, steps: steps, histogramsEvery: histogramsEvery, keepsWeights: keepsWeights,
        library: library
      ) { count in
        counts.withLock { $0[index] = count }
      }
    }
    return HeadlessRun(
      lesson: lesson, seed: state.seed, steps: steps, knobs: state.knobs, arms: arms,
      seconds: Clock.seconds() - start)
  }
}

/// Training steps of one arm.
struct ArmCount: Sendable {
  var done: Int
  var total: Int
}

extension [ArmCount] {
  func progress(seconds: Double) -> HeadlessRun.Progress {
    HeadlessRun.Progress(
      steps: reduce(0) { $0 + $1.done }, total: reduce(0) { $0 + $1.total }, seconds: seconds)
  }
}

extension Lesson {
  /// The furthest that a step of the lesson goes, or else the most that it trains.
  private var defaultSteps: Int { steps.compactMap(\.run?.until).max() ?? mostSteps }

  /// A twentieth of the steps that were asked for, or else of `defaultSteps`.
  public func histogramsEvery(steps: Int?) -> Int { max(1, (steps ?? defaultSteps) / 20) }

  /// The training steps that were asked for, or else `defaultSteps`.
  func runSteps(_ asked: Int?) throws(CommandFault) -> Int {
    guard let asked else { return defaultSteps }
    guard (0...Lesson.stepLimit).contains(asked) else {
      throw .impossibleSteps(asked, limit: Lesson.stepLimit)
    }
    return asked
  }
}

extension HeadlessRun.Arm {
  /// Trains one arm from beginning to end.
  init(
    _ state: SessionState, _ index: Int, steps: Int, histogramsEvery: Int?, keepsWeights: Bool,
    library: DataLibrary, note: (ArmCount) -> Void
  ) {
    let plan = state.plans[index]
    let (lesson, arm) = (state.lesson, state.lesson.arms[index])
    var snapshot = ArmSnapshot(id: arm.id, label: arm.label, knobs: state.knobs(of: arm))
    do {
      var experiment = try plan.begin(
        ExperimentStart(
          seed: state.seed, probes: lesson.probes, recording: lesson.recording(of: arm),
          shelf: library, historyCapacity: .max))
      let start = Clock.seconds()
      var operated = OperatedPlan(plan, state.planned[index])
      operated.carryOut(on: &experiment)
      var histograms = HistogramHistory(lesson.probes, every: histogramsEvery)
      histograms.note(&experiment, knobs: snapshot.knobs)
      while experiment.step < steps, experiment.divergedAt == nil {
        experiment.advance()
        operated.carryOut(on: &experiment)
        histograms.note(&experiment, knobs: snapshot.knobs)
        if experiment.step.isMultiple(of: 32) {
          note(ArmCount(done: experiment.step, total: steps))
        }
      }
      snapshot.stepsPerSecond = Double(experiment.step) / max(Clock.seconds() - start, 1e-9)
      note(ArmCount(done: experiment.step, total: experiment.step))
      let digest = experiment.digest
      snapshot.fill(from: &experiment, probes: lesson.probes)
      let trained = keepsWeights ? experiment as? TrainExperiment : nil
      self.init(
        snapshot: snapshot, series: experiment.series,
        weights: try trained.map { try $0.trainer.network.checkpoint(of: $0.trainer.weights) },
        digest: digest, histograms: histograms.readings)
    } catch {
      note(ArmCount(done: 0, total: 0))
      snapshot.phase = .failed("\(error)")
      self.init(snapshot: snapshot, series: [:])
    }
  }
}

extension ArmSnapshot {
  /// The end of a run.
  mutating func fill(from experiment: inout any Experiment, probes: [Probe]) {
    step = experiment.step
    phase = experiment.divergedAt.map { .diverged(step: $0) } ?? .finished
    parameterCount = experiment.parameterCount
    experiment.settle { false }
    recorded = experiment.recorded
    operations = experiment.operations
    notices = experiment.notices
    traces = experiment.traces(nil, resolution: 512)
    architecture = experiment.architecture
    // After divergence there is nothing to see any more but what was kept of a step before.
    let isOver = experiment.divergedAt != nil
    readings = experiment.readings(
      of: probes.filter { !$0.isNumber && (!isOver || $0.heldStep != nil) }, knobs: knobs)
  }
}
