/// The file's format: a line an entry, made to be read, compared and merged by people and their tools.
///
/// ```text
/// gradlab progress 1
/// # Pages seen and questions answered; of two lines on the same the one with the higher count is newer.
/// page lesson=lenet number=3 title="What it sees" count=4 time=2026-11-27T22:56:01Z
/// answer lesson=lenet question=share wording=1a2b3c4d guessed=5 outcome=right count=5 time=…
/// end
/// ```
enum ProgressFormat {
  static let version = 1
  static let title = "gradlab progress "
  static let last = "end"
  static let explanation =
    "# Pages seen and questions answered, a line each, in any order. Of two lines on the same the one\n"
    + "# with the higher count is newer. “gradlab progress” shows this; README.md tells of it.\n"
}

extension ProgressBook {
  /// The whole file.
  public var text: String {
    var text = "\(ProgressFormat.title)\(ProgressFormat.version)\n\(ProgressFormat.explanation)"
    var lesson: String?
    for entry in sorted {
      if entry.record.lesson != lesson { text += "\n" }
      lesson = entry.record.lesson
      text += entry.line + "\n"
    }
    return text + "\n\(ProgressFormat.last)\n"
  }
}

extension ProgressEntry {
  /// Without a line feed.
  var line: String {
    let (kind, fields) = record.written
    let stamp = [("count", "\(stamp.count)"), ("time", stamp.time.description)]
    return ([kind] + (fields + stamp).map { "\($0.0)=\(ProgressField.written($0.1))" })
      .joined(separator: " ")
  }
}

extension ProgressRecord {
  fileprivate var written: (kind: String, fields: [(String, String)]) {
    switch self {
    case .page(let place, let number):
      ("page", [("lesson", place.lesson), ("number", "\(number)"), ("title", place.title)])
    case .answer(let place, let answer): ("answer", Self.fields(place, answer))
    case .review(let place, let answer): ("review", Self.fields(place, answer))
    }
  }

  private static func fields(
    _ place: QuestionPlace, _ kept: KeptAnswer
  ) -> [(String, String)] {
    var fields = [
      ("lesson", place.lesson), ("question", place.question), ("wording", kept.wording),
    ]
    switch kept.answer {
    case .choice(let key): fields.append(("chose", key))
    case .number(let number): fields.append(("guessed", "\(number)"))
    }
    fields.append(("outcome", kept.isRight.map { $0 ? "right" : "wrong" } ?? "open"))
    if let measured = kept.measured { fields.append(("measured", "\(measured)")) }
    if let confidence = kept.confidence { fields.append(("confidence", confidence.rawValue)) }
    if let seed = kept.seed { fields.append(("seed", "\(seed)")) }
    if !kept.knobs.isEmpty { fields.append(("knobs", kept.knobs)) }
    return fields
  }
}

/// The value of a field: as it is, or in quotes with `\"`, `\\` and `\u{1B}` within.
enum ProgressField {
  static func written(_ value: String) -> String {
    let isPlain = !value.isEmpty && value.unicodeScalars.allSatisfy(isPlain)
    return isPlain ? value : "\"" + value.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", ":", "+": true
    default: false
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    default:
      // What a terminal would act on, and what would end the line.
      let acts =
        scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format || scalar.value == 0x2028
        || scalar.value == 0x2029
      return acts ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }
  }

  /// Takes a value off the front of the rest of a line; nil: it is none.
  static func read(_ rest: inout Substring.UnicodeScalarView) -> String? {
    guard rest.first == "\"" else {
      let value = rest.prefix(while: isPlain)
      rest = rest[value.endIndex...]
      return value.isEmpty ? nil : String(value)
    }
    rest.removeFirst()
    var value = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return String(value)
      case "\\":
        guard let escaped = readEscape(&rest) else { return nil }
        value.append(escaped)
      default: value.append(scalar)
      }
    }
    return nil
  }

  private static func readEscape(
    _ rest: inout Substring.UnicodeScalarView
  ) -> Unicode.Scalar? {
    switch rest.popFirst() {
    case "\"": return "\""
    case "\\": return "\\"
    case "u":
      guard rest.popFirst() == "{" else { return nil }
      let digits = String(rest.prefix { $0 != "}" })
      guard digits.count <= 6, let value = UInt32(digits, radix: 16) else { return nil }
      rest = rest.dropFirst(digits.unicodeScalars.count)
      return rest.popFirst() == "}" ? Unicode.Scalar(value) : nil
    default: return nil
    }
  }
}
