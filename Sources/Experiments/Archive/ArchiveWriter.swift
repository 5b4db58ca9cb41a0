package import Tensors

/// Numbers and texts one after the other, as bytes: integers and the bits of doubles in eight bytes, the
/// lowest first, the numbers of tensors in four.
package struct ArchiveWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ bits: UInt64) {
    withUnsafeBytes(of: bits.littleEndian) { bytes += $0 }
  }

  package mutating func write(_ number: Int) { write(UInt64(bitPattern: Int64(number))) }

  package mutating func write(_ number: Double) { write(number.bitPattern) }

  package mutating func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// With their count before them.
  package mutating func write(bytes other: [UInt8]) {
    write(other.count)
    bytes += other
  }

  /// With its shape before it.
  package mutating func write(_ tensor: Tensor) {
    write(tensor.shape) { $0.write($1) }
    tensor.scalars.withUnsafeBytes { bytes += $0 }
  }

  /// With their count before them.
  package mutating func write<Elements: Collection>(
    _ elements: Elements, _ body: (inout ArchiveWriter, Elements.Element) -> Void
  ) {
    write(elements.count)
    for element in elements { body(&self, element) }
  }

  /// A number that any other bytes have not, as far as 64 bits can tell.
  package var digest: UInt64 { Digest.of(bytes) }

  /// That of what `body` writes.
  package static func digest(_ body: (inout ArchiveWriter) -> Void) -> UInt64 {
    var archive = ArchiveWriter()
    body(&archive)
    return archive.digest
  }
}

/// Numbers that tell bytes apart. Each word is mixed in by a function that can be turned back: no single
/// changed word ever goes unnoticed.
package enum Digest {
  package static let empty: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The digest with a word more.
  package static func adding(_ word: UInt64, to digest: UInt64) -> UInt64 {
    let mixed = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  package static func of(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var digest = adding(UInt64(bytes.count), to: empty)
      let whole = bytes.count / 8 * 8
      for place in stride(from: 0, to: whole, by: 8) {
        let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        digest = adding(UInt64(littleEndian: word), to: digest)
      }
      let rest = bytes[whole...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return adding(rest, to: digest)
    }
  }

  /// Sixteen hexadecimal digits.
  package static func text(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
