extension JSONValue {
  /// Reads a text; nil where it is no JSON, or nested more than 32 deep.
  package init?(_ text: String) {
    var reader = Reader(bytes: Array(text.utf8))
    guard let value = reader.value(depth: 0), reader.isAtEnd() else { return nil }
    self = value
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

  private struct Reader {
    let bytes: [UInt8]
    var at = 0

    var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { at += 1 }
    }

    mutating func isAtEnd() -> Bool {
      skipSpace()
      return at == bytes.count
    }

    mutating func take(_ word: String) -> Bool {
      guard bytes[at...].starts(with: word.utf8) else { return false }
      at += word.utf8.count
      return true
    }

    mutating func value(depth: Int) -> JSONValue? {
      guard depth < 32 else { return nil }
      skipSpace()
      switch next {
      case UInt8(ascii: "{"): return object(depth: depth + 1)
      case UInt8(ascii: "["): return array(depth: depth + 1)
      case UInt8(ascii: "\""): return string().map(JSONValue.string)
      case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
      case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
      case UInt8(ascii: "n"): return take("null") ? .null : nil
      case nil: return nil
      default: return number()
      }
    }

    private mutating func object(depth: Int) -> JSONValue? {
      var fields: [String: JSONValue] = [:]
      let isRead = items(until: "}") { reader in
        reader.skipSpace()
        guard let key = reader.string() else { return false }
        reader.skipSpace()
        guard reader.take(":"), let value = reader.value(depth: depth) else { return false }
        return fields.updateValue(value, forKey: key) == nil
      }
      return isRead ? .object(fields) : nil
    }

    private mutating func array(depth: Int) -> JSONValue? {
      var values: [JSONValue] = []
      let isRead = items(until: "]") { reader in
        guard let value = reader.value(depth: depth) else { return false }
        values.append(value)
        return true
      }
      return isRead ? .array(values) : nil
    }

    /// Reads what stands between commas, up to the closing bracket.
    private mutating func items(until end: String, _ read: (inout Reader) -> Bool) -> Bool {
      at += 1
      skipSpace()
      if take(end) { return true }
      while true {
        guard read(&self) else { return false }
        skipSpace()
        if take(end) { return true }
        guard take(",") else { return false }
      }
    }

    private mutating func number() -> JSONValue? {
      let start = at
      while let byte = next, (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) {
        at += 1
      }
      return Double(String(decoding: bytes[start..<at], as: UTF8.self)).map(JSONValue.number)
    }

    private mutating func string() -> String? {
      guard take("\"") else { return nil }
      var text: [UInt8] = []
      while let byte = next {
        at += 1
        if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
        guard byte == UInt8(ascii: "\\") else {
          text.append(byte)
          continue
        }
        guard let escaped = escaped() else { return nil }
        text += escaped
      }
      return nil
    }

    private mutating func escaped() -> [UInt8]? {
      guard let byte = next else { return nil }
      at += 1
      switch byte {
      case UInt8(ascii: "n"): return [0x0A]
      case UInt8(ascii: "r"): return [0x0D]
      case UInt8(ascii: "t"): return [0x09]
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self)
        guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
          return nil
        }
        at += 4
        return Array(String(Character(scalar)).utf8)
      default: return nil
      }
    }
  }
}
