import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite("A lesson that is read anew on the screen")
struct RereadingTests {
  private func reread(
    _ model: inout AppModel, _ old: String, _ new: String, step: Int, at trained: Int = 180
  ) throws {
    let text = SampleLesson.text.replacing(old, with: new)
    let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
    let snapshot = SampleSnapshot.snapshot(lesson, step: step, at: trained)
    _ = model.update(.lessonReread(lesson, snapshot))
  }

  private func broken(_ count: Int) -> BrokenLesson {
    let faults = (1...count).map { line in
      LessonFault(
        path: "/home/somebody/lessons/07-sample.md", line: line, column: 3,
        fact: .unknownKey(
          "titel", place: "the front matter", nearest: "title", known: ["title", "id"]))
    }
    return BrokenLesson(path: "/home/somebody/lessons/07-sample.md", faults: faults)
  }

  @Test("shows the new text where the old one was, keeps what was chosen, and says so")
  func text() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("⇥2L")
    let before = model.text(120, 36)
    try reread(&model, "title: Kaiming against bad initialization", "title: Another title", step: 2)
    let after = model.text(120, 36)
    #expect(after.contains("Another title") && !before.contains("Another title"))
    #expect(after.contains("Read anew: 07-sample.md"))
    #expect(after.contains("hidden"))
    let focused = { (text: String) in text.split(separator: "\n").filter { $0.contains("▸ ") } }
    #expect(focused(after).contains { $0.contains("training loss") })
  }

  @Test("faults stand over the text until Esc; they name file, line and column")
  func faults() throws {
    var model = try AppModel.study(step: 2, at: 180)
    let before = model.text(120, 36)
    _ = model.update(.lessonBroken(broken(2)))
    let shown = model.text(120, 36)
    #expect(shown.contains("2 faults") && shown.contains("07-sample.md:1:3: unknown key"))
    #expect(!shown.contains("somebody"))
    // Keys still act on the lesson.
    #expect(model.commands(" ") == [.run])
    model.press("⎋")
    #expect(!model.text(120, 36).contains("faults"))
    #expect(before.contains("ready") || before.contains("paused"))
  }

  @Test("the next good version takes them away, and a lesson that is left as well")
  func mended() throws {
    var model = try AppModel.study(step: 2, at: 180)
    _ = model.update(.lessonBroken(broken(1)))
    #expect(model.text(80, 24).contains("A fault in the file"))
    try reread(&model, "minutes: 8", "minutes: 9", step: 2)
    #expect(!model.text(80, 24).contains("A fault"))
    _ = model.update(.lessonBroken(broken(1)))
    model.press("q")
    #expect(!model.text(80, 24).contains("A fault"))
  }

  @Test(
    "what finds no room is counted",
    arguments: [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12)])
  func many(size: Size) throws {
    var model = try AppModel.study(step: 2, at: 180, size: size)
    _ = model.update(.lessonBroken(broken(30)))
    let text = model.text(size.columns, size.rows)
    #expect(try #/and \d+ more/#.firstMatch(in: text) != nil, "\(text)")
  }

  @Test("a plot on the whole screen that the new version lacks gives way to the page")
  func inspected() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("z")
    try reread(&model, "minutes: 8", "minutes: 9", step: 2)
    let inspected = model.text(80, 24)
    model.press("⎋")
    #expect(model.text(80, 24) != inspected)
  }
}
