/// Reads settings of a model or of training by their list of fields.
struct SettingReader {
  let knobs: [Knob]
  let scope: ExpressionScope

  init(knobs: [Knob], variables: [String]) {
    self.knobs = knobs
    scope = ExpressionScope(knobs: Self.shapes(of: knobs), variables: variables)
  }

  static func shapes(of knobs: [Knob]) -> [String: ExpressionScope.KnobShape] {
    Dictionary(
      knobs.map { knob in
        if case .number = knob.kind { (knob.name, .number) } else { (knob.name, .word) }
      }
    ) { first, _ in first }
  }

  /// The settings, by their names with dots. `extra` are keys that somebody else reads.
  func read(_ fields: Fields, _ list: [SettingField], extra: [String]) -> [String: Setting] {
    let topLevel = list.map { String($0.name.prefix { $0 != "." }) }
    fields.check(known: extra + unique(topLevel))
    var settings: [String: Setting] = [:]
    for name in unique(topLevel) {
      let members = list.filter { $0.name.hasPrefix("\(name).") }
      if members.isEmpty, let field = list.first(where: { $0.name == name }) {
        let value = field.isRequired ? fields.required(name) : fields[name]
        if let value { store(value, as: field, in: &settings) }
      } else if let group = fields[name]?.fields(
        known: members.map { String($0.name.dropFirst(name.count + 1)) })
      {
        for member in members {
          guard let value = group[String(member.name.dropFirst(name.count + 1))] else { continue }
          store(value, as: member, in: &settings)
        }
      }
    }
    return settings
  }

  private func store(_ value: Field, as field: SettingField, in settings: inout [String: Setting]) {
    switch field.kind {
    case .number:
      settings[field.name] = value.expression(scope, expecting: .number).map { .expression($0) }
    case .numbers where value.isKnobName: settings[field.name] = matrixKnob(value)
    case .numbers:
      for (index, item) in (value.list() ?? []).enumerated() {
        settings["\(field.name).\(index)"] = item.expression(scope, expecting: .number).map {
          .expression($0)
        }
      }
    case .word(let words):
      settings[field.name] = word(value, among: words)
    case .matrix:
      settings[field.name] =
        value.isKnobName
        ? matrixKnob(value)
        : MatrixKnobReader.matrix(value, presets: []).map { .matrix($0) }
    case .choice:
      settings[field.name] = knob(value, with: "choices") {
        if case .choice = $0.kind { true } else { false }
      }
    case .truth:
      // Here it can't be taken for a word, so that quotes are not needed.
      if let truth = value.plainTruth {
        settings[field.name] = .word(truth ? "yes" : "no")
      } else {
        settings[field.name] = word(value, among: SettingField.truthWords)
      }
    }
  }

  private func matrixKnob(_ value: Field) -> Setting? {
    knob(value, with: "a matrix or a position") { $0.holdsMatrix }
  }

  /// `$knob` of a knob that fits.
  private func knob(
    _ value: Field, with content: String, where fits: (Knob) -> Bool
  ) -> Setting? {
    let name = String((value.string() ?? "").dropFirst())
    let fitting = knobs.filter(fits).map(\.name)
    guard fitting.contains(name) else {
      value.fault(
        .unknownName(
          kind: "knob with \(content)", name: name,
          nearest: nearestName(to: name, in: fitting), known: fitting))
      return nil
    }
    return .knob(name)
  }

  /// A word, or `$knob` for a knob all of whose words are allowed.
  private func word(_ value: Field, among words: [String]) -> Setting? {
    guard let text = value.string() else { return nil }
    guard text.hasPrefix("$") else {
      return value.word(among: words, kind: "word for \(value.name)").map { .word($0) }
    }
    let name = String(text.dropFirst())
    guard let knob = knobs.first(where: { $0.name == name }) else {
      value.fault(
        .unknownName(
          kind: "knob", name: name, nearest: nearestName(to: name, in: knobs.map(\.name)),
          known: knobs.map(\.name)))
      return nil
    }
    guard case .choice(let choices) = knob.kind, choices.allSatisfy(words.contains) else {
      value.fault(
        .wrongType(
          key: value.name,
          expected: "a knob whose choices are among " + words.joined(separator: ", "),
          found: "the knob \(name.quoted)"))
      return nil
    }
    return .knob(name)
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
