import Foundation
import Testing

/// `Tests/FAULTS.md`: which tests see to which fault.
@Suite("The table of faults") struct FaultTableTests {
  private static let tests = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The cells of each row; a `|` within a cell has a backslash before it.
  private static func rows() throws -> [[String]] {
    let text = try String(contentsOf: tests.appendingPathComponent("FAULTS.md"), encoding: .utf8)
    return text.replacing("\\|", with: "\u{0}").split(separator: "\n")
      .filter { $0.hasPrefix("| ") && $0.dropFirst(2).first?.isNumber == true }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  /// The names of all tests, as they stand in the sources.
  private static func names() throws -> Set<String> {
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: #/@Test\(\s*"(?<name>[^"]*)"/#) {
        names.insert(String(match.name))
      }
    }
    return names
  }

  @Test("has every row, each with tests that there are")
  func table() throws {
    let (rows, names) = (try Self.rows(), try Self.names())
    #expect(rows.map { Int($0[0]) } == Array(1...59))
    for row in rows {
      try #require(row.count == 4, "\(row)")
      let told = row[3].matches(of: #/“(?<name>[^”]*)”/#).map { String($0.name) }
      #expect(!told.isEmpty, "row \(row[0])")
      for name in told { #expect(names.contains(name), "row \(row[0]) names a test “\(name)”") }
    }
  }
}
