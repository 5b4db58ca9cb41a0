internal import Experiments
internal import Lessons

/// Arms that are trained to be measured at some steps.
struct MeasuringRun: Sendable {
  /// Of the lesson with the probe in it.
  let state: SessionState
  let probe: Probe
  /// In order.
  let steps: [Int]
  /// The places of the arms in the lesson.
  let arms: [Int]
  /// The last step.
  var end: Int { steps.last ?? 0 }

  /// - Throws: `MeasurementFault`, `CommandFault`.
  init(_ lesson: Lesson, _ request: Measurement.Request) throws {
    let last = try lesson.runSteps(request.steps)
    steps = Set(request.at ?? [last]).sorted()
    if let late = steps.last, late > last {
      throw MeasurementFault.beyondTheRun(step: late, end: last)
    }
    try request.operations.check(steps: last)
    let places = try Self.places(of: request.arms, in: lesson)
    let plain = try SessionState(
      lesson: lesson, seed: request.seed ?? lesson.seeds.show, settings: request.settings)
    let plans = places.map { plain.plans[$0] }
    probe = try Self.probe(request.probe, of: lesson, plans, in: places)
    let measure = probe.measure
    arms = places.filter { plain.plans[$0].reads(measure) }
    var measured = lesson
    measured.probes.append(probe)
    state = try SessionState(
      lesson: measured, seed: plain.seed, settings: request.settings,
      operations: request.operations)
  }

  private static func places(
    of names: [String], in lesson: Lesson
  ) throws(CommandFault) -> [Int] {
    let known = lesson.arms.map(\.id)
    for name in names where !known.contains(name) { throw .unknownArm(name, known: known) }
    return known.indices.filter { names.isEmpty || names.contains(known[$0]) }
  }

  private static func probe(
    _ text: String, of lesson: Lesson, _ plans: [any ExperimentPlan], in places: [Int]
  ) throws(MeasurementFault) -> Probe {
    do { return try lesson.probe(written: text, plans: plans) } catch {
      let missing = error.facts.compactMap { fact in
        if case .nothingToMeasure(_, let measure) = fact { measure } else { nil }
      }
      guard let measure = missing.first else { throw .probe(error) }
      throw .nothingToMeasure(measure: measure, arms: places.map { lesson.arms[$0].id })
    }
  }

  /// Trains one of the arms to the last step, and measures it on the way.
  func arm(
    _ place: Int, _ library: DataLibrary, note: (ArmCount) -> Void
  ) -> Measurement.Arm {
    let index = arms[place]
    let arm = state.lesson.arms[index]
    var result = Measurement.Arm(id: arm.id, label: arm.label, values: [])
    do {
      // The lesson's probes, too: some share what they read, as the way of the weights.
      var experiment = try state.plans[index].begin(
        ExperimentStart(
          seed: state.seed, probes: state.lesson.probes, recording: steps.map(key),
          shelf: library, evaluatesAlongTheWay: false))
      let readings = train(&experiment, index, note: note)
      experiment.settle { false }
      result.values = steps.map { step in
        Measurement.Value(step: step, outcome: outcome(at: step, of: experiment, readings))
      }
      note(ArmCount(done: experiment.step, total: experiment.step))
    } catch {
      note(ArmCount(done: 0, total: 0))
      result.failure = "\(error)"
    }
    return result
  }

  private func key(_ step: Int) -> MetricKey { MetricKey(probe: probe.name, step: step) }

  /// - Returns: what the probe reads by step, where that is no number, which the experiment records.
  private func train(
    _ experiment: inout any Experiment, _ index: Int, note: (ArmCount) -> Void
  ) -> [Int: Reading.Content] {
    var readings: [Int: Reading.Content] = [:]
    var operated = OperatedPlan(state.plans[index], state.planned[index])
    let wanted = Set(steps)
    let knobs = state.knobs(of: state.lesson.arms[index])
    while true {
      operated.carryOut(on: &experiment)
      if !probe.isNumber, wanted.contains(experiment.step), experiment.divergedAt == nil {
        let newer = experiment.readings(of: [probe], knobs: knobs)
        readings[experiment.step] = newer[probe.name]?.content
      }
      guard experiment.step < end, experiment.divergedAt == nil else { return readings }
      experiment.advance()
      if experiment.step.isMultiple(of: 32) {
        note(ArmCount(done: experiment.step, total: end))
      }
    }
  }

  private func outcome(
    at step: Int, of experiment: any Experiment, _ readings: [Int: Reading.Content]
  ) -> Measurement.Outcome {
    if let diverged = experiment.divergedAt, step >= diverged { return .diverged(step: diverged) }
    if let content = readings[step] { return .reading(content) }
    return .number(experiment.recorded[key(step)] ?? .nan)
  }
}
