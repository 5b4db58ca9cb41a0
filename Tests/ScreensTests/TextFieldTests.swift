import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// How much a field takes, typed or pasted.
@Suite("Text fields") struct TextFieldTests {
  private static let marks = String(repeating: "\u{301}", count: 200_000)

  private func picture() throws -> AppModel {
    let lesson = try PictureLesson.lesson()
    var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36)))
    _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: 0)))
    return model
  }

  private func entered(_ text: String) throws -> [Command] {
    var model = try picture()
    model.press("⇥⇥⇥⏎")
    _ = model.update(.terminal(.paste(text)))
    return model.commands("⏎")
  }

  @Test("a letter with 200,000 marks doesn't fit into a text of 30 letters")
  func marks() throws {
    #expect(
      try entered("may 1" + "a" + Self.marks + "b")
        == [.set(knob: "date", to: .word("may 1"), arm: nil)])
  }

  @Test("a text of the longest length fits, in whatever alphabet", arguments: ["é", "日", "😀"])
  func alphabets(letter: String) throws {
    #expect(
      try entered(String(repeating: letter, count: 40))
        == [.set(knob: "date", to: .word(String(repeating: letter, count: 30)), arm: nil)])
  }

  @Test("no setting gives a knob a letter with 200,000 marks either")
  func setting() throws {
    let knob = try #require(PictureLesson.lesson().knob("date"))
    #expect(!knob.accepts(.word("a" + Self.marks)))
    #expect(knob.accepts(.word(String(repeating: "日", count: 30))))
    #expect(!knob.accepts(.word(String(repeating: "日", count: 31))))
  }

  @Test("200,000 marks in the filter cost no time")
  func filter() throws {
    var model = try AppModel.library()
    model.press("/")
    let clock = ContinuousClock()
    let spent = clock.measure {
      _ = model.update(.terminal(.paste(Self.marks)))
      _ = model.update(.terminal(.paste("a" + Self.marks)))
      for _ in 0..<20 {
        model.press("b")
        _ = model.text(80, 24)
      }
    }
    // 20 keys took three minutes when the filter held all marks.
    #expect(spent < .seconds(10))
  }
}
