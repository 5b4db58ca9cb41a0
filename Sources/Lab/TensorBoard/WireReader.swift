/// What is no message in the wire format of protocol buffers.
struct MalformedMessage: Error {}

/// Reads a message's fields, whatever they mean.
/// - Source: Protocol Buffers, "Encoding"
struct WireReader {
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    /// Text, packed numbers, or a message of its own: the bytes where it stands.
    case bytes(Range<Int>)
    case fixed32(UInt32)
  }

  private let bytes: [UInt8]
  private var place: Int
  private let end: Int

  /// - Precondition: the range lies in the bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// The next field and its number; nil at the end.
  mutating func next() throws(MalformedMessage) -> (number: Int, value: Value)? {
    guard place < end else { return nil }
    let key = try varint()
    let number = Int(truncatingIfNeeded: key >> 3)
    guard number > 0, number < 1 << 29 else { throw MalformedMessage() }
    switch key & 7 {
    case 0: return (number, .varint(try varint()))
    case 1: return (number, .fixed64(try fixed()))
    case 2:
      let length = try varint()
      guard length <= UInt64(end - place) else { throw MalformedMessage() }
      let range = place..<place + Int(length)
      place = range.upperBound
      return (number, .bytes(range))
    case 5: return (number, .fixed32(try fixed()))
    default: throw MalformedMessage()
    }
  }

  /// Seven bits a byte, the lowest first; the highest bit says that there are more.
  mutating func varint() throws(MalformedMessage) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0, through: 63, by: 7) {
      guard place < end else { throw MalformedMessage() }
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return number }
    }
    throw MalformedMessage()
  }

  /// A number of fixed width, the lowest byte first.
  mutating func fixed<Number: FixedWidthInteger>() throws(MalformedMessage) -> Number {
    let width = Number.bitWidth / 8
    guard end - place >= width else { throw MalformedMessage() }
    defer { place += width }
    return bytes.littleEndian(Number.self, at: place)
  }

  var isAtEnd: Bool { place >= end }
}

extension WireReader.Value {
  /// The bytes of a text, of packed numbers or of a message.
  func range() throws(MalformedMessage) -> Range<Int> {
    guard case .bytes(let range) = self else { throw MalformedMessage() }
    return range
  }

  func double() throws(MalformedMessage) -> Double {
    guard case .fixed64(let bits) = self else { throw MalformedMessage() }
    return Double(bitPattern: bits)
  }

  func float() throws(MalformedMessage) -> Float {
    guard case .fixed32(let bits) = self else { throw MalformedMessage() }
    return Float(bitPattern: bits)
  }

  /// Negative ones have ten bytes.
  func integer() throws(MalformedMessage) -> Int {
    guard case .varint(let bits) = self else { throw MalformedMessage() }
    return Int(truncatingIfNeeded: bits)
  }
}
