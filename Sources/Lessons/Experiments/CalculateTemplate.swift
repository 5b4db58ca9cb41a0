package import Experiments

/// Named formulas, still open in the knobs.
package struct CalculateTemplate: ExperimentTemplate {
  package var variables: [CalculatePlan.Variable]
  package var formulas: [NamedFormula]

  package var steps: Int { 0 }
  package var mainBlock: String { "calculate" }
  package var verb: String { "Calculates" }

  /// A formula follows every knob at once.
  package var rebuildingSettings: [Setting] { formulas.map { .expression($0.expression) } }

  package var facts: [(name: String, text: String)] {
    [("Formulas", formulas.map(\.name).joined(separator: ", "))]
  }

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    try calculation(knobs: knobs)
  }

  /// - Throws: where a formula is finite nowhere.
  func calculation(knobs: [String: KnobValue]) throws(PlanFault) -> CalculatePlan {
    let plan = CalculatePlan(
      variables: variables,
      values: formulas.map { formula in
        let gradient = formula.variables.compactMap {
          try? formula.expression.derivative(by: $0)
        }
        return CalculatePlan.Value(
          name: formula.name,
          formula: Function(
            formula.expression, gradient: gradient, variables: formula.variables, knobs: knobs))
      })
    for value in plan.values where !plan.isFiniteSomewhere(value.formula) {
      throw .notFinite(
        setting: "calculate.values.\(value.name)",
        value: value.formula.variables.isEmpty ? value.formula([]) : .nan)
    }
    return plan
  }
}

extension CalculatePlan {
  /// Whether a formula has a finite value somewhere: at one of 65 places along each of its variables.
  fileprivate func isFiniteSomewhere(_ formula: Function, at place: [Double] = []) -> Bool {
    guard place.count < formula.variables.count else { return formula(place).isFinite }
    let name = formula.variables[place.count]
    guard let range = variables.first(where: { $0.name == name })?.range else { return false }
    return (0...64).contains { step in
      let share = Double(step) / 64
      let value = range.lowerBound + share * (range.upperBound - range.lowerBound)
      return isFiniteSomewhere(formula, at: place + [value])
    }
  }
}

extension ExperimentKind {
  /// `calculate`: formulas over knobs, and over one or two running variables.
  static let calculate = ExperimentKind(
    name: "calculate", blocks: ["calculate"],
    read: CalculateTemplate.init)
}

extension CalculateTemplate {
  /// nil, and faults in the log, where the block is missing or broken.
  init?(_ blocks: ExperimentBlocks) {
    guard
      let calculate = blocks.fields.required("calculate")?.fields(known: ["over", "values"])
    else { return nil }
    let variables = calculate["over"]?.variables(atMost: 2, beside: blocks.knobs) ?? []
    var scope = ExpressionScope(
      knobs: SettingReader.shapes(of: blocks.knobs), variables: variables.map(\.name))
    var formulas: [NamedFormula] = []
    for entry in calculate.required("values")?.fields()?.entries ?? [] {
      guard isName(entry.key) else {
        entry.keyField.fault(.badName(kind: "a value", name: entry.key))
        continue
      }
      if let expression = entry.value.expression(scope, expecting: .number) {
        let formula = NamedFormula(
          name: entry.key, expression: expression, runningOver: variables.map(\.name))
        formulas.append(formula)
        // Those below may read it.
        scope.formulas[entry.key] = [formula]
      }
    }
    if formulas.isEmpty { return nil }
    self.init(variables: variables, formulas: formulas)
  }
}
