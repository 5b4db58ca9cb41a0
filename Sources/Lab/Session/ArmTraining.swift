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
  private var meter = RateMeter()
  /// When the newest step was taken.
  private var lastSeconds = 0.0
  private var answered = 0
  private var shown: Shown?
  private var kept = KeptReadings()
  /// What was read last of what somebody draws.
  private var drawn: Drawn?
  /// The thread's processor time before which no further reading is taken while training. Not the
  /// clock on the wall: on a busy computer an arm gets little of that, and readings would eat it up.
  private var nextReading = 0.0

  /// What the newest snapshot was made from.
  private struct Shown: Equatable {
    var request: SnapshotRequest
    var moves: Int
    var step: Int
    var phase: ArmSnapshot.Phase
    var knobs: [String: KnobValue]
    var operations: [OperationEffect]
    var changes: [CourseChange]
  }

  private struct Drawn {
    var request: DrawingRequest
    var reading: DrawingReading
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
      (failure, shown, drawn) = (nil, nil, nil)
      singleStepsDone = 0
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
      drawn = nil
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
    meter.stop(step: step, seconds: Clock.seconds())
  }

  // MARK: What is shown

  /// Whether a snapshot was asked for since the last one.
  func owesAnswer(to order: ArmOrder) -> Bool { order.requestNumber > answered }

  /// Whether a snapshot now would differ from the last one.
  func isNews(for order: ArmOrder) -> Bool {
    let isStale = !missing(under: order).isEmpty && run?.experiment.divergedAt == nil
    return isStale || isUnfinished(under: order)
      || shown != present(under: order, phase(under: order, atRest: true))
  }

  /// Whether some of what the arm has to show at rest was left unfinished.
  func isUnfinished(under order: ArmOrder) -> Bool {
    guard let run else { return false }
    return run.experiment.owesValues || missing(under: order).contains(where: kept.isUnfinished)
  }

  /// The arm as it is now. Traces are as fine as the order's request; layers are probed if it names
  /// probes: at rest always, while training when the last reading has been paid for.
  /// - Parameter isCancelled: whether what takes long is to be left as it is.
  mutating func snapshot(
    for order: ArmOrder, atRest: Bool, unless isCancelled: () -> Bool = { false }
  ) -> ArmSnapshot {
    let phase = phase(under: order, atRest: atRest)
    answered = order.requestNumber
    shown = present(under: order, phase)
    var snapshot = ArmSnapshot(
      id: arm.id, label: arm.label, knobs: order.knobs, step: run?.step ?? step, phase: phase,
      stepsPerSecond: meter.stepsPerSecond)
    if atRest {
      readAtRest(order, unless: isCancelled)
    } else {
      readWhileTraining(order)
    }
    snapshot.tries = journey.past.tries
    snapshot.operations = run?.experiment.operations ?? []
    snapshot.firstKnobs = journey.here?.firstKnobs ?? order.knobs
    snapshot.changes = journey.here?.changes ?? []
    snapshot.ahead = journey.ahead(order.request)
    guard let experiment = run?.experiment else { return snapshot }
    snapshot.parameterCount = experiment.parameterCount
    snapshot.architecture = experiment.architecture
    snapshot.notices = experiment.notices + journey.notices
    snapshot.recorded = experiment.recorded
    snapshot.traces = experiment.traces(order.request.steps, resolution: order.request.resolution)
    snapshot.readings = kept.readings
    snapshot.drawing = drawn?.reading
    return snapshot
  }

  /// Takes the readings that were asked for and are not there yet, and a part of what takes long.
  private mutating func readAtRest(_ order: ArmOrder, unless isCancelled: () -> Bool) {
    let end = Clock.seconds() + Self.partSeconds
    func isOver() -> Bool { isCancelled() || Clock.seconds() >= end }
    if run?.experiment.owesValues == true { journey.run?.settle(until: isOver) }
    readDrawing(order)
    let missing = missing(under: order)
    guard !missing.isEmpty else { return }
    take(missing, order, until: isOver)
  }

  /// Takes what doesn't take long, when the last readings have been paid for.
  private mutating func readWhileTraining(_ order: ArmOrder) {
    guard Clock.threadSeconds() >= nextReading else { return }
    paying { $0.readDrawing(order) }
    let missing = missing(under: order).filter { !$0.measure.isSlow }
    if !missing.isEmpty { take(missing, order) { false } }
  }

  /// Reads what is drawn, unless this network has read it.
  private mutating func readDrawing(_ order: ArmOrder) {
    guard let request = order.request.drawing else {
      drawn = nil
      return
    }
    guard drawn?.request != request || drawn?.reading.step != run?.step else { return }
    drawn = run?.experiment.reading(of: request).map { Drawn(request: request, reading: $0) }
  }

  private mutating func take(
    _ probes: [Probe], _ order: ArmOrder, until isOver: () -> Bool
  ) {
    paying { training in
      let newer = training.journey.run?.readings(of: probes, knobs: order.knobs, until: isOver)
      training.kept.note(newer ?? [:], of: probes, knobs: order.knobs)
    }
  }

  /// Puts off the next reading for as long as this one is to be paid for.
  private mutating func paying(_ read: (inout ArmTraining) -> Void) {
    let start = Clock.threadSeconds()
    read(&self)
    let end = Clock.threadSeconds()
    nextReading = max(nextReading, end) + (end - start) / Self.readingShare
  }

  /// What was asked for and is not there, or not to the end.
  private func missing(under order: ArmOrder) -> [Probe] {
    guard let run else { return [] }
    let missing = kept.missing(of: wanted(under: order), at: run.step, knobs: order.knobs)
    // After divergence there is nothing to see any more: the last reading before it stays.
    return run.experiment.divergedAt == nil ? missing : kept.unread(missing)
  }

  /// The probes to read: all but those whose curves are kept step by step.
  private func wanted(under order: ArmOrder) -> [Probe] {
    lesson.probes.filter { !$0.isNumber && order.request.probes.contains($0.name) }
  }

  private func present(under order: ArmOrder, _ phase: ArmSnapshot.Phase) -> Shown {
    Shown(
      request: order.request, moves: moves, step: run?.step ?? step, phase: phase,
      knobs: order.knobs, operations: run?.experiment.operations ?? [],
      changes: journey.here?.changes ?? [])
  }

  private func phase(under order: ArmOrder, atRest: Bool) -> ArmSnapshot.Phase {
    if let failure { return .failed(failure) }
    guard let experiment = run?.experiment else { return .building }
    if !journey.hasArrived { return .travelling(to: step) }
    if let step = experiment.divergedAt { return .diverged(step: step) }
    if !atRest { return .training }
    return experiment.step >= order.limit && experiment.step > 0 ? .finished : .ready
  }
}
