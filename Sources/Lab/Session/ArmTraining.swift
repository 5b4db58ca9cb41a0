internal import Experiments
internal import Lessons

/// One arm's experiment under changing orders: when to train, and what to show of it.
struct ArmTraining {
  /// The part of an arm's processor time that readings of layers may take while it trains.
  static let readingShare = 0.01
  /// Seconds after which a reading that takes long is left unfinished, to be shown and gone on with.
  static let partSeconds = 0.05

  let lesson: Lesson
  let arm: Arm
  let desk: ForkDesk
  /// How runs begin.
  private let beginning: Beginning
  /// Where it is to be, and the run that goes there.
  var journey: ArmJourney
  private(set) var failure: String?
  private var singleStepsDone = 0
  var meter = RateMeter()
  /// When the newest step was taken.
  private var lastSeconds = 0.0
  var answered = 0
  var shown: Shown?
  var kept = KeptReadings()
  /// What was read last of what somebody draws.
  var drawn: Drawn?
  /// What was asked last, and what it read.
  var asked: Asked?
  /// The thread's processor time before which no further reading is taken while training. Not the
  /// clock on the wall: on a busy computer an arm gets little of that, and readings would eat it up.
  var nextReading = 0.0

  /// What comes next, as far as it was rehearsed.
  var rehearsal = Rehearsal()
  /// When a watched run is to be where; nil: nobody watches one.
  var timetable: Timetable?
  /// Whether the run went on from what was rehearsed.
  var isReplayed = false

  /// What the newest snapshot was made from.
  struct Shown: Equatable {
    var request: SnapshotRequest
    var moves: Int
    var step: Int
    var phase: ArmSnapshot.Phase
    var knobs: [String: KnobValue]
    var operations: [OperationEffect]
    var changes: [CourseChange]
  }

  struct Drawn {
    var request: DrawingRequest
    var reading: DrawingReading
  }

  struct Asked {
    var question: Probe
    var answer: Measurement.Value
  }

  /// Nobody wants it any more.
  private struct Cancelled: Error {}

  enum Beginning {
    /// - Parameter historyCapacity: the finest cells of a curve.
    case training(historyCapacity: Int = 16_384)
    /// Only the steps are counted: where the arm is, and by which way, is what matters.
    case counting
  }

  init(
    lesson: Lesson, arm: Arm, desk: ForkDesk, keptBytes: Int,
    beginning: Beginning = .training()
  ) {
    self.lesson = lesson
    self.arm = arm
    self.desk = desk
    self.beginning = beginning
    journey = ArmJourney(keptBytes: keptBytes)
  }

  /// Deeds so far that bring the arm to another step.
  var moves: Int { journey.moves }
  /// The step where the arm is to be.
  var step: Int { journey.step }
  /// Where it is on which way.
  var itinerary: Itinerary? { journey.itinerary }
  var run: Run? { journey.run }

  /// Carries out what is new in the order, and sees to it that there is a run.
  mutating func adopt(
    _ order: ArmOrder, from library: DataLibrary, unless isCancelled: () -> Bool
  ) {
    let before = moves
    journey.points.budget = order.keptBytes
    let outcome = journey.carryOut(order.deeds, desk: desk)
    if moves != before {
      (failure, shown, drawn, asked) = (nil, nil, nil, nil)
      singleStepsDone = 0
      isReplayed = false
      meter = RateMeter()
    }
    if outcome.contains(.begun) { kept = KeptReadings() }
    outdate(after: outcome)
    guard failure == nil else { return }
    do {
      let (start, beginning) = (start(library), beginning)
      try journey.follow { course in
        if case .counting = beginning { return Run(course.beginning, StepCounter()) }
        // The data first, which may take long, and then whether anybody still wants them.
        for data in course.start.dataSets { _ = try library.data(for: data) }
        if isCancelled() { throw Cancelled() }
        return try Run(course.beginning, start)
      }
      operate(under: order)
    } catch is Cancelled {
    } catch {
      failure = "\(error)"
    }
  }

  func start(_ library: DataLibrary) -> ExperimentStart {
    var start = ExperimentStart(
      seed: 0, probes: lesson.probes, recording: lesson.recording(of: arm), shelf: library)
    if case .training(let capacity) = beginning { start.historyCapacity = capacity }
    return start
  }

  private mutating func outdate(after outcome: ArmJourney.Outcome) {
    if outcome.contains(.retuned) { kept.outdateFormulas(of: lesson.probes) }
    if !outcome.isDisjoint(with: [.moved, .operated]) {
      kept.outdateAll()
      (drawn, asked) = (nil, nil)
    }
  }

  /// Carries out what was planned for the step where the arm is.
  private mutating func operate(under order: ArmOrder) {
    guard let here = journey.here, journey.hasArrived, !order.planned.isEmpty else { return }
    for next in order.planned.dropFirst(here.plannedCount).prefix(while: { $0.step <= here.step }) {
      outdate(after: journey.operate(next.operation, isPlanned: true))
    }
  }

  // MARK: Steps

  /// Whether data have to be read first.
  func waitsForData(under order: ArmOrder, from library: DataLibrary) -> Bool {
    !journey.plansToBegin(order.deeds).flatMap(\.dataSets).allSatisfy(library.holds)
  }

  /// Whether the run still has to go on to come where the arm is to be.
  var isTravelling: Bool { run != nil && !journey.hasArrived }

  /// Takes a step towards where the arm is to be.
  mutating func travel(under order: ArmOrder) {
    journey.travel()
    if journey.hasArrived { operate(under: order) }
  }

  /// Takes one training step if the order wants one. Returns whether it did.
  mutating func advance(under order: ArmOrder) -> Bool {
    guard journey.hasArrived, canAdvance, step < order.limit else { return false }
    if order.isRunning {
      singleStepsDone = order.singleSteps
    } else {
      guard singleStepsDone < order.singleSteps else { return false }
      singleStepsDone += 1
    }
    if step == 0 || meter.isStopped { meter.note(step: step, seconds: Clock.seconds()) }
    journey.advance(at: lastSeconds)
    operate(under: order)
    lastSeconds = Clock.seconds()
    meter.note(step: step, seconds: lastSeconds)
    return true
  }

  /// Whether there is a run that has not diverged.
  private var canAdvance: Bool { run.map { $0.experiment.divergedAt == nil } ?? false }

  /// There is nothing more to do for now.
  mutating func stop(under order: ArmOrder) {
    singleStepsDone = order.singleSteps
    if !order.isRunning { timetable = nil }
    meter.stop(step: step, seconds: Clock.seconds())
  }
}
