import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Formulas with their values")
struct FormulaMeasureTests {
  @Test("each stands as it is written, with its value at the arm's knobs, and at new ones at once")
  func values() throws {
    let kind = ProcessLesson.calculate
    let lesson = try kind.lesson(
      probes: "  it: {of: formulas}",
      arms: "  two: {label: two}\n  one: {label: one, set: {s: 1}}")
    let session = try Session(lesson: lesson, library: kind.library)
    func rows(_ arm: String) throws -> [[Table.Cell]] {
      session.request(SnapshotRequest(probes: ["it"]))
      session.waitUntilSettled()
      let table = try #require(session.arm(arm)?.readings.table("it"))
      #expect(table.columns == ["name", "formula", "value"])
      return table.rows
    }
    // ⌊(28 − 3)/2⌋ + 1 and ⌊(28 − 3)/1⌋ + 1.
    #expect(
      try rows("two") == [
        [.text("out"), .formula("floor(($n - 3) / $s) + 1"), .number(13)],
        [.text("double"), .formula("2 * $n"), .number(56)],
        [.text("relu"), .formula("max(0, x)"), .text("over x")],
        [.text("both"), .formula("x * y * $n"), .text("over x, y")],
      ])
    #expect(try rows("one")[0][2] == .number(26))
    try session.sendAndSettle(.set(knob: "n", to: .number(11), arm: nil))
    #expect(try rows("two")[0][2] == .number(5) && rows("one")[1][2] == .number(22))
  }
}
