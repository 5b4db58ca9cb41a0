internal import Experiments

extension Field {
  /// The keys of a mapping; nil where it is none.
  var names: [String]? { isMapping ? fields()?.entries.map(\.key) : nil }

  /// Logs a fault where a text can't name a lesson or a file: it takes small letters, digits and `-`.
  func checkPlain(_ text: String) {
    let isPlain = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    if !isPlain {
      fault(
        .outOfRange(key: name, found: text.quoted, expected: "small letters, digits and `-`"))
    }
  }

  /// The name of a language, as `en` or `pt-BR`; logs a fault and is nil where it is none.
  func language() -> String? {
    guard let text = plainText else { return nil }
    guard let tag = LanguageTag(text) else {
      fault(.outOfRange(key: name, found: text.quoted, expected: LanguageTag.expected))
      return nil
    }
    return tag.text
  }

  /// A list of names for variables.
  func newNames(atMost limit: Int, beside knobs: [Knob]) -> [String] {
    var names: [String] = []
    for item in list(atMost: limit) ?? [] {
      if let name = item.plainText, item.isNew(name, among: names, knobs) {
        names.append(name)
      }
    }
    return names
  }

  /// Running variables with their ranges: `{x: [-4, 4]}`.
  func variables(atMost limit: Int, beside knobs: [Knob]) -> [CalculatePlan.Variable] {
    guard let fields = fields() else { return [] }
    guard (1...limit).contains(fields.entries.count) else {
      fault(
        .outOfRange(
          key: name, found: "\(fields.entries.count) variables",
          expected: limit == 1 ? "one, as {x: [-4, 4]}" : "one or two, as {x: [-4, 4]}"))
      return []
    }
    var variables: [CalculatePlan.Variable] = []
    for entry in fields.entries {
      guard entry.keyField.isNew(entry.key, among: variables.map(\.name), knobs),
        let range = entry.value.range(within: -1e12...1e12, isLogarithmic: false)
      else { continue }
      variables.append(CalculatePlan.Variable(name: entry.key, range: range))
    }
    return variables
  }

  /// Whether a variable may have the name, which nothing else has.
  private func isNew(_ name: String, among names: [String], _ knobs: [Knob]) -> Bool {
    guard isName(name) else {
      fault(.badName(kind: "a variable", name: name))
      return false
    }
    guard !names.contains(name), !knobs.contains(where: { $0.name == name }) else {
      fault(.repeatedName(kind: "a variable", name: name))
      return false
    }
    return true
  }
}
