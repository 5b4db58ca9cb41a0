import Datasets

/// A lesson file's lines after the checks that need no grammar.
struct LessonText {
  /// Without line ends; line n of the file is `lines[n - 1]`.
  var lines: [String]

  static let sizeLimit = 1_000_000

  /// Checks size, UTF-8 and characters; reads any line ends and skips a byte order mark.
  init?(_ bytes: [UInt8], log: FaultLog) {
    guard bytes.count <= Self.sizeLimit else {
      log.add(.tooLarge(bytes: bytes.count, limit: Self.sizeLimit), line: 0, column: 0)
      return nil
    }
    let content = TextFile.withPlainLineEnds(bytes)
    guard let text = String(validating: content, as: UTF8.self) else {
      let valid = Self.validPrefix(of: content)
      let line = valid.unicodeScalars.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
      let column = valid.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
      log.add(.notUTF8, line: line, column: column)
      return nil
    }
    // Split as bytes: cutting by characters would look for their boundaries.
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    guard lines.contains(where: { $0.contains { !$0.isWhitespace } }) else {
      log.add(.empty, line: 1, column: 1)
      return nil
    }
    let before = log.faults.count
    for (index, line) in lines.enumerated() where !log.isFull {
      Self.check(line, number: index + 1, log)
    }
    if log.faults.count > before { return nil }
  }

  private static func check(_ line: String, number: Int, _ log: FaultLog) {
    guard line.unicodeScalars.contains(where: \.isForbidden) else { return }
    for (index, scalar) in line.unicodeScalars.enumerated() where scalar.isForbidden {
      log.add(.forbiddenCharacter(scalar), line: number, column: index + 1)
    }
  }

  /// The text before the first byte that isn't UTF-8.
  private static func validPrefix(of bytes: [UInt8]) -> String {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var text = String.UnicodeScalarView()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { text.append(scalar) }
    return String(text)
  }
}
