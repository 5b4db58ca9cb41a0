internal import Yams

extension JSONValue {
  /// Deeper nesting than any record has.
  private static let nestingLimit = 32

  /// Reads a text, as the YAML that JSON is; nil where it is none, or nested too deep.
  package init?(_ text: String) {
    // JSON has no anchors, whose aliases grow while they are read, and no record has their sign.
    guard !text.utf8.contains(UInt8(ascii: "&")), Self.depth(of: text) <= Self.nestingLimit,
      let node = try? Yams.compose(yaml: text)
    else { return nil }
    self.init(node)
  }

  /// How many brackets are open at once, at most; those within strings count, too.
  private static func depth(of text: String) -> Int {
    var (depth, deepest) = (0, 0)
    for byte in text.utf8 {
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth = max(0, depth - 1) }
      deepest = max(deepest, depth)
    }
    return deepest
  }

  private init?(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      guard scalar.style == .plain else {
        self = .string(scalar.string)
        return
      }
      switch scalar.string {
      case "null": self = .null
      case "true": self = .boolean(true)
      case "false": self = .boolean(false)
      case let text:
        guard let number = Double(text), number.isFinite else { return nil }
        self = .number(number)
      }
    case .sequence(let nodes):
      let items = nodes.compactMap { JSONValue($0) }
      guard items.count == nodes.count else { return nil }
      self = .array(items)
    case .mapping(let pairs):
      var fields: [String: JSONValue] = [:]
      for (key, value) in pairs {
        guard let name = key.scalar?.string, let value = JSONValue(value) else { return nil }
        fields[name] = value
      }
      self = .object(fields)
    case .alias: return nil
    }
  }

  package subscript(key: String) -> JSONValue? {
    if case .object(let fields) = self { fields[key] } else { nil }
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
  package var boolean: Bool? { if case .boolean(let truth) = self { truth } else { nil } }

  package var number: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .null, .boolean, .string, .array, .object: nil
    }
  }
}
