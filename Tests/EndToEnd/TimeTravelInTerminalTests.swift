import Charts
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Time travel") struct TimeTravelInTerminalTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

    @Test("keys go back, on and to the end, and undo what they did", arguments: sizes)
    func scrubs(size: Size) throws {
      let program = try Lab.played(size)
      program.type("{")
      #expect(program.shows("360/400"))
      program.type(",")
      #expect(program.shows("359/400"))
      program.type("[")
      #expect(program.shows("355/400"))
      program.type("}")
      #expect(program.shows("395/400"))
      program.type("]")
      #expect(program.shows("399/400"))
      program.type("]")
      #expect(program.shows("400/400"))
      program.type("u")
      // Going on and on is one change.
      #expect(program.shows("Undone: the way to step 400"))
      #expect(program.wait { $0.screen.text.contains("400/400") })
    }

    @Test(
      "a network that stays at chance learns by forking alone, its first weights untouched",
      arguments: sizes)
    func savesByForking(size: Size) throws {
      let program = try Lab.playing(size)
      // The learner's arm with c = 0.5: it stays at chance.
      for _ in 1...3 { program.type("\t") }
      try #require(program.shows("▸c "))
      program.type("\r")
      try #require(program.shows("Enter take"))
      program.type("0.5")
      program.type("\r")
      try #require(program.wait { $0.screen.text.contains("0.5     ◂") })
      program.type(" ")
      try #require(program.shows("400/400"))
      // Back to step 40, and a fork with ten times the learning rate.
      for tenths in 1...9 {
        // One by one: typed at once they would be pasted text.
        program.type("{")
        try #require(program.shows(" \(400 - 40 * tenths)/400"))
      }
      for _ in 1...2 { program.type("\t") }
      program.type("f")
      try #require(program.shows("Enter forks yours at step 40"))
      program.type("0.5")
      program.type("\r")
      try #require(program.shows("forks at step 40"))
      program.type(" ")
      try #require(program.shows("400/400"))
      program.type("c")
      #expect(program.shows("Runs at step 400, the best first"))
      let rows = program.screen.text.split(separator: "\n").map(String.init)
      let fork = rows.firstIndex { $0.contains("yours, 0.5") && $0.contains("learning rate") }
      let own = rows.firstIndex { $0.contains("● yours  ") && $0.contains("c 0.5") }
      #expect((fork ?? .max) < (own ?? .min), "\(program.screen.text)")
    }
  }
}
