internal import Experiments
internal import Lessons
internal import Tensors

/// What logs want of an arm, and how an arm goes on from what was kept of it.
extension ArmTraining {
  /// Whether the run is where the arm is to be.
  var hasArrived: Bool { journey.hasArrived }
  var hasDiverged: Bool { run?.experiment.divergedAt != nil }

  /// Where the arm is when it takes up commands so far.
  func takeUp(of command: Int) -> TakeUp {
    TakeUp(command: command, step: step, hasArrived: hasArrived, hasDiverged: hasDiverged)
  }

  /// The arm is still on its way: what follows finds no run where it is to be.
  mutating func forgetRun() { journey.run = nil }

  /// Takes note that the run diverged where it is, where steps are only counted.
  mutating func noteDivergence() {
    guard let run, run.experiment is StepCounter else { return }
    journey.run = Run(run.course, StepCounter(step: run.step, divergedAt: run.step))
  }

  /// Has but the present run, as after a new start of the program; nil: it goes there again.
  mutating func forgetOthers(keeping run: Run?) {
    journey.forgetOthers()
    journey.run = run
  }

  /// The run where the arm is to be, from what was kept of it.
  /// - Throws: `ArchiveFault`, and whatever keeps the run from beginning.
  func run(keptIn bytes: [UInt8], _ library: DataLibrary) throws -> Run? {
    guard let place = journey.here?.place else { return nil }
    let run = try EngineRuntime.asPrepared {
      try Run(place.course, start(library), keptIn: bytes)
    }
    guard run.isAt(place) else { throw ArchiveFault("it is at step \(run.step)") }
    return run
  }

  /// The arm from now on trains, in a session of its own.
  func training(_ order: ArmOrder, desk: ForkDesk) -> ArmTraining {
    var other = ArmTraining(lesson: lesson, arm: arm, desk: desk, keptBytes: order.keptBytes)
    other.journey = journey
    other.journey.points = KeptRuns(budget: order.keptBytes)
    other.stop(under: order)
    return other
  }
}

/// An experiment of which only the steps are of interest.
struct StepCounter: Experiment {
  var step = 0
  var divergedAt: Int?
  /// Too many to be kept on the way.
  var copiedBytes: Int { .max }
  var recorded: [MetricKey: Double] { [:] }
  var series: [String: CurveSeries] { [:] }
  var digest: StateDigest { StateDigest(weights: 0, optimizer: 0, curves: 0, values: 0) }

  mutating func advance() { if divergedAt == nil { step += 1 } }
  mutating func retune(_ plan: any ExperimentPlan) {}
  func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings { [:] }
  func number(of probe: Probe) -> Double { .nan }
  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] { [:] }
}

extension Course {
  /// Without its changes.
  var beginning: Course { Course(seed: seed, plan: start) }
}
