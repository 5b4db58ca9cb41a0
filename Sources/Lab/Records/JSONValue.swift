/// A JSON value whose text depends on nothing but its content: keys sorted, numbers in the
/// shortest form that reads back as the same number.
package enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Numbers that JSON can't write (NaN, ∞) become `null`.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value's text: a line for each entry down to `depth` levels, the rest on one line.
  package func text(depth: Int = 2) -> String {
    var text = ""
    append(to: &text, indent: 0, depth: depth)
    return text + "\n"
  }

  private func append(to text: inout String, indent: Int, depth: Int) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += JSONValue.text(of: value)
    case .string(let value): text += JSONValue.quoted(value)
    case .array(let values):
      let entries = values.map { (key: nil as String?, value: $0) }
      JSONValue.append(entries, in: ("[", "]"), to: &text, indent: indent, depth: depth)
    case .object(let values):
      let entries = values.sorted { $0.key < $1.key }.map {
        (key: $0.key as String?, value: $0.value)
      }
      JSONValue.append(entries, in: ("{", "}"), to: &text, indent: indent, depth: depth)
    }
  }

  private static func append(
    _ entries: [(key: String?, value: JSONValue)], in brackets: (String, String),
    to text: inout String, indent: Int, depth: Int
  ) {
    text += brackets.0
    let breaks = depth > 0 && !entries.isEmpty
    for (index, entry) in entries.enumerated() {
      if index > 0 { text += breaks ? "," : ", " }
      if breaks { text += "\n" + String(repeating: "  ", count: indent + 1) }
      if let key = entry.key { text += quoted(key) + ": " }
      entry.value.append(to: &text, indent: indent + 1, depth: depth - 1)
    }
    if breaks { text += "\n" + String(repeating: "  ", count: indent) }
    text += brackets.1
  }

  /// Whole numbers below 2⁵³ without a fraction, others as Swift's shortest round trip.
  private static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int(value)) }
    return value.description
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
