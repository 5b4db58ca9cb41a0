package import Experiments

/// Layers of windows over an image, still open in the knobs.
package struct WindowsTemplate: ExperimentTemplate {
  package var settings: [String: Setting]
  /// The most layers.
  package var steps: Int

  package var mainBlock: String { "windows" }
  package var verb: String { "Looks" }
  package func stepName(of arm: Arm) -> String { "layer" }
  package var rebuildingSettings: [Setting] { Array(settings.values) }
  package var facts: [(name: String, text: String)] { [("Windows", "up to \(steps) layers")] }

  static let weights = WindowsPlan.Weights.allCases.map(\.rawValue)
  /// The most layers that a lesson may stack.
  static let stepLimit = 64

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    let resolver = SettingResolver(settings: settings, knobs: knobs)
    let weights = try resolver.word("weights", among: Self.weights, default: "random")
    return WindowsPlan(
      size: try resolver.whole("size", in: 1...128, default: 33),
      window: try resolver.whole("window", in: 1...64, default: 3),
      stride: try resolver.whole("stride", in: 1...64, default: 1),
      padding: try resolver.whole("padding", in: 0...64, default: 0),
      dilation: try resolver.whole("dilation", in: 1...64, default: 1),
      weights: WindowsPlan.Weights(rawValue: weights) ?? .random)
  }
}

extension ExperimentKind {
  /// `windows`: layers of windows over an image, one more at every step.
  static let windows = ExperimentKind(
    name: "windows", blocks: ["windows"],
    read: { blocks in
      let names = ["size", "window", "stride", "padding", "dilation"]
      guard
        let fields = blocks.fields.required("windows")?.fields(
          known: names + ["weights", "steps"])
      else { return nil }
      let reader = SettingReader(knobs: blocks.knobs, variables: [])
      let settings = reader.read(
        fields,
        names.map { SettingField($0, .number) }
          + [SettingField("weights", .word(WindowsTemplate.weights))], extra: ["steps"])
      guard
        let steps = fields.required("steps")?.whole(in: 0...WindowsTemplate.stepLimit)
      else { return nil }
      return WindowsTemplate(settings: settings, steps: steps)
    })
}
