internal import Tensors

/// An arm that goes through a process, with what was measured on the way.
struct ProcessExperiment<P: Process>: Experiment {
  private var process: P
  private(set) var step = 0
  private(set) var divergedAt: Int?
  let notices: [String]
  private var curves: CurveSet
  private var recorder: MetricRecorder
  private var held: HeldReadings

  init(_ process: P, _ start: ExperimentStart) {
    self.process = process
    notices = process.plan.notices
    curves = CurveSet(
      probes: start.evaluatesAlongTheWay ? start.probes : [], capacity: start.historyCapacity)
    recorder = MetricRecorder(start.recording, probes: start.probes)
    held = HeldReadings(start.probes)
    takeScheduledReadings()
  }

  var recorded: [MetricKey: Double] { recorder.values }
  var series: [String: CurveSeries] { curves.series }
  var copiedBytes: Int {
    ((try? process.plan.memory(probes: []))?.total ?? 0) + curves.copiedBytes
  }
  var sharedBytes: Int { curves.sharedBytes }

  mutating func advance() {
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

  mutating func retune(_ plan: any ExperimentPlan) {
    guard let plan = plan as? P.Plan else {
      preconditionFailure("retune: a \(type(of: plan)) for a \(P.self)")
    }
    process.retune(plan)
  }

  func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    contents(of: probes.filter { $0.heldStep == nil }, knobs: knobs)
      .mapValues { Reading(step: step, $0) }
      .merging(held.readings(of: probes)) { $1 }
  }

  func number(of probe: Probe) -> Double { Self.number(probe, of: process) }

  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    curves.traces(steps, resolution: resolution)
  }

  var digest: StateDigest {
    StateDigest(
      weights: ArchiveWriter.digest(process.tell), optimizer: Digest.empty,
      curves: curves.digest, values: recorder.digest)
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

  private static func number(_ probe: Probe, of process: P) -> Double {
    switch probe.measure.processReader?.read(process, probe, [:]) {
    case .number(let number)?: number
    case .content(let content)?: content.value(probe.layer) ?? .nan
    case nil: .nan
    }
  }

  /// What the lesson wants measured at this step, whoever looks.
  private mutating func takeScheduledReadings() {
    let process = process
    curves.appendEvaluations(at: step) { Self.number($0, of: process) }
    held.note(contents(of: held.due(at: step), knobs: [:]), at: step)
    let due = recorder.due(at: step)
    for probe in due where probe.isNumber {
      recorder.note(Self.number(probe, of: process), of: probe, at: step)
    }
    recorder.note(contents(of: due.filter { !$0.isNumber }, knobs: [:]), at: step)
  }
}
