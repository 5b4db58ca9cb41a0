internal import Experiments

/// Reads `probes` and `claims`.
enum ProbeReader {
  static func probes(_ field: Field?, knobs: [Knob]) -> [Probe] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a probe") { entry in
      guard
        let probe = entry.value.fields(
          known: ["of", "smooth", "every", "label", "input", "layer"])
      else { return nil }
      let measures = Measure.allCases.map(\.rawValue)
      let word = probe.required("of")?.word(among: measures, kind: "measure")
      guard let word, let measure = Measure(rawValue: word) else { return nil }
      return Probe(
        name: entry.key, measure: measure,
        smoothing: probe["smooth"]?.whole(in: 1...10_000) ?? 1,
        every: probe["every"]?.whole(in: 1...100_000) ?? measure.usualInterval,
        label: probe["label"]?.string(limit: 40) ?? entry.key,
        input: pictureField("input", probe, measure).flatMap { input($0, knobs) },
        layer: pictureField("layer", probe, measure)?.whole(in: 1...10_000))
    }
  }

  /// A field that only pictures have.
  private static func pictureField(_ key: String, _ probe: Fields, _ measure: Measure) -> Field? {
    guard let field = probe[key] else { return nil }
    guard measure.isPicture else {
      field.fault(
        .wrongType(
          key: field.name, expected: "a picture beside it, or no such key",
          found: "the measure \(measure.rawValue)"))
      return nil
    }
    return field
  }

  /// The number of a test example, or `$knob` of a knob with a text or a number.
  private static func input(_ field: Field, _ knobs: [Knob]) -> Probe.Input? {
    guard field.isKnobName, let name = field.string()?.dropFirst() else {
      return field.whole(in: 0...1_000_000).map { .example($0) }
    }
    let fitting = knobs.filter {
      if case .choice = $0.kind { false } else { true }
    }.map(\.name)
    guard fitting.contains(String(name)) else {
      field.fault(
        .unknownName(
          kind: "knob with a text or a number", name: String(name),
          nearest: nearestName(to: String(name), in: fitting), known: fitting))
      return nil
    }
    return .knob(String(name))
  }

  static func claims(_ field: Field?, scope: ExpressionScope) -> [Claim] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a claim") { entry in
      var expression = entry.value
      var over = Claim.Quantifier.all
      if entry.value.isMapping {
        guard let claim = entry.value.fields(known: ["expr", "over"]),
          let field = claim.required("expr")
        else { return nil }
        expression = field
        if let field = claim["over"] { over = quantifier(field) ?? .all }
      }
      guard let formula = expression.expression(scope, expecting: .boolean) else { return nil }
      return Claim(name: entry.key, expression: formula, over: over)
    }
  }

  /// `all`, `median`, or `7/8`.
  private static func quantifier(_ field: Field) -> Claim.Quantifier? {
    guard let text = field.string() else { return nil }
    if text == "all" { return .all }
    if text == "median" { return .median }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let count = parts[0], let total = parts[1], (1...64).contains(total),
      (1...total).contains(count)
    else {
      field.fault(
        .wrongType(
          key: field.name, expected: "all, median, or a share such as 7/8", found: text.quoted))
      return nil
    }
    return .atLeast(count: count, of: total)
  }
}

extension Measure {
  /// How often it is measured unless the lesson says: what training gives for free at each step,
  /// what needs a pass of its own less often.
  var usualInterval: Int {
    switch self {
    case .trainLoss, .learningRate: 1
    case .exactMatch, .attentionMassYear, .attentionMassMonth, .attentionMassDay,
      .attentionArgmax:
      50
    default: 10
    }
  }
}
