internal import Experiments

/// Reads `probes` and `claims`.
enum ProbeReader {
  static func probes(_ field: Field?, knobs: [Knob]) -> [Probe] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a probe") { entry in
      let keys = MeasureSetting.all.map(\.key)
      guard
        let probe = entry.value.fields(known: ["of", "smooth", "every", "label"] + keys),
        let measure = measure(probe.required("of"))
      else { return nil }
      var result = Probe(
        name: entry.key, measure: measure,
        smoothing: probe["smooth"]?.whole(in: 1...10_000) ?? 1,
        every: probe["every"]?.whole(in: 1...100_000) ?? measure.usualInterval,
        label: probe["label"]?.string(limit: 40) ?? entry.key)
      for setting in MeasureSetting.all {
        read(setting, probe[setting.key], of: probe, into: &result, knobs)
      }
      return result
    }
  }

  private static func measure(_ field: Field?) -> Measure? {
    field?.word(among: Measure.all.map(\.name), kind: "measure").flatMap(Measure.named)
  }

  /// - Parameter field: the setting's, where the lesson has it.
  private static func read(
    _ setting: MeasureSetting, _ field: Field?, of fields: Fields, into probe: inout Probe,
    _ knobs: [Knob]
  ) {
    guard probe.measure.settings.contains(setting) else {
      if let field {
        let fitting = setting.measures.joined(separator: ", ")
        field.fault(
          .wrongType(
            key: field.name, expected: "a measure that takes it (\(fitting))",
            found: probe.measure.name))
      }
      return
    }
    switch setting.kind {
    case .example: probe.input = field.flatMap { input($0, knobs) }
    case .layer: probe.layer = field?.whole(in: 1...10_000)
    case .field: probe.field = fields.required(setting.key)?.string(limit: 100)
    case .batches:
      let words = EvaluationBatches.allCases.map(\.rawValue)
      probe.batches = field?.word(among: words, kind: "kind of batches")
        .flatMap(EvaluationBatches.init)
    case .masks:
      probe.masks = field?.whole(in: 1...1_000)
      if let field, probe.batches != nil {
        field.fault(
          .wrongType(
            key: field.name, expected: "either masks or batches", found: "both"))
      }
    case .index: probe.index = field?.whole(in: 1...100_000_000)
    case .formula: probe.formula = field?.string(limit: 40)
    case .at: probe.at = field?.number(in: -1e12...1e12)
    case .area: probe.area = field?.area()
    case .levels: probe.levels = field?.whole(in: 1...6)
    case .extent: probe.extent = field?.number(in: 1e-6...1e6)
    case .count: probe.count = field?.whole(in: 1...400)
    case .gate:
      let words = RecurrentGate.allCases.map(\.rawValue)
      probe.gate = fields.required(setting.key)?.word(among: words, kind: "gate")
        .flatMap(RecurrentGate.init)
    case .augmented: probe.isAugmented = field?.yesOrNo() ?? false
    case .slope: probe.hasSlope = field?.yesOrNo() ?? false
    case .tokens: probe.tokens = field?.whole(in: 1...24)
    case .groups:
      // Other measures have groups of their own.
      let given = probe.measure == .wordAlignment ? fields.required(setting.key) : field
      probe.groups = given.map(groups) ?? []
    case .within: probe.within = field?.whole(in: 0...100) ?? 0
    case .frequent: probe.frequent = field?.whole(in: 1...1_000_000)
    case .block: probe.block = field?.whole(in: 1...1_000)
    case .head: probe.head = field?.whole(in: 1...1_024)
    case .prompt: probe.prompt = field.flatMap { text($0, knobs, of: probe.measure) }
    case .length: probe.length = field.flatMap { number($0, in: 1...2_000, isWhole: true, knobs) }
    case .temperature: probe.temperature = field.flatMap { number($0, in: 0...100, knobs) }
    case .top: probe.top = field.flatMap { number($0, in: 1...1_000_000, isWhole: true, knobs) }
    }
  }

  /// `{colors: [red, blue], …}`.
  private static func groups(_ field: Field) -> [WordGroup] {
    field.fields()?.items("a group") { entry in
      entry.value.list().map { words in
        WordGroup(name: entry.key, words: words.compactMap { $0.string(limit: 40) })
      }
    } ?? []
  }

  /// The number of a test example, or `$knob` of a knob with a text or a number.
  private static func input(_ field: Field, _ knobs: [Knob]) -> Probe.Input? {
    guard field.isKnobName else {
      return field.whole(in: 0...1_000_000).map { .example($0) }
    }
    return knob(field, among: knobs, with: "a text or a number") { kind in
      if case .choice = kind { false } else { true }
    }.map { .knob($0) }
  }

  /// A number, or `$knob` of a knob with one.
  private static func number(
    _ field: Field, in range: ClosedRange<Double>, isWhole: Bool = false, _ knobs: [Knob]
  ) -> Probe.Number? {
    if field.isKnobName {
      return knob(field, among: knobs, with: "a number") { kind in
        if case .number = kind { true } else { false }
      }.map { .knob($0) }
    }
    guard isWhole else { return field.number(in: range).map { .number($0) } }
    return field.whole(in: Int(range.lowerBound)...Int(range.upperBound)).map {
      .number(Double($0))
    }
  }

  /// A text, or `$knob` of a knob with one. What is measured whoever looks reads no knob.
  private static func text(
    _ field: Field, _ knobs: [Knob], of measure: Measure
  ) -> Probe.Text? {
    guard field.isKnobName else { return field.string().map { .text($0) } }
    guard measure.form == .text else {
      field.fault(
        .wrongType(
          key: field.name, expected: "a word, as a number of the run follows no knob",
          found: (field.string() ?? "").quoted))
      return nil
    }
    return knob(field, among: knobs, with: "a text") { kind in
      if case .text = kind { true } else { false }
    }.map { .knob($0) }
  }

  /// The name of a knob that fits, written `$knob`.
  private static func knob(
    _ field: Field, among knobs: [Knob], with content: String, where fits: (Knob.Kind) -> Bool
  ) -> String? {
    guard let written = field.string() else { return nil }
    let (name, fitting) = (String(written.dropFirst()), knobs.filter { fits($0.kind) }.map(\.name))
    guard fitting.contains(name) else {
      field.fault(
        .unknownName(
          kind: "knob with \(content)", name: name, nearest: nearestName(to: name, in: fitting),
          known: fitting))
      return nil
    }
    return name
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

extension MeasureSetting {
  /// The names of the measures that have it.
  fileprivate var measures: [String] {
    Measure.all.filter { $0.settings.contains(self) }.map(\.name)
  }
}
