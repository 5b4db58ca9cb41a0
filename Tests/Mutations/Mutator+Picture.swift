extension Mutator {
  /// Changes of a PNG file: of its bytes, or of its chunks with checksums that are right again, so
  /// that what they hold is believed.
  package mutating func picture(_ original: [UInt8]) -> [UInt8] {
    guard choice(3) > 0, var chunks = PNGChunk.chunks(of: original), !chunks.isEmpty else {
      return bytes(original)
    }
    let (one, other) = (choice(chunks.count), choice(chunks.count))
    switch choice(5) {
    case 0: chunks.remove(at: one)
    case 1: chunks.insert(chunks[one], at: other)
    case 2: chunks.swapAt(one, other)
    case 3: chunks[0].content = bytes(chunks[0].content)
    default: chunks[one].content = bytes(chunks[one].content)
    }
    return PNGChunk.signature + chunks.flatMap(\.bytes)
  }
}

/// A piece of a PNG file: length, type, content, and a checksum of the last two.
/// - Source: PNG specification, third edition, section 5
private struct PNGChunk {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  var type: [UInt8]
  var content: [UInt8]

  static func chunks(of file: [UInt8]) -> [PNGChunk]? {
    guard file.starts(with: signature) else { return nil }
    var (chunks, rest): ([PNGChunk], ArraySlice<UInt8>) = ([], file.dropFirst(8))
    while rest.count >= 12 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= 12 + length else { return nil }
      let body = rest.dropFirst(4)
      chunks.append(
        PNGChunk(type: Array(body.prefix(4)), content: Array(body.dropFirst(4).prefix(length))))
      rest = rest.dropFirst(12 + length)
    }
    return chunks
  }

  var bytes: [UInt8] {
    let body = type + content
    return Self.bigEndian(UInt32(content.count)) + body + Self.bigEndian(Self.checksum(body))
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
  }

  /// CRC-32.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
  }
}
