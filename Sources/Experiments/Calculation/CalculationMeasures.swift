/// What formulas come to.
extension Measure {
  /// A formula without a running variable.
  public static let value = Measure(
    "value", "what a formula comes to", every: 1, settings: [.formula],
    .process(
      .number { (calculation: Calculation, probe) in
        guard let value = calculation.plan.value(probe.formula), value.formula.variables.isEmpty
        else { return .nan }
        return value.formula([])
      }))

  /// All formulas without a running variable, in the lesson's order, a layer each.
  public static let bars = Measure(
    "values", "what formulas come to, as bars", every: 1,
    .process(
      .content(.layers, placeCount: { $0.values.count }) { (calculation: Calculation, _) in
        .layers(
          calculation.plan.values.filter(\.formula.variables.isEmpty).map { $0.formula([]) })
      }))

  /// The formulas of one running variable as curves over it, or the one that is named, with or without
  /// their derivatives.
  public static let curves = Measure(
    "curves", "formulas over their variable", every: 1, settings: [.formula, .slope],
    .process(
      .content(.series) { (calculation: Calculation, probe) in
        .series(calculation.plan.curves(probe.formula, withSlope: probe.hasSlope))
      }))

  /// All formulas as they are written, with what those without a running variable come to.
  public static let formulas = Measure(
    "formulas", "formulas as they are written", every: 1,
    .process(
      .content(.table) { (calculation: Calculation, _) in
        .table(calculation.plan.formulas)
      }))

  /// A formula of two running variables over their ranges.
  public static let table = Measure(
    "table", "formulas and their values in rows", every: 1, settings: [.formula],
    .process(
      .content(.plane) { (calculation: Calculation, probe) in
        .plane(calculation.plan.field(probe.formula))
      }))
}

extension CalculatePlan {
  /// Places along the variable of a curve.
  private static let curvePlaces = 257

  fileprivate func curves(_ name: String?, withSlope: Bool) -> [Series] {
    values.filter { $0.formula.variables.count == 1 && (name == nil || $0.name == name) }
      .flatMap { value -> [Series] in
        guard let variable = variable(value.formula.variables[0]) else { return [] }
        let (places, formula) = (variable.range.places(Self.curvePlaces), value.formula)
        let curve = Series(label: value.name, x: places, y: places.map { formula([$0]) })
        let slope = withSlope ? places.compactMap { formula.gradient([$0]).first } : []
        guard slope.count == places.count else { return [curve] }
        return [curve, Series(label: "\(value.name)′", x: places, y: slope)]
      }
  }

  fileprivate var formulas: Table {
    Table(
      columns: ["name", "formula", "value"],
      rows: values.map { value in
        let variables = value.formula.variables
        return [
          .text(value.name), .formula(value.formula.source),
          variables.isEmpty
            ? .number(value.formula([])) : .text("over " + variables.joined(separator: ", ")),
        ]
      })
  }

  fileprivate func field(_ name: String?) -> Plane {
    let found = values.first {
      $0.formula.variables.count == 2 && (name == nil || $0.name == name)
    }
    guard let formula = found?.formula, let x = variable(formula.variables[0]),
      let y = variable(formula.variables[1])
    else { return Plane() }
    return Plane(
      axes: formula.variables, field: formula.field(over: Probe.Area(x: x.range, y: y.range)))
  }
}
