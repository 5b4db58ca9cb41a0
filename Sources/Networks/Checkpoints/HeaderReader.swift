/// Reads the JSON of a safetensors header: one object of flat objects. It never recurses, so no
/// input can exhaust the stack, and starts without a JSON library's cost.
struct HeaderReader {
  struct Entry: Hashable, Sendable {
    var name: String
    var type = ""
    var shape: [Int] = []
    var begin = 0
    var end = 0
  }

  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]
  private let bytes: ArraySlice<UInt8>
  private var place: Int
  private let path: String

  /// - Throws: `CheckpointFault` for anything that is not such a header.
  init(_ bytes: ArraySlice<UInt8>, path: String) throws(CheckpointFault) {
    self.bytes = bytes
    self.path = path
    place = bytes.startIndex
    var names: Set<String> = []
    var sawMetadata = false
    try object { (reader, name) throws(CheckpointFault) in
      if name == "__metadata__" {
        guard !sawMetadata else { throw reader.fault(.duplicateName(name)) }
        sawMetadata = true
        try reader.readMetadata()
      } else {
        guard names.insert(name).inserted else { throw reader.fault(.duplicateName(name)) }
        reader.entries.append(try reader.entry(name))
      }
    }
    skipSpace()
    guard place == bytes.endIndex else { throw expected("the end") }
  }

  private mutating func readMetadata() throws(CheckpointFault) {
    try object { (reader, key) throws(CheckpointFault) in
      reader.metadata[key] = try reader.string()
    }
  }

  private mutating func entry(_ name: String) throws(CheckpointFault) -> Entry {
    var entry = Entry(name: name)
    var seen: Set<String> = []
    try object { (reader, key) throws(CheckpointFault) in
      guard seen.insert(key).inserted else { throw reader.fault(.duplicateName("\(name).\(key)")) }
      switch key {
      case "dtype": entry.type = try reader.string()
      case "shape": entry.shape = try reader.integers()
      case "data_offsets":
        let offsets = try reader.integers()
        guard offsets.count == 2 else { throw reader.expected("two offsets") }
        (entry.begin, entry.end) = (offsets[0], offsets[1])
      default: throw reader.expected("dtype, shape or data_offsets")
      }
    }
    guard seen.count == 3 else { throw expected("dtype, shape and data_offsets of \(name)") }
    return entry
  }

  /// { "key": member, … }
  private mutating func object(
    _ member: (inout HeaderReader, String) throws(CheckpointFault) -> Void
  ) throws(CheckpointFault) {
    try take("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      try take(":")
      try member(&self, key)
    } while skip(",")
    try take("}")
  }

  /// [n, …] of numbers that are not negative.
  private mutating func integers() throws(CheckpointFault) -> [Int] {
    try take("[")
    var result: [Int] = []
    if skip("]") { return result }
    repeat { result.append(try integer()) } while skip(",")
    try take("]")
    return result
  }

  private mutating func integer() throws(CheckpointFault) -> Int {
    skipSpace()
    let start = place
    var value = 0
    while place < bytes.endIndex, case let digit = bytes[place], digit >= 48, digit <= 57 {
      let (tenfold, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tenfold.addingReportingOverflow(Int(digit) - 48)
      guard !first, !second else { throw expected("a number below 2⁶³") }
      value = sum
      place += 1
    }
    guard place > start else { throw expected("a number") }
    return value
  }

  private mutating func string() throws(CheckpointFault) -> String {
    try take("\"")
    var text: [UInt8] = []
    while place < bytes.endIndex {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else {
          throw expected("UTF-8")
        }
        return result
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<32: throw expected("no control character")
      default: text.append(byte)
      }
    }
    throw expected("a closing quotation mark")
  }

  private mutating func escape(into text: inout [UInt8]) throws(CheckpointFault) {
    guard place < bytes.endIndex else { throw expected("an escaped character") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"): text += try escapedScalar().utf8
    default: throw expected("an escaped character")
    }
  }

  /// Four hexadecimal digits, or a surrogate pair of them with `\u` between.
  private mutating func escapedScalar() throws(CheckpointFault) -> String {
    var code = try hexadecimal()
    if code >= 0xd800, code < 0xdc00 {
      guard bytes[place...].starts(with: "\\u".utf8) else { throw expected("a surrogate pair") }
      place += 2
      let low = try hexadecimal()
      guard low >= 0xdc00, low < 0xe000 else { throw expected("a surrogate pair") }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw expected("a character") }
    return String(Character(scalar))
  }

  private mutating func hexadecimal() throws(CheckpointFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard place < bytes.endIndex,
        let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue
      else { throw expected("four hexadecimal digits") }
      value = value << 4 + UInt32(digit)
      place += 1
    }
    return value
  }

  private mutating func skipSpace() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) throws(CheckpointFault) {
    guard skip(character) else { throw expected("\(character)") }
  }

  private func expected(_ what: String) -> CheckpointFault {
    fault(.malformedHeader(byte: place - bytes.startIndex, expected: what))
  }

  private func fault(_ fact: CheckpointFault.Fact) -> CheckpointFault {
    CheckpointFault(path: path, fact: fact)
  }
}
