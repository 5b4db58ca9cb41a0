/// The framing of TensorBoard's files: records one after the other, each
/// `length (UInt64) | checksum of the length (UInt32) | data | checksum of the data (UInt32)`,
/// all little-endian, the checksums masked CRC-32C.
/// - Source: TensorFlow, "TFRecord and tf.train.Example"
package enum RecordFile {
  /// Bytes before the data of a record, and after them.
  static let header = 12
  static let footer = 4
  /// The longest record that is read, in bytes; a longer one is taken for damage.
  package static let limit = 1 << 28

  /// What stands at a place of a file.
  package enum Part: Hashable, Sendable {
    /// A record with its data at these bytes.
    case record(Range<Int>)
    /// The bytes end before the record does, of which they hold so many; nil: its length is not
    /// there yet.
    case cut(found: Int, length: Int?)
    /// A record whose data are not those that were written.
    case wrongData(Range<Int>)
    /// Nobody can tell where the next record begins.
    case wrongLength
    case tooLong(UInt64)
  }

  /// Appends a record with these data.
  package static func append(_ data: [UInt8], to file: inout [UInt8]) {
    let start = file.count
    append(UInt64(data.count), to: &file)
    append(CRC32C.masked(file, in: start..<start + 8), to: &file)
    file += data
    append(CRC32C.masked(data, in: data.indices), to: &file)
  }

  private static func append(_ number: some FixedWidthInteger, to file: inout [UInt8]) {
    for place in stride(from: 0, to: number.bitWidth, by: 8) {
      file.append(UInt8(truncatingIfNeeded: number >> place))
    }
  }

  /// What stands at `place`; nil at the end.
  package static func part(of file: [UInt8], at place: Int) -> Part? {
    let found = file.count - place
    guard found > 0 else { return nil }
    guard found >= header else { return .cut(found: found, length: nil) }
    let length = file.littleEndian(UInt64.self, at: place)
    guard
      file.littleEndian(UInt32.self, at: place + 8) == CRC32C.masked(file, in: place..<place + 8)
    else { return .wrongLength }
    guard length <= UInt64(limit) else { return .tooLong(length) }
    let data = place + header..<place + header + Int(length)
    guard data.upperBound + footer <= file.count else {
      return .cut(found: found, length: data.upperBound + footer - place)
    }
    let checksum = file.littleEndian(UInt32.self, at: data.upperBound)
    return checksum == CRC32C.masked(file, in: data) ? .record(data) : .wrongData(data)
  }
}

extension [UInt8] {
  /// The number whose bytes begin at `place`, the lowest first.
  func littleEndian<Number: FixedWidthInteger>(_: Number.Type, at place: Int) -> Number {
    var number = Number.zero
    for offset in 0..<Number.bitWidth / 8 {
      number |= Number(truncatingIfNeeded: self[place + offset]) << (8 * offset)
    }
    return number
  }
}
