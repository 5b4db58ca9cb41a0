/// The checksum of TensorBoard's records: CRC-32 with Castagnoli's polynomial, which is not zlib's.
/// - Source: RFC 3720, section 12.1
package enum CRC32C {
  /// The reflected polynomial, applied to each byte.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0x82F6_3B78 : 0) }
  }

  package static func of(_ bytes: [UInt8], in range: Range<Int>) -> UInt32 {
    let table = table
    var checksum = ~UInt32(0)
    for index in range {
      checksum = table[Int(UInt8(truncatingIfNeeded: checksum) ^ bytes[index])] ^ checksum >> 8
    }
    return ~checksum
  }

  package static func of(_ bytes: [UInt8]) -> UInt32 { of(bytes, in: bytes.indices) }

  /// Turned and shifted, as records hold it: the checksum of a text that holds its own checksum says
  /// little.
  /// - Source: TensorFlow, `tsl/lib/hash/crc32c.h`
  package static func masked(_ bytes: [UInt8], in range: Range<Int>) -> UInt32 {
    let checksum = of(bytes, in: range)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }
}
