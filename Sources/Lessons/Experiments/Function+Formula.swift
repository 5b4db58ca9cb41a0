package import Experiments

extension Function {
  /// A formula over variables, with the knobs that it reads as constants.
  package init(
    _ formula: Expression, gradient: [Expression] = [], variables: [String],
    knobs: [String: KnobValue]
  ) {
    let read = knobs.filter { formula.knobNames.contains($0.key) }
    let slopes = gradient.map { $0.compiled(variables: variables, knobs: read) }
    self.init(
      source: formula.source, variables: variables,
      constants: read.compactMapValues { if case .number(let number) = $0 { number } else { nil } },
      evaluate: formula.compiled(variables: variables, knobs: read),
      differentiate: { place in slopes.map { $0(place) } })
  }
}
