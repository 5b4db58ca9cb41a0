internal import Experiments

/// Reads `knobs` and `arms`.
enum KnobReader {
  static func knobs(_ field: Field?) -> [Knob] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a knob") { knob($0.key, $0.value) }
  }

  private static func knob(_ name: String, _ field: Field) -> Knob? {
    let known = [
      "label", "value", "range", "scale", "step", "choices", "restart", "text", "limit", "matrix",
      "presets", "position", "switch",
    ]
    guard let fields = field.fields(known: known) else { return nil }
    let label = fields["label"].map { $0.string(limit: 24) } ?? name
    if let text = fields["text"] { return label.flatMap { self.text(text, fields, name, $0) } }
    if let field = fields["matrix"] {
      return label.flatMap { MatrixKnobReader(fields: fields).matrix(field, name, $0) }
    }
    if let field = fields["position"] {
      return label.flatMap { MatrixKnobReader(fields: fields).position(field, name, $0) }
    }
    if let field = fields["switch"] { return label.flatMap { self.switch(field, name, $0) } }
    forbid(["limit", "presets"], beside: "numbers and choices", in: fields)
    let kind = fields["choices"] != nil ? choices(fields) : numbers(fields)
    guard let value = fields.required("value"), let kind, let label else { return nil }
    var knob = Knob(name: name, label: label, kind: kind, value: .number(0))
    knob.alwaysRestarts = fields["restart"]?.truth() ?? false
    guard let start = self.value(value, of: knob, staysInRange: true) else { return nil }
    knob.value = start
    return knob
  }

  /// A knob that holds free text.
  private static func text(
    _ field: Field, _ fields: Fields, _ name: String, _ label: String
  ) -> Knob? {
    forbid(["value", "range", "scale", "step", "choices", "restart"], beside: "text", in: fields)
    let limit = fields["limit"].map { $0.whole(in: 1...textLimit) } ?? 30
    guard let limit, let text = field.string(limit: limit) else { return nil }
    let knob = Knob(name: name, label: label, kind: .text(limit: limit), value: .word(text))
    guard knob.accepts(knob.value) else {
      field.fault(
        .outOfRange(key: field.name, found: text.quoted, expected: "text that is not blank"))
      return nil
    }
    return knob
  }

  /// A knob that is on or off: the words yes and no, as settings have them.
  private static func `switch`(_ field: Field, _ name: String, _ label: String) -> Knob? {
    guard let isOn = field.plainTruth else {
      field.fault(.wrongType(key: field.name, expected: "yes or no", found: field.summary))
      return nil
    }
    return Knob(
      name: name, label: label, kind: .choice(["no", "yes"]), value: .word(isOn ? "yes" : "no"))
  }

  /// The most characters that a text knob may hold.
  private static let textLimit = 80

  static func forbid(_ keys: [String], beside other: String, in fields: Fields) {
    for key in keys {
      fields[key]?.fault(
        .wrongType(
          key: "\(fields.name).\(key)", expected: "no such key beside \(other)", found: key))
    }
  }

  private static func choices(_ fields: Fields) -> Knob.Kind? {
    forbid(["range", "scale", "step"], beside: "choices", in: fields)
    guard let items = fields["choices"]?.list(atMost: 20) else { return nil }
    let words = items.compactMap { $0.string(limit: 40) }
    guard words.count == items.count, Set(words).count == words.count, words.count >= 2 else {
      fields["choices"]?.fault(
        .outOfRange(
          key: "\(fields.name).choices", found: "\(Set(words).count) different words",
          expected: "two or more, none twice"))
      return nil
    }
    return .choice(words)
  }

  private static func numbers(_ fields: Fields) -> Knob.Kind? {
    let scale =
      fields["scale"].map { $0.word(among: ["linear", "log"], kind: "scale") } ?? "linear"
    let stepLimits = Double.leastNormalMagnitude...1e9
    let step = fields["step"].map { $0.number(in: stepLimits) }
    let range = fields.required("range")?.range(
      within: -1e12...1e12, isLogarithmic: scale == "log")
    guard let scale, let range else { return nil }
    if case .some(nil) = step { return nil }
    return .number(range: range, isLogarithmic: scale == "log", step: step ?? nil)
  }

  /// A value for the knob: a number, within its range if asked, one of its words, or a text.
  static func value(_ field: Field, of knob: Knob, staysInRange: Bool) -> KnobValue? {
    switch knob.kind {
    case .choice(let words):
      return field.word(among: words, kind: "choice").map { .word($0) }
    case .number(let range, _, _):
      let value = staysInRange ? field.number(in: range) : field.number()
      return value.map { .number($0) }
    case .text(let limit):
      return field.string(limit: limit).map { .word($0) }
    case .matrix(let kind):
      return MatrixKnobReader.matrix(field, presets: kind.presets).map { .matrix($0) }
    case .position:
      return MatrixKnobReader.place(field).map { .matrix($0) }
    }
  }

  /// - Parameter choices: what an arm may choose between, by its key.
  static func arms(
    _ field: Field?, knobs: [Knob], choices: [String: [String]] = [:]
  ) -> [Arm] {
    guard let field, let fields = field.fields() else { return [] }
    guard (1...Lesson.armLimit).contains(fields.entries.count) else {
      field.fault(
        .outOfRange(
          key: "arms", found: "\(fields.entries.count)", expected: "1 to \(Lesson.armLimit) arms"))
      field.document.log.markUnread("arm")
      return []
    }
    return fields.items("an arm") { entry in
      guard let fields = entry.value.fields(known: ["label", "set"] + choices.keys.sorted())
      else { return nil }
      var arm = Arm(
        id: entry.key, label: fields.required("label")?.string(limit: 24) ?? entry.key)
      for (key, names) in choices {
        arm.choices[key] = fields[key]?.word(among: names, kind: key)
      }
      readSettings(fields["set"], knobs, into: &arm)
      return arm
    }
  }

  /// Values, and formulas over other knobs.
  private static func readSettings(_ field: Field?, _ knobs: [Knob], into arm: inout Arm) {
    guard let fields = field?.fields(known: knobs.map(\.name)) else { return }
    let scope = ExpressionScope(knobs: SettingReader.shapes(of: knobs))
    for entry in fields.entries {
      guard let knob = knobs.first(where: { $0.name == entry.key }) else { continue }
      if case .number = knob.kind, entry.value.isFormula {
        arm.formulas[knob.name] = entry.value.expression(scope, expecting: .number)
      } else {
        arm.set[knob.name] = value(entry.value, of: knob, staysInRange: false)
      }
    }
    let shared = Dictionary(knobs.map { ($0.name, $0.value) }) { first, _ in first }
    let settled = arm.knobValues(shared: shared)
    for name in arm.formulas.keys { arm.set[name] = settled[name] }
  }
}
