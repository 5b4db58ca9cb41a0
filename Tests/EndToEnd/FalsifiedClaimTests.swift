import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// A claim of a lesson file, on one line of its front matter.
private struct WrittenClaim {
  var name: String
  var line: String
  var formula: String

  init?(_ line: Substring) {
    guard line.hasPrefix("  "), !line.hasPrefix("   "),
      let colon = line.firstRange(of: ": ")
    else { return nil }
    name = line[..<colon.lowerBound].trimmingCharacters(in: .whitespaces)
    self.line = String(line)
    formula = String(line[colon.upperBound...])
  }

  /// Whether it is over all seeds, and one comparison after the other.
  var isPlain: Bool {
    !["over:", "first(", " or ", "not ", "any("].contains(where: formula.contains)
      && falsified != line
  }

  /// The same line with its first comparison turned round.
  var falsified: String {
    for (sign, other) in [(" < ", " > "), (" > ", " < "), (" == ", " == 1 + ")] {
      if let range = line.firstRange(of: sign) {
        return line.replacingCharacters(in: range, with: other)
      }
    }
    // The last one: the first may be that of `all(a in [...]: ...)`.
    guard let range = line.ranges(of: " in [").last else { return line }
    return line.replacingCharacters(in: range, with: " + 1e9 in [")
  }

  /// About what it takes to judge it: the latest step that it names, for each arm that it measures.
  var cost: Int {
    let steps = formula.matches(of: /, (\d+)\)/).compactMap { Int($0.output.1) }
    return (steps.max() ?? 0) * max(1, formula.matches(of: /metric\(/).count)
  }
}

@Suite("A falsified claim")
struct FalsifiedClaimTests {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Lessons"
  static let lessons = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()

  private func claims(in text: String) -> [WrittenClaim] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(of: "claims:") else { return [] }
    return lines[(first + 1)...].prefix { $0.hasPrefix(" ") }.compactMap { WrittenClaim($0) }
  }

  @Test("in a copy of a lesson makes verify fail, and names it", arguments: lessons)
  func isFound(lesson: String) throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(lesson)", encoding: .utf8)
    let claim = try #require(claims(in: text).filter(\.isPlain).min { $0.cost < $1.cost })
    let folder = try TemporaryFolder()
    let copy = text.replacing("\n\(claim.line)\n", with: "\n\(claim.falsified)\n")
    #expect(copy != text)
    let path = try folder.write("copy.md", Array(copy.utf8))
    let run = try CommandLineRun(["verify", path, "--claim", claim.name, "--seeds", "1"])
    #expect(run.status == 1, "\(claim.name): \(run.output)")
    #expect(run.output.contains("FAILED") && run.output.contains(claim.name), "\(run.output)")
    let original = try folder.write("original.md", Array(text.utf8))
    let truth = try CommandLineRun(["verify", original, "--claim", claim.name, "--seeds", "1"])
    #expect(truth.status == 0, "\(claim.name): \(truth.output)")
  }

  @Test("is looked for in every lesson there is")
  func all() {
    #expect(Self.lessons.count >= 27)
  }
}
