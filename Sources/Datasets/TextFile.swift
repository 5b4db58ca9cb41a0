/// A text in UTF-8, gzip or plain, with line ends of Unix (LF) or Windows (CR LF).
public struct TextFile: Hashable, Sendable {
  public let path: String
  /// Without a byte order mark; every line end is one LF.
  public let content: String

  /// Longer files are refused.
  public static let sizeLimit = 1 << 26

  public init(path: String, sizeLimit: Int = TextFile.sizeLimit) throws(DataFault) {
    var bytes = try CompressedFile.contents(of: path, limit: sizeLimit)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard !bytes.isEmpty else { throw DataFault(path: path, fact: .empty) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataFault(path: path, fact: .notUTF8(row: Self.firstInvalidLine(bytes)))
    }
    self.path = path
    // "\r\n" is one Character.
    content =
      bytes.contains(0x0D)
      ? text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
      : text
  }

  /// The lines without their ends; a last line without an end counts too.
  public var lines: [Substring] {
    var lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
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
