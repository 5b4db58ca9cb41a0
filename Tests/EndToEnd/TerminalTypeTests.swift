import Charts
import Glibc
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Terminals rich and poor")
  struct TerminalTypeTests {
    @Test(
      "without a terminal to draw on, open says so in one line and exits 2",
      arguments: [.withoutInput, .pipesOutput] as [TerminalProgram.Circumstances])
    func noTerminal(circumstances: TerminalProgram.Circumstances) throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", Lab.lesson], circumstances: circumstances)
      #expect(program.end() == .exit(2))
      #expect(!program.hasEscapes)
      #expect(program.outputText.contains("is not a terminal"))
      #expect(program.outputText.split(separator: "\r\n").count == 1)
      #expect(program.leftovers.isEmpty)
    }

    @Test("with its descriptors closed, open exits 2")
    func closedDescriptors() throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", Lab.lesson], circumstances: .closesDescriptors)
      #expect(program.end() == .exit(2))
    }

    @Test("a useless TERM is named, with exit 2", arguments: [nil, "", "no-such-term", "dumb"])
    func uselessType(type: String?) throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", Lab.lesson], environment: ["TERM": type])
      #expect(program.end() == .exit(2))
      #expect(!program.hasEscapes)
      #expect(program.outputText.contains("TERM"))
      #expect(program.leftovers.isEmpty)
    }

    @Test("where there is no usable terminal, the library is a list", arguments: [nil, "dumb"])
    func list(type: String?) throws {
      let program = try TerminalProgram(ProgramUnderTest.path, environment: ["TERM": type])
      #expect(program.end() == .exit(0))
      #expect(!program.hasEscapes)
      #expect(program.outputText.contains(Lab.lesson))
    }

    @Test(
      "an old terminal type shows everything",
      arguments: ["vt100", "vt220", "linux", "xterm", "screen", "screen-256color", "rxvt"])
    func oldType(type: String) throws {
      let program = try Lab.library(environment: ["TERM": type])
      #expect(Lab.isAlive(program))
      #expect(program.screen.strangers.isEmpty)
      if type.hasPrefix("vt") { #expect(!program.screen.usesColor) }
      #expect(Lab.quit(program) == .exit(0))
      #expect(program.hasFirstModes && program.screen.isCursorVisible)
    }

    @Test("line drawing on a VT100 needs no Unicode")
    func lineDrawing() throws {
      let program = try Lab.library(environment: ["TERM": "vt100"])
      #expect(program.output.allSatisfy { $0 < 0x80 })
      #expect(program.screen.contains("──"))
    }

    @Test("a locale that is not UTF-8 gets ASCII alone", arguments: ["C", "xx_YY.UTF-8", "POSIX"])
    func plainLocale(locale: String) throws {
      let program = try Lab.opened(environment: ["LC_ALL": locale])
      program.type(" ")
      try #require(program.shows("steps/s", seconds: 60))
      #expect(program.output.allSatisfy { $0 < 0x80 })
      #expect(!program.screen.contains("??"))
      #expect(program.screen.strangers.isEmpty)
    }

    @Test("NO_COLOR takes the colors away, and an explicit choice brings them back")
    func noColor() throws {
      let plain = try Lab.library(environment: ["NO_COLOR": "1"])
      #expect(!plain.screen.usesColor)
      let empty = try Lab.library(environment: ["NO_COLOR": ""])
      #expect(empty.screen.usesColor)
      let chosen = try Lab.library(
        environment: ["NO_COLOR": "1"], arguments: ["--color", "256"])
      #expect(chosen.screen.usesColor)
    }

    @Test("the same characters are shown with colors and without")
    func colorIsNotNeeded() throws {
      let colored = try Lab.library()
      let plain = try Lab.library(environment: ["NO_COLOR": "1"])
      try #require(colored.becomesQuiet() && plain.becomesQuiet())
      #expect(colored.screen.lines == plain.screen.lines)
    }

    @Test("stale LINES and COLUMNS are ignored")
    func staleSize() throws {
      let program = try Lab.library(environment: ["LINES": "10", "COLUMNS": "40"])
      let fresh = try Lab.library()
      try #require(program.becomesQuiet() && fresh.becomesQuiet())
      #expect(program.screen.lines == fresh.screen.lines)
    }
  }
}
