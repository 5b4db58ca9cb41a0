import Experiments

/// Several experiments by name, of which each arm does one, all still open in the knobs.
struct TemplateChoice: ExperimentTemplate {
  var experiments: [String: any ExperimentTemplate]

  /// That of arms which name none: the first by name.
  private var usual: (any ExperimentTemplate)? { sorted.first }

  private var sorted: [any ExperimentTemplate] {
    experiments.sorted { $0.key < $1.key }.map(\.value)
  }

  var steps: Int { sorted.map(\.steps).max() ?? 0 }
  var rebuildingSettings: [Setting] { sorted.flatMap(\.rebuildingSettings) }
  var verb: String { usual?.verb ?? "" }
  var facts: [(name: String, text: String)] { sorted.flatMap(\.facts) }
  var mainBlock: String { "experiments" }

  var dataKinds: [String] { sorted.flatMap(\.dataKinds) }
  var formulas: [NamedFormula] { sorted.flatMap(\.formulas) }

  func replacing(
    _ kind: String, byFile path: String
  ) throws(OwnDataFault) -> any ExperimentTemplate {
    var result = self
    for (name, template) in experiments {
      result.experiments[name] = try template.replacing(kind, byFile: path)
    }
    return result
  }

  func stepName(of arm: Arm) -> String { chosen(by: arm)?.stepName(of: arm) ?? "step" }

  func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    guard let template = chosen(by: arm) else {
      throw .unknownKind(arm?.choices["experiment"] ?? "")
    }
    return try template.plan(knobs: knobs, arm: arm)
  }

  /// The one that an arm names; the usual one where it names none.
  private func chosen(by arm: Arm?) -> (any ExperimentTemplate)? {
    guard let name = arm?.choices["experiment"] else { return usual }
    return experiments[name]
  }
}

extension ExperimentKind {
  /// `experiments`: several by name, each with the blocks of its kind; `experiment:` of an arm says
  /// which it does.
  static let several = ExperimentKind(
    name: "several", blocks: ["experiments"],
    armChoices: { fields in
      guard let entries = fields["experiments"]?.fields()?.entries else { return [:] }
      var choices = ["experiment": entries.map(\.key)]
      for entry in entries {
        guard let fields = entry.value.fields() else { continue }
        choices.merge(of(fields).armChoices(fields)) { $0 + $1 }
      }
      return choices
    },
    read: { blocks in
      guard let fields = blocks.fields.required("experiments")?.fields() else { return nil }
      let templates = fields.items("an experiment") { entry -> (String, any ExperimentTemplate)? in
        guard let fields = entry.value.fields() else { return nil }
        let kind = of(fields)
        fields.check(known: kind.blocks)
        let inner = ExperimentBlocks(log: blocks.log, fields: fields, knobs: blocks.knobs)
        return kind.read(inner).map { (entry.key, $0) }
      }
      guard !templates.isEmpty else { return nil }
      return TemplateChoice(experiments: Dictionary(templates) { first, _ in first })
    })
}
