import Lessons
import Screens
import Testing

@Suite("What a screen hides of a lesson")
struct LayoutFindingTests {
  private func findings(_ old: String, _ new: String) throws -> [String] {
    let text = SampleLesson.text.replacing(old, with: new)
    #expect(old.isEmpty || text != SampleLesson.text)
    let lesson = try Lesson.read(Array(text.utf8), path: "sample.md")
    return LayoutFinding.findings(in: lesson).map { "\($0.line): \($0.text)" }
  }

  /// The line of the sample lesson that holds some words, from 1.
  private func line(_ words: String) throws -> Int {
    let lines = SampleLesson.text.split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.contains(words) }) + 1
  }

  private var firstTitle: String {
    get throws { try #require(try SampleLesson.lesson().steps.first).title }
  }

  @Test("a long text scrolls, by so many lines at each size, counted as the screen does")
  func text() throws {
    let title = try firstTitle
    let long = (1...60).map { "- line \($0)\n" }.joined()
    let found = try findings("## \(title)\n", "## \(title)\n\n\(long)\n")
    let finding = try #require(found.first { $0.contains("the text scrolls") })
    #expect(finding.hasPrefix("\(try line("## \(title)")): "))
    #expect(try #/\d+ lines at 80×24, \d+ lines at 120×36/#.firstMatch(in: finding) != nil)
    let text = SampleLesson.text.replacing("## \(title)\n", with: "## \(title)\n\n\(long)\n")
    let model = try AppModel.study(
      step: 0, lesson: Lesson.read(Array(text.utf8), path: "sample.md"))
    let more = try #require(try #/↓ (\d+) more/#.firstMatch(in: model.text(80, 24))?.1)
    #expect(finding.contains("\(more) lines at 80×24"))
  }

  @Test("a short text is not said to scroll")
  func short() throws {
    let title = try firstTitle
    let found = try findings("", "")
    #expect(
      !found.contains { $0.contains("“\(title)”: the text scrolls") && $0.contains("120×36") })
  }

  @Test("a plot that no page shows is named at its own line")
  func plot() throws {
    let found = try findings("plots:\n", "plots:\n  unseen: {line: [loss]}\n")
    #expect(found.contains("\(try line("plots:") + 1): the plot \"unseen\" is shown by no page"))
    #expect(try !findings("", "").contains { $0.contains("shown by no page") })
  }

  @Test("names of arms that the row of arms cuts are told with what is left of them")
  func labels() throws {
    let found = try findings(#"label: "2/n""#, #"label: "a variance of 2 over n""#)
    #expect(try !findings("", "").contains { $0.contains("are cut") })
    #expect(found.filter { $0.contains("names of arms are cut") }.count <= 5)
    let many = LayoutFinding.findings(in: try SampleLesson.widest()).map(\.text)
    #expect(many.contains { $0.contains("names of arms are cut") && $0.contains("80×24") })
  }

  @Test("a number of an arm that no page up to it runs so far is told")
  func numbers() throws {
    let title = try firstTitle
    let words = "It is {{metric(he, loss, 400)}}, after {{metric(he, loss, 0)}}."
    let found = try findings("## \(title)\n", "## \(title)\n\n\(words)\n")
    #expect(
      found.contains {
        $0.hasPrefix("\((try? line("## \(title)")) ?? 0): ")
          && $0.contains("the arm \"he\" at step 400")
      })
    #expect(try !findings("", "").contains { $0.contains("shows a number of the arm") })
  }

  @Test("a question that is longer than its form is told at its line")
  func question() throws {
    let model = try #require(try SampleLesson.lesson().steps.compactMap(\.prediction).first)
    let ask = model.ask.plainText
    let long = ask + " " + (1...400).map { "word\($0)" }.joined(separator: " ")
    let found = try findings(ask, long)
    #expect(found.contains { $0.contains("the question doesn't fit its form") })
    #expect(try !findings("", "").contains { $0.contains("doesn't fit its form") })
  }
}
