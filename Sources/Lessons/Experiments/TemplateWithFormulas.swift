internal import Experiments

/// An experiment with formulas beside it, all still open in the knobs.
struct TemplateWithFormulas: ExperimentTemplate {
  var main: any ExperimentTemplate
  var calculation: CalculateTemplate

  var steps: Int { main.steps }
  var rebuildingSettings: [Setting] { main.rebuildingSettings }
  var liveSettings: [Setting] { main.liveSettings }
  var verb: String { main.verb }
  func stepName(of arm: Arm) -> String { main.stepName(of: arm) }
  var facts: [(name: String, text: String)] { main.facts }
  var mainBlock: String { main.mainBlock }

  var dataKinds: [String] { main.dataKinds }
  var formulas: [NamedFormula] { calculation.formulas + main.formulas }

  func replacing(
    _ kind: String, byFile path: String
  ) throws(OwnDataFault) -> any ExperimentTemplate {
    var result = self
    result.main = try main.replacing(kind, byFile: path)
    return result
  }

  func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    PlanWithFormulas(
      try main.plan(knobs: knobs, arm: arm), formulas: try calculation.calculation(knobs: knobs))
  }
}
