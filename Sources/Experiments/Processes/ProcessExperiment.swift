internal import Tensors

/// An arm that goes through a process, with what was measured on the way.
final class ProcessExperiment<P: Process>: Experiment {
  private var process: P
  private(set) var step = 0
  private(set) var divergedAt: Int?
  let notices: [String]
  private var curves: CurveSet
  private var recorder: MetricRecorder

  init(_ process: P, _ start: ExperimentStart) {
    self.process = process
    notices = process.plan.notices
    curves = CurveSet(
      probes: start.evaluatesAlongTheWay ? start.probes : [], capacity: start.historyCapacity)
    recorder = MetricRecorder(start.recording, probes: start.probes)
    takeScheduledReadings()
  }

  var recorded: [MetricKey: Double] { recorder.values }
  var series: [String: CurveSeries] { curves.series }

  func advance() {
    guard divergedAt == nil else { return }
    EngineRuntime.computing { process.advance() }
    step += 1
    if process.isFinite {
      takeScheduledReadings()
    } else {
      divergedAt = step
      recorder.diverge()
    }
  }

  func retune(_ plan: any ExperimentPlan) {
    guard let plan = plan as? P.Plan else {
      preconditionFailure("retune: a \(type(of: plan)) for a \(P.self)")
    }
    process.retune(plan)
  }

  func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    contents(of: probes, knobs: knobs).mapValues { Reading(step: step, $0) }
  }

  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    curves.traces(steps, resolution: resolution)
  }

  // MARK: Measuring

  private func contents(
    of probes: [Probe], knobs: [String: KnobValue]
  ) -> [String: Reading.Content] {
    probes.reduce(into: [:]) { contents, probe in
      if case .content(let content)? = probe.measure.processReader?.read(process, probe, knobs) {
        contents[probe.name] = content
      }
    }
  }

  private func number(_ probe: Probe) -> Double {
    if case .number(let number)? = probe.measure.processReader?.read(process, probe, [:]) {
      number
    } else {
      .nan
    }
  }

  /// What the lesson wants measured at this step, whoever looks.
  private func takeScheduledReadings() {
    curves.appendEvaluations(at: step, number)
    guard let due = recorder.due(at: step) else { return }
    for probe in due where probe.measure.isNumber {
      recorder.note(number(probe), of: probe, at: step)
    }
    recorder.note(contents(of: due.filter { !$0.measure.isNumber }, knobs: [:]), at: step)
  }
}
