import Glibc
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Whatever ends the program, the terminal is whole")
  struct EndingTests {
    @Test("q leaves the screen as it was")
    func quit() throws {
      let program = try Lab.library()
      #expect(program.screen.isAlternate && !program.screen.isCursorVisible)
      #expect(!program.hasFirstModes)
      program.type("q")
      #expect(program.end() == .exit(0))
      #expect(program.leftovers.isEmpty)
      #expect(program.screen.isBlank)
      #expect(program.screen.strangers.isEmpty)
    }

    @Test(
      "a request to end while training is death by that signal",
      arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func soft(signal: Int32) throws {
      let program = try Lab.training()
      program.send(signal: signal)
      #expect(program.end(seconds: 5) == .signal(signal))
      #expect(program.leftovers.isEmpty)
    }

    @Test("two requests end a program whose main loop hangs")
    func twice() throws {
      let program = try Lab.library(environment: ["GRADLAB_FAULT": "main-hang"])
      program.type("?")
      try #require(program.becomesQuiet())
      program.send(signal: SIGTERM)
      #expect(!program.wait(seconds: 0.5) { $0.ending != nil }, "one request waits for the loop")
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 1) == .signal(SIGTERM))
      #expect(program.leftovers.isEmpty)
    }

    @Test(
      "a fatal signal stays what it is",
      arguments: [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS])
    func fatal(signal: Int32) throws {
      let program = try Lab.library()
      program.send(signal: signal)
      #expect(program.end(seconds: 5) == .signal(signal))
      #expect(program.leftovers.isEmpty)
    }

    @Test("a trap leaves its reason on the screen", arguments: ["trap", "main-trap"])
    func trap(fault: String) throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", "steady", "--root", Lab.folder],
        environment: ["GRADLAB_FAULT": fault],
        size: Lab.wide)
      if fault == "main-trap" {
        try #require(program.shows("ready", seconds: 60))
        program.type("?")
      } else {
        _ = program.wait(seconds: 60) { $0.ending != nil || $0.screen.contains("ready") }
        program.type(" ")
      }
      // Swift's own handler would wait for half a minute.
      let ending = program.end(seconds: 15)
      #expect(ending == .signal(SIGILL) || ending == .signal(SIGTRAP))
      #expect(program.leftovers.isEmpty)
      #expect(program.screen.contains("GRADLAB_FAULT"))
    }

    @Test("an exhausted stack on a training thread is a segmentation fault, and no more")
    func stackOverflow() throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", "steady", "--root", Lab.folder],
        environment: ["GRADLAB_FAULT": "stack-overflow"], size: Lab.wide)
      _ = program.wait(seconds: 60) { $0.ending != nil || $0.screen.contains("ready") }
      program.type(" ")
      #expect(program.end(seconds: 15) == .signal(SIGSEGV))
      #expect(program.leftovers.isEmpty)
    }

    @Test("a closed terminal ends the program within two seconds, though HUP is ignored")
    func closedTerminal() throws {
      let program = try Lab.training(circumstances: .ignoresHangUp)
      program.hangUp()
      #expect(program.end(seconds: 2) == .exit(1))
    }

    @Test("a closed terminal is death by HUP")
    func hangUp() throws {
      let program = try Lab.training()
      program.hangUp()
      #expect(program.end(seconds: 2) == .signal(SIGHUP))
    }
  }
}
