import Charts
import Lessons
import Screens
import Testing

/// From a lesson's Markdown to the screen.
@Suite("The text of a step")
struct StepTextTests {
  private func model(
    _ markdown: String, trained: Int = 400, learnsBelow bound: String = "0.9"
  ) throws -> AppModel {
    let sample = SampleLesson.text.replacing("loss, 400) < 0.9", with: "loss, 400) < \(bound)")
    let start = try #require(sample.firstRange(of: "2/n reaches"))
    let end = try #require(sample.firstRange(of: "```lab\nplots: [curve, acts, flow]"))
    let text = sample[..<start.lowerBound] + markdown + "\n" + sample[end.lowerBound...]
    return try .study(
      step: 2, at: trained, lesson: try Lesson.read(Array(String(text).utf8), path: "f.md"))
  }

  private func rows(_ markdown: String, _ glyphs: GlyphTier = .braille) throws -> [String] {
    try model(markdown).text(100, 40, glyphs).split(separator: "\n").map {
      String($0.prefix(39)).trimmed
    }
  }

  @Test("has its numbers in bold, within bold text and after it")
  func boldNumbers() throws {
    let loss = "{{metric(he, loss, 400)|.2}}"
    let model = try model("**The loss is \(loss).** **\(loss)** is it, $x = \(loss)$")
    let grid = model.view(Size(columns: 100, rows: 40), glyphs: .braille)
    let lines = grid.plainText().split(separator: "\n")
    let row = try #require(lines.firstIndex { $0.contains("The loss is 0.") })
    let line = lines[row].prefix(39)
    #expect(!line.contains("*"))
    let numbers = line.indices.filter { line[$0].isNumber }
    #expect(numbers.count >= 4)
    for index in numbers {
      let column = line.distance(from: line.startIndex, to: index)
      #expect(grid[column, row].style.isBold)
    }
  }

  @Test("has a mark after words that are bound to a claim: it holds, it fails, nobody knows yet")
  func claimMarks() throws {
    let text =
      "It [**falls** fast](claim:learns), [it stays](claim:stalls). [Ten](definition:) of it."
    #expect(
      try rows(text).joined(separator: " ").contains("It falls fast ✓, it stays ✓. Ten of it."))
    let early = try model(text, trained: 0).text(100, 40, .braille)
    #expect(early.contains("It falls fast ○,"))
    #expect(try model(text, trained: 0).text(100, 40, .ascii).contains("It falls fast ?,"))
    let failing = try model(text, learnsBelow: "0.1")
    let grid = failing.view(Size(columns: 100, rows: 40), glyphs: .braille)
    let lines = grid.plainText().split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("It falls fast ✕, it stays ✓") })
    func role(of mark: Character) throws -> Role {
      let place = try #require(lines[row].firstIndex(of: mark))
      let column = lines[row].distance(from: lines[row].startIndex, to: place)
      return grid[column, row].style.foreground
    }
    #expect(try role(of: "✕") == .bad)
    #expect(try role(of: "✓") == .good)
    #expect(failing.text(100, 40, .ascii).contains("It falls fast x, it stays +"))
  }

  @Test("writes numbers with their sign, or in hundredths, where it asks for that")
  func numberFormats() throws {
    let text =
      "{{0.0123|+.2}}, {{-0.5|+.2}}, {{0|+.2}}, {{0.9321|%}}, {{0.1|+.2%}}, {{1/0|%}}, {{-1/0}}"
    let shown = try rows(text).joined(separator: " ")
    #expect(shown.contains("+0.012, \u{2212}0.50, 0, 93.2 %, +10 %, ∞, −∞"), "\(shown)")
  }

  @Test("is what Markdown means by it")
  func blocks() throws {
    let rows = try rows(
      """
      Roses are red\u{20}\u{20}
      violets are blue, f(*args),
      97. That costs $5 or $7.

          for i in x:
              print(i)

      | a | b |
      |---|--:|
      | 1 | $x^2$ |

      ~~~
      ## make x larger
      ~~~
      """)
    let start = try #require(rows.firstIndex(of: "Roses are red"))
    #expect(
      Array(rows[start..<start + 12]) == [
        "Roses are red", "violets are blue, f(*args), 97. That", "costs $5 or $7.", "",
        "for i in x:", "print(i)", "", "a   b", "─  ──", "1  x²", "", "## make x larger",
      ])
  }

  @Test("takes time in proportion to its length", .timeLimit(.minutes(1)))
  func manyNumbers() throws {
    let clock = ContinuousClock()
    /// The shorter of two drawings.
    func time(_ count: Int) throws -> Duration {
      let model = try model(String(repeating: "{{metric(he, loss, 400)}} ", count: count))
      var text = ""
      let times = (0..<2).map { _ in clock.measure { text = model.text(80, 24) } }
      #expect(text.contains("0.") && text.contains("more"))
      return times.min() ?? .zero
    }
    // Ten times as many numbers: a hundred times the time if each looked at all others.
    let (few, many) = (try time(3_000), try time(30_000))
    #expect(many < few * 35)
  }
}

extension String {
  fileprivate var trimmed: String {
    let rest = drop { $0 == " " }
    return rest.lastIndex { $0 != " " }.map { String(rest[...$0]) } ?? ""
  }
}
