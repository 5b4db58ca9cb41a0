/// Reads JSON, and nothing but JSON.
/// - Source: RFC 8259
package struct JSONReader {
  /// What is no JSON, and where.
  package struct Fault: Error, Hashable, Sendable {
    /// Bytes before it.
    package var offset: Int
    /// A phrase: `a string that doesn't end`.
    package var found: String
  }

  private let bytes: [UInt8]
  private var at = 0

  /// Arrays and objects in one another, at most.
  private static let depthLimit = 64

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that a text is. Of names that come twice in an object, the last holds.
  package static func read(_ text: String) throws(Fault) -> JSONValue {
    var reader = JSONReader(Array(text.utf8))
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.at == reader.bytes.count else { throw reader.fault("more after the value") }
    return value
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func fault(_ found: String) -> Fault { Fault(offset: at, found: found) }

  private mutating func skipSpace() {
    while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { at += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard depth < Self.depthLimit else { throw fault("more than \(Self.depthLimit) levels") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case nil: throw fault("nothing where a value should be")
    case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      return try number()
    default:
      for (word, value) in [
        ("true", JSONValue.boolean(true)), ("false", .boolean(false)), ("null", .null),
      ] where bytes[at...].starts(with: word.utf8) {
        at += word.utf8.count
        return value
      }
      throw fault("no value")
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> JSONValue {
    at += 1
    var values: [String: JSONValue] = [:]
    skipSpace()
    if take("}") { return .object(values) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("no name in quotes") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw fault("no colon after a name") }
      values[name] = try value(depth: depth + 1)
      skipSpace()
    } while take(",")
    guard take("}") else { throw fault("an object that doesn\u{2019}t end") }
    return .object(values)
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    at += 1
    var values: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(values) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw fault("an array that doesn\u{2019}t end") }
    return .array(values)
  }

  /// A minus, digits without a leading zero, a fraction, an exponent.
  private mutating func number() throws(Fault) -> JSONValue {
    let start = at
    _ = take("-")
    if !take("0") { try digits() }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .integer(whole) }
    guard let number = Double(text), number.isFinite else { throw fault("a number too large") }
    return .number(number)
  }

  private mutating func digits() throws(Fault) {
    let start = at
    while let next, (0x30...0x39).contains(next) { at += 1 }
    if at == start { throw fault("a number without a digit") }
  }

  // MARK: Strings

  private mutating func string() throws(Fault) -> String {
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw fault("a control character in a string")
      default: text.append(byte)
      }
    }
    throw fault("a string that doesn\u{2019}t end")
  }

  private mutating func escaped() throws(Fault) -> Unicode.Scalar {
    guard let byte = next else { throw fault("a string that doesn\u{2019}t end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default: throw fault("an escape that JSON doesn\u{2019}t have")
    }
  }

  /// Four hexadecimal digits, or two such escapes of a pair of surrogates; half a pair is U+FFFD.
  private mutating func codePoint() throws(Fault) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let place = at
    guard first < 0xDC00, take("\\"), take("u") else {
      at = place
      return "\u{FFFD}"
    }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second) else {
      at = place
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(Fault) -> UInt32 {
    let text = String(decoding: bytes[at..<min(bytes.count, at + 4)], as: UTF8.self)
    guard text.utf8.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt32(text, radix: 16)
    else { throw fault("no four hexadecimal digits after \\u") }
    at += 4
    return unit
  }
}
