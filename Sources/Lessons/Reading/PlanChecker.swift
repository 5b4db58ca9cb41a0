internal import Datasets
internal import Experiments

/// Plans every arm, so that what can't be built is said when the file is read.
struct PlanChecker {
  let log: FaultLog
  let fields: Fields
  let lesson: Lesson

  /// A plan an arm; nil, and faults in the log, where there is a fault.
  func plans() -> [any ExperimentPlan]? {
    guard log.faults.isEmpty, let arms = fields["arms"]?.fields() else { return nil }
    var plans: [any ExperimentPlan] = []
    var faults: [(arm: Arm, fault: PlanFault)] = []
    for arm in lesson.arms {
      do { plans.append(try lesson.plan(of: arm)) } catch { faults.append((arm, error)) }
    }
    if let first = faults.first?.fault, plans.isEmpty, lesson.arms.count > 1,
      faults.allSatisfy({ $0.fault == first })
    {
      // What no arm can do is the model's fault, or that of the setting that it names.
      place(of: first)?.fault(.plan(first, arm: nil))
    } else {
      for (arm, fault) in faults { arms[arm.id]?.fault(.plan(fault, arm: arm.id)) }
    }
    guard faults.isEmpty else { return nil }
    do { try lesson.checkMemory(of: plans) } catch {
      fields[lesson.template.mainBlock]?.fault(.plan(error, arm: nil))
      return nil
    }
    checkProbes(plans)
    return plans
  }

  /// The field that a fault is about.
  private func place(of fault: PlanFault) -> Field? {
    for group in [lesson.template.mainBlock, "train"] {
      guard let setting = fault.setting, let members = fields[group]?.fields() else { continue }
      let name = setting.split(separator: ".").first.map(String.init) ?? setting
      if let field = members[name] { return field }
    }
    return fields[lesson.template.mainBlock] ?? fields["arms"]
  }

  /// Refuses probes that have nothing to read in any arm.
  func checkProbes(_ plans: [any ExperimentPlan]) {
    guard let probes = fields["probes"]?.fields() else { return }
    let known = Set(plans.flatMap(\.dataSets)).flatMap { (try? $0.description())?.fieldNames ?? [] }
    for probe in lesson.probes {
      guard plans.contains(where: { $0.reads(probe.measure) }) else {
        probes[probe.name]?.fault(
          .nothingToMeasure(probe: probe.name, measure: probe.measure.name))
        continue
      }
      checkFormula(probe, probes, plans)
      checkLayer(probe, probes, plans)
      checkGate(probe, probes, plans)
      checkHead(probe, probes, plans)
      checkExample(probe, probes, plans)
      guard let field = probe.field, !known.contains(field) else { continue }
      probes[probe.name]?.fault(
        .unknownName(
          kind: "field of the data", name: field, nearest: nearestName(to: field, in: known),
          known: known))
    }
  }

  /// Refuses the number of a layer that no arm has.
  private func checkLayer(_ probe: Probe, _ probes: Fields, _ plans: [any ExperimentPlan]) {
    guard probe.measure.hasSetting(.layer), let layer = probe.layer else { return }
    let count = plans.map { $0.placeCount(of: probe.measure) }.max() ?? 0
    guard layer > count else { return }
    let plot = lesson.plots.first { $0.probes.contains(probe.name) }?.name ?? ""
    let place = probes[probe.name] ?? fields["plots"]?.fields()?[plot]
    place?.fault(
      .outOfRange(
        key: "layer of \(probe.name)", found: "\(layer)",
        expected: count == 1 ? "1, the only one" : "1 to \(count)"))
  }

  private func checkFormula(_ probe: Probe, _ probes: Fields, _ plans: [any ExperimentPlan]) {
    let names = plans.first?.formulaNames ?? []
    guard let formula = probe.formula, !names.contains(formula) else { return }
    probes[probe.name]?.fault(
      .unknownName(
        kind: "formula", name: formula, nearest: nearestName(to: formula, in: names),
        known: names))
  }
}

extension PlanChecker {
  /// Refuses the number of a test example that an arm's data do not have, written out or at the end
  /// of a knob's range.
  private func checkExample(_ probe: Probe, _ probes: Fields, _ plans: [any ExperimentPlan]) {
    guard probe.input != nil else { return }
    let sets = plans.filter { $0.reads(probe.measure) }.flatMap(\.dataSets)
    guard let count = sets.map(\.testCount).min() else { return }
    var field = probes[probe.name]?.fields()?["input"]
    let numbers: ClosedRange<Double>
    switch probe.input {
    case nil: return
    case .example(let index): numbers = Double(index)...Double(index)
    case .knob(let name):
      guard case .number(let range, _, _)? = lesson.knob(name)?.kind else { return }
      numbers = range
      field = fields["knobs"]?.fields()?[name]?.fields()?["range"]
    }
    guard let field, numbers.lowerBound < 0 || numbers.upperBound > Double(count - 1) else {
      return
    }
    let ends = [numbers.lowerBound, numbers.upperBound].map(shortNumber)
    field.fault(
      .outOfRange(
        key: field.name,
        found: numbers.lowerBound == numbers.upperBound ? ends[0] : "[\(ends[0]), \(ends[1])]",
        expected: "0 to \(count - 1), as \(probe.name.quoted) reads one of \(count) test examples"))
  }

  /// Refuses a block or a head that no arm has.
  private func checkHead(_ probe: Probe, _ probes: Fields, _ plans: [any ExperimentPlan]) {
    guard probe.block != nil || probe.head != nil else { return }
    let attentions = plans.map { $0.parts.filter(\.isAttention) }
    for (key, number, count) in [
      ("block", probe.block, attentions.map(\.count).max() ?? 0),
      ("head", probe.head, attentions.joined().map(\.units).max() ?? 0),
    ] {
      guard let number, number > count else { continue }
      probes[probe.name]?.fields()?[key]?.fault(
        .outOfRange(
          key: key, found: "\(number)",
          expected: count == 1 ? "1, the only one" : "1 to \(count)"))
    }
  }

  /// Refuses a gate that the cell of no arm has.
  private func checkGate(_ probe: Probe, _ probes: Fields, _ plans: [any ExperimentPlan]) {
    guard let gate = probe.gate, !plans.contains(where: { $0.gates.contains(gate) }) else { return }
    let had = Set(plans.flatMap(\.gates))
    let known = RecurrentGate.allCases.filter(had.contains).map(\.rawValue)
    probes[probe.name]?.fields()?["gate"]?.fault(
      .unknownName(
        kind: "gate of these cells", name: gate.rawValue,
        nearest: nearestName(to: gate.rawValue, in: known), known: known))
  }
}

extension Lesson {
  /// The names that formulas of the lesson may use.
  /// - Parameter plans: one an arm, where they can be made; they know how many layers there are.
  func scope(_ plans: [any ExperimentPlan]?) -> ExpressionScope {
    let shapes = probes.filter { isName($0.name) }.map {
      probe -> (String, ExpressionScope.ProbeShape) in
      switch probe.form {
      case .number: (probe.name, .network)
      // What the learner types is not known when formulas are worked out.
      case .series where probe.isAskedByKnob: (probe.name, .picture)
      case .layers, .series: (probe.name, .layers)
      case .histograms: (probe.name, .histogram)
      case .pictures, .plane, .graph, .text, .table, .block: (probe.name, .picture)
      }
    }
    var scope = ExpressionScope(
      arms: arms.map(\.id), probes: Dictionary(shapes) { first, _ in first },
      knobs: SettingReader.shapes(of: knobs), stepLimit: mostSteps)
    for probe in probes {
      scope.curves[probe.name] =
        probe.isOfEveryStep
        ? ExpressionScope.Curve(firstStep: 1) : ExpressionScope.Curve(every: probe.every)
      if probe.measure.isSlow { scope.curveless.insert(probe.name) }
    }
    scope.formulas = Dictionary(grouping: Set(template.formulas), by: \.name)
    guard let plans else { return scope }
    let measures = probes.map(\.measure)
    let counts = plans.map { $0.placeCounts(of: measures) }
    for (index, probe) in probes.enumerated() {
      scope.layerCounts[probe.name] = counts.map { $0[index] }.max() ?? 0
    }
    return scope
  }
}

extension Probe {
  /// Whether its example comes from a knob.
  fileprivate var isAskedByKnob: Bool { if case .knob? = input { true } else { false } }
}

extension Measure {
  /// Whether it has a setting of that kind.
  fileprivate func hasSetting(_ kind: MeasureSetting.Kind) -> Bool {
    settings.contains { $0.kind == kind }
  }
}
