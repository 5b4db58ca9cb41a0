import Charts
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("The pad") struct PadInTerminalTests {
    /// What a terminal sends for a mouse that is pressed, dragged over cells and let go.
    private static func drag(_ cells: [(column: Int, row: Int)]) -> String {
      func event(_ button: Int, _ cell: (column: Int, row: Int), _ end: String) -> String {
        "\u{1B}[<\(button);\(cell.column + 1);\(cell.row + 1)\(end)"
      }
      return event(0, cells[0], "M") + cells.dropFirst().map { event(32, $0, "M") }.joined()
        + event(0, cells[cells.count - 1], "m")
    }

    @Test("reads a digit that is drawn with the mouse", arguments: ["2", "3", "4"])
    func draws(lesson: String) throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", lesson], size: Size(columns: 80, rows: 24))
      try #require(program.shows("Lesson \(lesson)"))
      program.type("d")
      try #require(program.shows("Your digit"))
      program.type(Self.drag((4...13).map { (column: 15, row: $0) }))
      #expect(program.shows("LeNet-5: 1"))
      #expect(program.shows("6 maps of c1"))
      program.type("c")
      #expect(program.wait { !$0.screen.contains("LeNet-5: 1") })
      program.type(
        Self.drag(
          (9...19).map { (column: $0, row: 4) } + (5...13).map { (column: 24 - $0, row: $0) }))
      #expect(program.shows("LeNet-5: 7"))
      program.type("q")
      #expect(program.wait { !$0.screen.contains("Your digit") })
    }
  }
}
