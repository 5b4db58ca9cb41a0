package import Experiments

/// Draws that accumulate, still open in the knobs.
package struct SampleTemplate: ExperimentTemplate {
  /// What is drawn, and what its mean comes to.
  package struct Draw: Sendable {
    package var draw: Expression
    package var exact: Expression?
  }

  package var variable: String
  package var range: ClosedRange<Double>
  /// By the name that arms choose by; that of all arms has none.
  package var draws: [String: Draw]
  package var bound: Expression?
  /// `draws_per_step`.
  package var settings: [String: Setting]
  package var steps: Int

  package var mainBlock: String { "sample" }
  package var verb: String { "Draws" }

  package var rebuildingSettings: [Setting] {
    let formulas = draws.values.flatMap { [$0.draw, $0.exact] } + [bound]
    return formulas.compactMap { $0.map(Setting.expression) } + settings.values
  }

  package var facts: [(name: String, text: String)] {
    draws.sorted { $0.key < $1.key }.prefix(1).map { ("Draw", $0.value.draw.source) }
  }

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    guard let draw = draws.chosen(arm?.choices["draw"]) else { throw .unknownKind(arm?.id ?? "") }
    let plan = SamplePlan(
      draw: Function(draw.draw, variables: [variable, "u", "z"], knobs: knobs),
      exact: draw.exact.map { Function($0, variables: [variable], knobs: knobs) },
      bound: bound.map { Function($0, variables: [variable, "n"], knobs: knobs) }, range: range,
      drawsPerStep: try SettingResolver(settings: settings, knobs: knobs).whole(
        "draws_per_step", in: 1...10_000, default: 1))
    for x in [range.lowerBound, range.upperBound] {
      let value = plan.draw([x, 0.5, 0])
      guard value.isFinite else {
        throw .notFinite(setting: "draw at \(variable) = \(shortNumber(x))", value: value)
      }
    }
    return plan
  }
}

extension [String: SampleTemplate.Draw] {
  fileprivate func chosen(_ name: String?) -> SampleTemplate.Draw? {
    self[name ?? ""] ?? self.min { $0.key < $1.key }?.value
  }
}

extension ExperimentKind {
  /// `sample`: draws whose means accumulate at places along a variable.
  ///
  /// `draw` and `exact` stand in the block where all arms draw the same, and under `draws:` by name
  /// where arms say which they take, by `draw: name`.
  static let sample = ExperimentKind(
    name: "sample", blocks: ["sample", "draws"],
    armChoices: { fields in
      fields["draws"]?.names.map { ["draw": $0] } ?? [:]
    },
    read: { blocks in
      let keys = ["over", "draw", "exact", "bound", "draws_per_step", "steps"]
      guard let sample = blocks.fields.required("sample")?.fields(known: keys) else { return nil }
      let over = sample.required("over")?.variables(atMost: 1, beside: blocks.knobs) ?? []
      guard let variable = over.first else { return nil }
      func scope(_ variables: String...) -> ExpressionScope {
        ExpressionScope(
          knobs: SettingReader.shapes(of: blocks.knobs), variables: [variable.name] + variables)
      }
      func draw(_ fields: Fields) -> SampleTemplate.Draw? {
        let exact = fields["exact"]?.expression(scope(), expecting: .number)
        return fields.required("draw")?.expression(scope("u", "z"), expecting: .number).map {
          SampleTemplate.Draw(draw: $0, exact: exact)
        }
      }
      var draws: [String: SampleTemplate.Draw] = [:]
      if let list = blocks.fields["draws"]?.fields() {
        for entry in list.entries {
          draws[entry.key] = entry.value.fields(known: ["draw", "exact"]).flatMap(draw)
        }
      } else {
        draws[""] = draw(sample)
      }
      let bound = sample["bound"]?.expression(scope("n"), expecting: .number)
      let reader = SettingReader(knobs: blocks.knobs, variables: [])
      let settings = reader.read(
        sample, [SettingField("draws_per_step", .number)],
        extra: keys.filter { $0 != "draws_per_step" })
      guard let steps = sample.required("steps")?.whole(in: 1...Lesson.stepLimit) else {
        return nil
      }
      return SampleTemplate(
        variable: variable.name, range: variable.range, draws: draws, bound: bound,
        settings: settings, steps: steps)
    })
}
