package import Networks

/// A plan with formulas beside it, such as the graph of a function next to a network that uses it. The
/// formulas follow every knob at once and change nothing in the run.
package struct PlanWithFormulas {
  package var main: any ExperimentPlan
  package var formulas: CalculatePlan

  package init(_ main: any ExperimentPlan, formulas: CalculatePlan) {
    self.main = main
    self.formulas = formulas
  }
}

extension PlanWithFormulas: Hashable {
  package static func == (a: PlanWithFormulas, b: PlanWithFormulas) -> Bool {
    a.main.equals(b.main) && a.formulas == b.formulas
  }

  package func hash(into hasher: inout Hasher) {
    main.hash(into: &hasher)
    hasher.combine(formulas)
  }
}

extension PlanWithFormulas: ExperimentPlan {
  package var notices: [String] { main.notices }
  package var dataSets: [DataPlan] { main.dataSets }
  package var gates: [RecurrentGate] { main.gates }
  package var formulaNames: [String] { main.formulaNames + formulas.formulaNames }

  package var parts: [NetworkPart] { main.parts }
  package var operations: [Operation] { main.operations }

  package func operated(by operations: [Operation]) -> PlanWithFormulas {
    PlanWithFormulas(main.operated(by: operations), formulas: formulas)
  }

  package func cost() throws(NetworkFault) -> Cost { try main.cost() }

  package func memory(probes: [Probe]) throws(NetworkFault) -> MemoryEstimate {
    try main.memory(probes: probes)
  }

  package func reads(_ measure: Measure) -> Bool { formulas.reads(measure) || main.reads(measure) }

  package func placeCounts(of measures: [Measure]) -> [Int] {
    zip(measures, main.placeCounts(of: measures)).map { measure, count in
      formulas.reads(measure) ? formulas.placeCount(of: measure) : count
    }
  }

  package func differsOnlyLive(from other: PlanWithFormulas) -> Bool {
    main.equals(other.main) || main.continues(other.main)
  }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    try ExperimentWithFormulas(self, start)
  }
}

/// An experiment on its way, and formulas at rest beside it.
struct ExperimentWithFormulas: Experiment {
  private var main: any Experiment
  private var formulas: any Experiment
  private let startOfFormulas: ExperimentStart
  private let formulaProbes: Set<String>

  init(_ plan: PlanWithFormulas, _ start: ExperimentStart) throws {
    let names = Set(start.probes.filter { plan.formulas.reads($0.measure) }.map(\.name))
    formulaProbes = names
    startOfFormulas = start.keeping { names.contains($0) }
    main = try plan.main.begin(start.keeping { !names.contains($0) })
    formulas = try plan.formulas.begin(startOfFormulas)
  }

  var step: Int { main.step }
  var divergedAt: Int? { main.divergedAt }
  var notices: [String] { main.notices }
  var parameterCount: Int { main.parameterCount }
  var copiedBytes: Int { main.copiedBytes + formulas.copiedBytes }
  var sharedBytes: Int { main.sharedBytes + formulas.sharedBytes }
  var architecture: [ArchitectureRow] { main.architecture }
  var recorded: [MetricKey: Double] { main.recorded.merging(formulas.recorded) { $1 } }
  var owesValues: Bool { main.owesValues }
  var operations: [OperationEffect] { main.operations }
  var series: [String: CurveSeries] { main.series.merging(formulas.series) { $1 } }

  mutating func settle(until isOver: () -> Bool) { main.settle(until: isOver) }

  mutating func advance() {
    main.advance()
    catchUp()
  }

  /// Formulas have no past: that of what stands before them.
  var digest: StateDigest { main.digest }

  func keep(in archive: inout ArchiveWriter) -> Bool { main.keep(in: &archive) }

  mutating func restore(
    _ plan: any ExperimentPlan, from archive: inout ArchiveReader
  ) throws(ArchiveFault) {
    guard let plan = plan as? PlanWithFormulas else {
      throw ArchiveFault("it is of another experiment")
    }
    try main.restore(plan.main, from: &archive)
    guard let anew = try? plan.formulas.begin(startOfFormulas) else { return }
    formulas = anew
    catchUp()
  }

  private mutating func catchUp() {
    while formulas.step < main.step { formulas.advance() }
  }

  mutating func retune(_ plan: any ExperimentPlan) {
    guard let plan = plan as? PlanWithFormulas else {
      preconditionFailure("retune: a \(type(of: plan)) without formulas")
    }
    main.retune(plan.main)
    // Formulas have no past: what they come to now holds for every step.
    guard let anew = try? plan.formulas.begin(startOfFormulas) else { return }
    formulas = anew
    catchUp()
  }

  mutating func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    let own = probes.filter { formulaProbes.contains($0.name) }
    let others = probes.filter { !formulaProbes.contains($0.name) }
    return main.readings(of: others, knobs: knobs, until: isOver)
      .merging(formulas.readings(of: own, knobs: knobs, until: isOver)) { $1 }
  }

  func number(of probe: Probe) -> Double {
    let own = formulas.number(of: probe)
    return own.isNaN ? main.number(of: probe) : own
  }

  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    main.traces(steps, resolution: resolution)
      .merging(formulas.traces(steps, resolution: resolution)) { $1 }
  }
}

extension ExperimentStart {
  /// With those of the probes alone that fit by their name.
  fileprivate func keeping(_ fits: (String) -> Bool) -> ExperimentStart {
    var start = self
    start.probes = probes.filter { fits($0.name) }
    start.recording = recording.filter { fits($0.probe) }
    return start
  }
}
