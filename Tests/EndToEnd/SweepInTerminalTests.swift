import Charts
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("The palette, sweeps and questions") struct SweepInTerminalTests {
    private func command(_ text: String, in program: TerminalProgram) throws {
      program.type(":")
      try #require(program.shows("What can be done here"))
      program.type(text)
      try #require(program.shows(":\(text)"))
      program.type("\r")
    }

    @Test(
      "a sweep trains a run a value, marks the best, and its knob is taken to the page",
      arguments: TimeTravelInTerminalTests.sizes)
    func sweeps(size: Size) throws {
      let program = try Lab.playing(size)
      try command("sweep rate 0.001,0.1", in: program)
      try #require(program.shows("all 2 runs", seconds: 60))
      #expect(program.shows("at 0.1"))
      program.type("\r")
      #expect(program.shows("learning rate now 0.1"))
      try command("sweep rate 5..6 2", in: program)
      #expect(program.shows("it goes from"))
      #expect(program.shows(":sweep rate 5..6 2"))
      program.type("\u{1B}")
      #expect(program.wait { !$0.screen.contains(":sweep") })
    }

    @Test(
      "a sweep is cancelled between two steps, and the lesson goes on",
      arguments: TimeTravelInTerminalTests.sizes)
    func cancels(size: Size) throws {
      let program = try Lab.playing(size)
      try command("sweep rate 0.001..1 100 depth 2,20", in: program)
      try #require(program.shows("of 200 runs"))
      program.type("\u{1B}")
      #expect(program.shows("cancelled after"))
      program.type("\u{1B}")
      #expect(program.shows("Now you"))
      program.type(" ")
      #expect(program.shows("training"))
    }

    @Test(
      "a measure that nobody recorded is read at each step that one goes to",
      arguments: TimeTravelInTerminalTests.sizes)
    func asks(size: Size) throws {
      let program = try Lab.played(size)
      try command("measure weight_n", in: program)
      try #require(program.shows("weight_norm"))
      #expect(program.shows("step 400 "))
      program.type("{")
      #expect(program.shows("step 360 "))
      program.type("\u{1B}")
      #expect(program.wait { !$0.screen.contains("weight_norm") })
    }
  }
}
