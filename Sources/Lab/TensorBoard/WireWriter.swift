/// Writes a message field by field; numbers and texts that are zero or empty are left out only where
/// the caller leaves them out.
/// - Source: Protocol Buffers, "Encoding"
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: Int, integer: Int) {
    putKey(number, type: 0)
    putVarint(UInt64(bitPattern: Int64(integer)))
  }

  mutating func put(_ number: Int, double: Double) {
    putKey(number, type: 1)
    putFixed(double.bitPattern)
  }

  mutating func put(_ number: Int, float: Float) {
    putKey(number, type: 5)
    putFixed(float.bitPattern)
  }

  /// A text, or a message of its own.
  mutating func put(_ number: Int, bytes content: some Collection<UInt8>) {
    putKey(number, type: 2)
    putVarint(UInt64(content.count))
    bytes += content
  }

  mutating func put(_ number: Int, packed doubles: [Double]) {
    putKey(number, type: 2)
    putVarint(UInt64(doubles.count * 8))
    for double in doubles { putFixed(double.bitPattern) }
  }

  private mutating func putKey(_ number: Int, type: UInt64) {
    putVarint(UInt64(number) << 3 | type)
  }

  private mutating func putVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func putFixed(_ number: some FixedWidthInteger) {
    for place in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> place))
    }
  }
}
