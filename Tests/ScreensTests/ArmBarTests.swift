import Charts
import Lessons
import Screens
import Testing

/// The row of arms: names first, then numbers.
@Suite struct ArmBarTests {
  /// The row of the sample's four arms under these names; the last one diverged at step 3.
  private func row(_ labels: [String], columns: Int, _ glyphs: GlyphTier = .braille) throws
    -> String
  {
    var text = SampleLesson.text
    for (old, new) in zip(["2/n", "1/n", "0.5/n", "8/n"], labels) {
      text = text.replacing("{label: \"\(old)\"", with: "{label: \"\(new)\"")
    }
    let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
    let model = try AppModel.study(
      step: 2, at: 180, size: Size(columns: columns, rows: 24), lesson: lesson)
    let lines = model.text(columns, 24, glyphs).split(separator: "\n")
    let mark = glyphs == .ascii ? " 1 * " : " 1 ● "
    return String(try #require(lines.last { $0.hasPrefix(mark) }))
  }

  @Test("with room enough every name has its number, or the words for its end")
  func whole() throws {
    let row = try row(["a", "b", "c", "d"], columns: 80)
    #expect(row.contains("1 ● a 0.") && row.contains("4 ● d diverged at"))
  }

  @Test("whole names are preferred to numbers; the mark tells an end that finds no words")
  func namesFirst() throws {
    let names = ["maximum over 2", "average over 2", "maximum over 4", "average over 4"]
    let row = try row(names, columns: 80)
    #expect(row == " 1 ● \(names[0]) 2 ● \(names[1]) 3 ● \(names[2]) 4 ✕ \(names[3])")
  }

  @Test("names that find no room even so are told apart")
  func shortened() throws {
    let names = ["maximum over two", "average over two", "maximum over four", "average over four"]
    let row = try row(names, columns: 60)
    let shown = row.split(separator: #/[1-4] [●✕] /#).map { $0.filter { $0 != " " } }
    #expect(Set(shown.filter { !$0.isEmpty }).count == 4, "\(row)")
    #expect(!row.contains(names[0]))
  }
}
