import Lessons
import Testing

@Suite("Names that some YAML readers take for something else")
struct ShortNameTests {
  @Test("n and y name a knob, an arm, a probe and a plot wherever they are listed")
  func letters() throws {
    let text = SmallLesson.text.replacing("knobs: [c]", with: "knobs: [n]")
      .replacing("      c: {value", with: "      n: {value").replacing(
        "  c: {value", with: "  n: {value"
      )
      .replacing("$c /", with: "$n /").replacing("set: {c:", with: "set: {n:")
      .replacing("  he: {", with: "  y: {").replacing("metric(he", with: "metric(y")
      .replacing("arms: [he]", with: "arms: [y]").replacing("line: [loss]", with: "line: [n]")
      .replacing("  loss: {of", with: "  n: {of").replacing(", loss, 50)", with: ", n, 50)")
    let lesson = try Lesson.read(SmallLesson.bytes(text), path: "f.md")
    #expect(lesson.steps[0].knobs == ["n"] && lesson.steps[0].run?.arms == ["y"])
  }

  @Test("where nothing is called so they are still refused")
  func refused() {
    #expect(
      SmallLesson.faults(SmallLesson.changed("knobs: [c]", to: "knobs: [y]")).count == 1)
  }

  @Test("an arm without brackets is told how a list is written")
  func armAlone() {
    #expect(
      SmallLesson.faults(SmallLesson.changed("arms: [he]", to: "arms: he")) == [
        "44:13: run.arms: expected all or a list, [he], found the arm \"he\""
      ])
  }

  @Test("an end of a knob's range that data don't go along with is said with the knob")
  func knobEnds() throws {
    #expect(try Lesson.read(SmallLesson.bytes(), path: "f.md").knobWarnings.isEmpty)
    let text = SmallLesson.text.replacing("batch: 10,", with: "batch: $b,")
      .replacing("knobs:\n", with: "knobs:\n  b: {value: 10, range: [1, 5000], step: 1}\n")
    let warnings = try Lesson.read(SmallLesson.bytes(text), path: "f.md").knobWarnings
    #expect(warnings.map(\.knob) == ["b"])
    #expect(
      warnings.first?.text
        == "at 5000: The batch of 5000 is more than the data: all 100 training records are used at "
        + "every step.")
  }
}
