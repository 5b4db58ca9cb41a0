internal import Experiments
internal import Lessons

/// One arm's experiment under changing orders: when to train, and what to show of it.
struct ArmTraining {
  /// The part of an arm's processor time that readings of layers may take while it trains.
  static let readingShare = 0.01
  /// Seconds after which a reading that takes long is left unfinished, to be shown and gone on with.
  static let partSeconds = 0.05

  private let lesson: Lesson
  private let arm: Arm
  private(set) var generation = 0
  private var run: Run?
  private var failure: String?
  private var restarts = 0
  /// What was done to the network of this run.
  private var operations = ArmOperations()
  /// All knob values with which the newest step was taken.
  private var knobs: [String: KnobValue] = [:]
  private var singleStepsDone = 0
  private var meter = RateMeter()
  private var answered = 0
  private var shown: Shown?
  private var kept = KeptReadings()
  /// What was read last of what somebody draws.
  private var drawn: Drawn?
  /// The runs before the present one.
  private var past = PastRuns()
  /// The thread's processor time before which no further reading is taken while training. Not the
  /// clock on the wall: on a busy computer an arm gets little of that, and readings would eat it up.
  private var nextReading = 0.0

  /// What the newest snapshot was made from.
  private struct Shown: Equatable {
    var request: SnapshotRequest
    var generation: Int
    var step: Int
    var phase: ArmSnapshot.Phase
    var knobs: [String: KnobValue]
    var operations: [OperationEffect]
  }

  private struct Drawn {
    var request: DrawingRequest
    var reading: DrawingReading
  }

  init(lesson: Lesson, arm: Arm) {
    self.lesson = lesson
    self.arm = arm
  }

  /// Training steps taken.
  var step: Int { run?.step ?? 0 }

  /// Builds the experiment that the order names, or changes the present one where that will do.
  mutating func adopt(
    _ order: ArmOrder, from library: DataLibrary, unless isCancelled: () -> Bool
  ) {
    guard generation != order.generation else {
      undo(under: order, from: library)
      retune(to: order.plan)
      operate(under: order)
      return
    }
    generation = order.generation
    let isRestart = order.restarts != restarts
    past.keep(run, knobs: knobs, before: order, again: isRestart)
    (run, failure, shown, restarts) = (nil, nil, nil, order.restarts)
    kept = KeptReadings()
    operations = ArmOperations()
    drawn = nil
    singleStepsDone = 0
    meter = RateMeter()
    let known = past.take(order)
    if !isRestart, let known {
      run = known
      operate(under: order)
      return
    }
    do {
      // The data first, which may take long, and then whether anybody still wants them.
      for data in order.plan.dataSets { _ = try library.data(for: data) }
      if isCancelled() { return }
      run = try Run(Course(seed: order.seed, plan: order.plan), start(order, library))
      operate(under: order)
    } catch {
      failure = "\(error)"
    }
  }

  private func start(_ order: ArmOrder, _ library: DataLibrary) -> ExperimentStart {
    ExperimentStart(
      seed: order.seed, probes: lesson.probes, recording: lesson.recording(of: arm),
      shelf: library)
  }

  /// Goes on under a plan that says nothing of operations.
  private mutating func retune(to plan: any ExperimentPlan) {
    guard let present = run?.course.plan else { return }
    let plan = plan.operated(by: present.operations)
    guard !present.equals(plan) else { return }
    run?.retune(plan)
    kept.outdateFormulas(of: lesson.probes)
  }

  // MARK: Operations

  /// Goes back to before the operations that are not wanted any more.
  private mutating func undo(under order: ArmOrder, from library: DataLibrary) {
    guard let run else { return }
    do {
      let earlier = try operations.undo(
        keeping: order.operations, of: run, start(order, library))
      guard let earlier else { return }
      self.run = earlier
    } catch {
      failure = "\(error)"
    }
    kept.outdateAll()
    drawn = nil
    meter = RateMeter()
  }

  /// Carries out what is asked for and due, and not done yet.
  private mutating func operate(under order: ArmOrder) {
    for operation in order.operations.dropFirst(operations.asked.count) {
      perform(operation, isPlanned: false)
    }
    for next in order.planned.dropFirst(operations.plannedCount).prefix(while: { $0.step <= step })
    {
      perform(next.operation, isPlanned: true)
    }
  }

  private mutating func perform(_ operation: Operation, isPlanned: Bool) {
    guard run != nil else { return }
    // In its place: a copy would have the step copy the weights.
    operations.perform(operation, isPlanned: isPlanned, on: &run!)
    kept.outdateAll()
    drawn = nil
  }

  /// Takes one training step if the order wants one. Returns whether it did.
  mutating func advance(under order: ArmOrder) -> Bool {
    guard canAdvance, step < order.limit else { return false }
    if order.isRunning {
      singleStepsDone = order.singleSteps
    } else {
      guard singleStepsDone < order.singleSteps else { return false }
      singleStepsDone += 1
    }
    if step == 0 || meter.isStopped { meter.note(step: step, seconds: Clock.seconds()) }
    knobs = order.knobs
    // In its place: a copy would have the step copy the weights.
    run?.advance()
    if !order.planned.isEmpty { operate(under: order) }
    meter.note(step: step, seconds: Clock.seconds())
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
      id: arm.id, label: arm.label, knobs: order.knobs, step: step, phase: phase,
      stepsPerSecond: meter.stepsPerSecond)
    if atRest {
      readAtRest(order, unless: isCancelled)
    } else {
      readWhileTraining(order)
    }
    snapshot.tries = past.tries
    snapshot.operations = run?.experiment.operations ?? []
    guard let experiment = run?.experiment else { return snapshot }
    snapshot.parameterCount = experiment.parameterCount
    snapshot.architecture = experiment.architecture
    snapshot.notices = experiment.notices
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
    if run?.experiment.owesValues == true { run?.settle(until: isOver) }
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
    guard drawn?.request != request || drawn?.reading.step != step else { return }
    drawn = run?.experiment.reading(of: request).map { Drawn(request: request, reading: $0) }
  }

  private mutating func take(
    _ probes: [Probe], _ order: ArmOrder, until isOver: () -> Bool
  ) {
    paying { training in
      let newer = training.run?.readings(of: probes, knobs: order.knobs, until: isOver)
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
    let missing = kept.missing(of: wanted(under: order), at: step, knobs: order.knobs)
    // After divergence there is nothing to see any more: the last reading before it stays.
    return run.experiment.divergedAt == nil ? missing : kept.unread(missing)
  }

  /// The probes to read: all but those whose curves are kept step by step.
  private func wanted(under order: ArmOrder) -> [Probe] {
    lesson.probes.filter { !$0.isNumber && order.request.probes.contains($0.name) }
  }

  private func present(under order: ArmOrder, _ phase: ArmSnapshot.Phase) -> Shown {
    Shown(
      request: order.request, generation: generation, step: step, phase: phase, knobs: order.knobs,
      operations: run?.experiment.operations ?? [])
  }

  private func phase(under order: ArmOrder, atRest: Bool) -> ArmSnapshot.Phase {
    if let failure { return .failed(failure) }
    guard let experiment = run?.experiment else { return .building }
    if let step = experiment.divergedAt { return .diverged(step: step) }
    if !atRest { return .training }
    return experiment.step >= order.limit && experiment.step > 0 ? .finished : .ready
  }
}
