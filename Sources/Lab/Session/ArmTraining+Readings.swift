internal import Experiments
internal import Lessons

/// What is shown of an arm.
extension ArmTraining {
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
    snapshot.isReplayed = isReplayed
    guard let experiment = run?.experiment else { return snapshot }
    snapshot.parameterCount = experiment.parameterCount
    snapshot.architecture = experiment.architecture
    snapshot.notices = experiment.notices + journey.notices
    snapshot.recorded = experiment.recorded
    snapshot.traces = experiment.traces(order.request.steps, resolution: order.request.resolution)
    snapshot.readings = kept.readings
    snapshot.drawing = drawn?.reading
    (snapshot.question, snapshot.answer) = (asked?.question, asked?.answer)
    return snapshot
  }

  /// Takes the readings that were asked for and are not there yet, and a part of what takes long.
  mutating func readAtRest(_ order: ArmOrder, unless isCancelled: () -> Bool) {
    let end = Clock.seconds() + Self.partSeconds
    func isOver() -> Bool { isCancelled() || Clock.seconds() >= end }
    if run?.experiment.owesValues == true { journey.run?.settle(until: isOver) }
    readDrawing(order)
    answerQuestion(order)
    let missing = missing(under: order)
    guard !missing.isEmpty else { return }
    take(missing, order, until: isOver)
  }

  /// Takes what doesn't take long, when the last readings have been paid for.
  mutating func readWhileTraining(_ order: ArmOrder) {
    guard Clock.threadSeconds() >= nextReading else { return }
    paying { $0.readDrawing(order) }
    let missing = missing(under: order).filter { !$0.measure.isSlow }
    if !missing.isEmpty { take(missing, order) { false } }
  }

  /// Reads what is drawn, unless this network has read it.
  mutating func readDrawing(_ order: ArmOrder) {
    guard let request = order.request.drawing else {
      drawn = nil
      return
    }
    guard drawn?.request != request || drawn?.reading.step != run?.step else { return }
    drawn = run?.experiment.reading(of: request).map { Drawn(request: request, reading: $0) }
  }

  /// Reads what was asked at the step where the run is, once.
  mutating func answerQuestion(_ order: ArmOrder) {
    guard let question = order.request.question, let run else { return }
    if asked?.question == question, asked?.answer.step == run.step { return }
    let outcome: Measurement.Outcome? =
      if let step = run.experiment.divergedAt {
        .diverged(step: step)
      } else if question.isNumber {
        .number(run.number(of: question))
      } else {
        journey.run?.readings(of: [question], knobs: order.knobs, until: { false })[question.name]
          .map { .reading($0.content) }
      }
    asked = outcome.map {
      Asked(question: question, answer: Measurement.Value(step: run.step, outcome: $0))
    }
  }

  mutating func take(
    _ probes: [Probe], _ order: ArmOrder, until isOver: () -> Bool
  ) {
    paying { training in
      let newer = training.journey.run?.readings(of: probes, knobs: order.knobs, until: isOver)
      training.kept.note(newer ?? [:], of: probes, knobs: order.knobs)
    }
  }

  /// Puts off the next reading for as long as this one is to be paid for.
  mutating func paying(_ read: (inout ArmTraining) -> Void) {
    let start = Clock.threadSeconds()
    read(&self)
    let end = Clock.threadSeconds()
    nextReading = max(nextReading, end) + (end - start) / Self.readingShare
  }

  /// What was asked for and is not there, or not to the end.
  func missing(under order: ArmOrder) -> [Probe] {
    guard let run else { return [] }
    let missing = kept.missing(of: wanted(under: order), at: run.step, knobs: order.knobs)
    // After divergence there is nothing to see any more: the last reading before it stays.
    return run.experiment.divergedAt == nil ? missing : kept.unread(missing)
  }

  /// The probes to read: all but those whose curves are kept step by step.
  func wanted(under order: ArmOrder) -> [Probe] {
    lesson.probes.filter { !$0.isNumber && order.request.probes.contains($0.name) }
  }

  func present(under order: ArmOrder, _ phase: ArmSnapshot.Phase) -> Shown {
    Shown(
      request: order.request, moves: moves, step: run?.step ?? step, phase: phase,
      knobs: order.knobs, operations: run?.experiment.operations ?? [],
      changes: journey.here?.changes ?? [])
  }

  func phase(under order: ArmOrder, atRest: Bool) -> ArmSnapshot.Phase {
    if let failure { return .failed(failure) }
    guard let experiment = run?.experiment else { return .building }
    if !journey.hasArrived { return .travelling(to: step) }
    if let step = experiment.divergedAt { return .diverged(step: step) }
    if !atRest { return .training }
    return experiment.step >= order.limit && experiment.step > 0 ? .finished : .ready
  }
}
