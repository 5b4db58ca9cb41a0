package import Experiments

/// An optimizer on a surface, still open in the knobs.
package struct DescendTemplate: ExperimentTemplate {
  /// The loss over the variables, and its partial derivatives.
  package var loss: Expression
  package var gradient: [Expression]
  package var variables: [String]
  /// `start.0`, `start.1`, …, `minimum.0`, …, `noise`.
  package var settings: [String: Setting]
  package var training: TrainingTemplate

  package var steps: Int { training.steps }
  package var mainBlock: String { "surface" }
  package var verb: String { "Descends" }

  package var rebuildingSettings: [Setting] {
    [.expression(loss)] + settings.values
      + training.settings.filter { !TrainingVocabulary.isLive($0.key) }.values
  }

  package var liveSettings: [Setting] {
    Array(training.settings.filter { TrainingVocabulary.isLive($0.key) }.values)
  }

  package var facts: [(name: String, text: String)] {
    [("Surface", "L(\(variables.joined(separator: ", "))) = \(loss.source)")]
  }

  /// Refuses a minimum from which the surface falls, as along a negative curvature.
  private func check(_ minimum: [Double], of surface: Function) throws(PlanFault) {
    let height = surface(minimum)
    for (index, variable) in variables.enumerated() {
      for sign in [-1.0, 1] {
        var beside = minimum
        beside[index] += sign * 1e-3 * max(1, minimum[index].magnitude)
        guard surface(beside) < height else { continue }
        throw .outOfRange(
          setting: "the loss beside the minimum, along \(variable),", value: surface(beside),
          expected: "no less than there, \(shortNumber(height)): is a curvature negative?")
      }
    }
  }

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    let resolver = SettingResolver(settings: settings, knobs: knobs)
    let start = try resolver.numbers("start")
    let minimum = try resolver.numbers("minimum")
    for (name, list) in [("start", start), ("minimum", minimum)]
    where list.count != variables.count && !(list.isEmpty && name == "minimum") {
      throw .outOfRange(
        setting: name, value: Double(list.count),
        expected: "numbers for each of the \(variables.count) variables")
    }
    let surface = Function(loss, gradient: gradient, variables: variables, knobs: knobs)
    let height = surface(start)
    guard height.isFinite, surface.gradient(start).allSatisfy(\.isFinite) else {
      throw .notFinite(setting: "surface.loss at the start", value: height)
    }
    if !minimum.isEmpty { try check(minimum, of: surface) }
    return DescendPlan(
      surface: surface, start: start, minimum: minimum.isEmpty ? nil : minimum,
      noise: try resolver.nonNegative("noise", default: 0),
      walkers: try resolver.whole("walkers", in: 1...10_000, default: 1),
      training: try TrainingVocabulary.plan(
        SettingResolver(settings: training.settings, knobs: knobs), steps: training.steps))
  }
}

extension ExperimentKind {
  /// `surface` and `train`: an optimizer walks down a loss over a few variables, known in closed form.
  static let descend = ExperimentKind(
    name: "descend", blocks: ["surface", "train"],
    read: { blocks in
      guard let field = blocks.fields.required("surface"),
        let surface = field.fields(known: [
          "variables", "loss", "start", "minimum", "noise", "walkers",
        ])
      else { return nil }
      let variables = surface.required("variables")?.newNames(atMost: 8, beside: blocks.knobs) ?? []
      let scope = ExpressionScope(
        knobs: SettingReader.shapes(of: blocks.knobs), variables: variables)
      let loss = surface.required("loss")?.expression(scope, expecting: .number)
      let reader = SettingReader(knobs: blocks.knobs, variables: [])
      let settings = reader.read(
        surface,
        [
          SettingField("start", .numbers, isRequired: true), SettingField("minimum", .numbers),
          SettingField("noise", .number), SettingField("walkers", .number),
        ], extra: ["variables", "loss"])
      for name in ["start", "minimum"] {
        guard let list = surface[name], list.isList, let count = list.list()?.count,
          count != variables.count, !variables.isEmpty
        else { continue }
        list.fault(
          .outOfRange(
            key: list.name, found: "\(count) numbers",
            expected: "one for each of the \(variables.count) variables"))
      }
      let training = blocks.training(without: ["batch", "label_smoothing"])
      guard let loss, let training, !variables.isEmpty else { return nil }
      var gradient: [Expression] = []
      for variable in variables {
        do throws(ExpressionFault) {
          gradient.append(try loss.derivative(by: variable))
        } catch {
          surface["loss"]?.fault(
            .expression(error, key: "surface.loss", source: loss.source))
          return nil
        }
      }
      return DescendTemplate(
        loss: loss, gradient: gradient, variables: variables, settings: settings,
        training: training)
    })
}
