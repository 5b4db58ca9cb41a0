/// A text in UTF-8, gzip or plain, with any line ends: LF, CR LF, CR, and the CR CR LF that comes
/// of writing CR LF as text on Windows.
public struct TextFile: Hashable, Sendable {
  public let path: String
  /// Without a byte order mark; every line end is one LF.
  public let content: String

  /// Files of more bytes, counted after decompression, are refused.
  public static let sizeLimit = 1 << 26

  public init(path: String, sizeLimit: Int = TextFile.sizeLimit) throws(DataFault) {
    var bytes = try CompressedFile.contents(of: path, limit: sizeLimit)
    bytes = Self.withPlainLineEnds(bytes)
    guard !bytes.isEmpty else { throw DataFault(path: path, fact: .empty) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataFault(path: path, fact: .notUTF8(row: Self.firstInvalidLine(bytes)))
    }
    self.path = path
    content = text
  }

  /// The lines without their ends; a last line without an end counts too.
  public var lines: [Substring] {
    var lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The bytes of a text with one LF for every line end, and without a byte order mark.
  package static func withPlainLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    let (lineFeed, carriageReturn) = (UInt8(0x0A), UInt8(0x0D))
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      guard bytes[index] == carriageReturn else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let returns = bytes[index...].prefix { $0 == carriageReturn }.count
      index += returns
      if index < bytes.count, bytes[index] == lineFeed {
        result.append(lineFeed)
        index += 1
      } else {
        result.append(contentsOf: repeatElement(lineFeed, count: returns))
      }
    }
    return result
  }

  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
    var row = 1
    // A line end never stands within the bytes of another character.
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: line, as: UTF8.self) == nil { return row }
      row += 1
    }
    return row
  }
}

extension CompressedFile {
  /// All bytes of a file, read piece by piece; longer files are refused before more is kept.
  static func contents(of path: String, limit: Int) throws(DataFault) -> [UInt8] {
    let file = try CompressedFile(path: path)
    var bytes = [UInt8]()
    while bytes.count <= limit {
      let piece = try file.read(1 << 20)
      bytes += piece
      guard piece.count < 1 << 20 else { continue }
      // Compares the checksum of a compressed file, which may also end within its data.
      guard try file.isAtEnd() else { continue }
      guard bytes.count <= limit else { break }
      return bytes
    }
    throw DataFault(path: path, fact: .longer(limit: limit))
  }
}
