import Charts
import Glibc
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Windows of every size")
  struct SizeTests {
    @Test(
      "a tiny window gets a line, and the program lives",
      arguments: [Size(columns: 1, rows: 1), Size(columns: 2, rows: 2), Size(columns: 19, rows: 5)])
    func tiny(size: Size) throws {
      let program = try TerminalProgram(ProgramUnderTest.path, size: size)
      try #require(program.wait { $0.screen.isAlternate && !$0.screen.isBlank })
      try #require(program.becomesQuiet())
      if size.columns >= 19 { #expect(program.screen.contains("40")) }
      #expect(program.screen.strangers.isEmpty)
      program.type("q")
      #expect(program.end() == .exit(0))
      #expect(program.leftovers.isEmpty)
    }

    @Test("shrinking to one cell and growing back gives the first screen")
    func thereAndBack() throws {
      let size = Size(columns: 80, rows: 24)
      let program = try Lab.library(size: size)
      try #require(program.becomesQuiet())
      let first = program.screen.cells
      program.resize(Size(columns: 1, rows: 1))
      try #require(program.becomesQuiet())
      program.resize(size)
      #expect(program.wait { $0.screen.cells == first })
      #expect(program.screen.strangers.isEmpty)
    }

    @Test("a huge window is filled, and no cell lies outside")
    func huge() throws {
      let program = try Lab.library(size: Size(columns: 500, rows: 200))
      try #require(program.becomesQuiet())
      #expect(!program.screen.lines[199].isEmpty)
      #expect(program.screen.strangers.isEmpty)
      #expect(Lab.isAlive(program))
    }

    @Test("a window that reports no size is taken for 80 by 24")
    func unknown() throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, size: Size(columns: 0, rows: 0))
      program.resize(Size(columns: 0, rows: 0))
      let seen = program.wait { String(decoding: $0.output, as: UTF8.self).contains("LeNet") }
      #expect(seen)
      program.type("q")
      #expect(program.end() == .exit(0))
    }

    @Test("after two hundred sizes in a row the last one is right")
    func storm() throws {
      let program = try Lab.library(size: Size(columns: 80, rows: 24))
      try #require(program.becomesQuiet())
      let frames = program.screen.synchronizedFrames
      for step in 0..<200 {
        program.resize(Size(columns: 1 + step * 37 % 200, rows: 1 + step * 13 % 60))
      }
      program.resize(Lab.wide)
      let fresh = try Lab.library()
      try #require(fresh.becomesQuiet())
      #expect(program.wait { $0.screen.lines == fresh.screen.lines })
      // Window changes that come together are one redraw.
      #expect(program.screen.synchronizedFrames - frames < 100)
    }

    @Test("a resize while training leaves a whole screen of the new size")
    func whileTraining() throws {
      let program = try Lab.training()
      for size in [Size(columns: 100, rows: 30), Size(columns: 80, rows: 24), Lab.wide] {
        program.resize(size)
        #expect(program.wait { !$0.screen.lines[size.rows - 1].isEmpty })
      }
      #expect(program.shows("steps/s") || program.shows("done"))
      program.send(signal: SIGTERM)
      #expect(program.end() == .signal(SIGTERM))
    }
  }
}
