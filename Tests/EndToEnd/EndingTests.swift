import Charts
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
      program.pump(for: 0.5)
      #expect(!program.hasEnded, "one request waits for the loop")
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

    @Test("a trap before there is a screen leaves its reason, and asks for no key")
    func startTrap() throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", "steady", "--root", Lab.folder],
        environment: ["GRADLAB_FAULT": "start-trap"], size: Lab.wide)
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

    /// A lesson that has drawn until the buffers of the system, some 70 kB, took no more.
    private func stuck() throws -> TerminalProgram {
      let program = try Lab.opened(size: Size(columns: 300, rows: 100))
      program.type(" ")
      try #require(program.shows("steps/s", seconds: 60))
      // Each Ctrl-L draws everything anew: some 30 kB.
      for _ in 0..<50 { program.type(unread: [0x0C]) }
      return program
    }

    @Test(
      "one request ends a program whose terminal takes no output, and the terminal is whole",
      arguments: [SIGTERM, SIGHUP])
    func blockedOutput(signal: Int32) throws {
      let program = try stuck()
      program.send(signal: signal)
      #expect(program.endUnread(seconds: 5) == .signal(signal))
      _ = program.end()
      #expect(program.leftovers.isEmpty)
    }

    @Test("Ctrl-C twice ends a program whose terminal takes no output")
    func blockedKeys() throws {
      let program = try stuck()
      program.type(unread: [0x03])
      program.type(unread: [0x03])
      #expect(program.endUnread(seconds: 5) == .exit(0))
      _ = program.end()
      #expect(program.leftovers.isEmpty)
    }

    @Test("a program whose terminal takes no output trains on, and then shows the newest frame")
    func resumedOutput() throws {
      let program = try stuck()
      let before = program.processorSeconds - program.screenSeconds
      #expect(
        program.waitUnread(seconds: 10) { $0.processorSeconds - $0.screenSeconds > before + 1 },
        "its other threads compute")
      program.forgetOutput()
      #expect(Lab.isAlive(program))
      #expect(program.output.count > 30_000)
      #expect(program.screen.strangers.isEmpty)
    }

    @Test("in an address space of 1 GB a lesson trains, and the terminal is whole (row 47)")
    func smallAddressSpace() throws {
      let program = try TerminalProgram(
        "/bin/bash",
        [
          "-c", "ulimit -v 1048576; exec \"$@\"", "bash", ProgramUnderTest.path, "open", "steady",
          "--root", Lab.folder, "--speed", "max",
        ], size: Lab.wide)
      try #require(program.shows("ready", seconds: 60), "\(program.screen.text)")
      program.type(" ")
      try #require(program.shows("steps/s", seconds: 60), "\(program.screen.text)")
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 5) == .signal(SIGTERM))
      #expect(program.leftovers.isEmpty)
    }

    @Test("the program ends without taking away what threads may still use")
    func exitTrap() throws {
      let program = try Lab.opened(environment: ["GRADLAB_FAULT": "exit-trap"])
      program.type("q")
      #expect(Lab.quit(program) == .exit(0))
      #expect(program.leftovers.isEmpty)
    }

    @Test("leaving in the middle of a step that takes seconds is no fault, nor is one then raw")
    func slowStep() throws {
      let program = try Lab.opened(lesson: "slow")
      program.type(" ")
      try #require(program.wait(seconds: 60) { $0.processorSeconds > 3 })
      program.type("\u{3}")
      try #require(program.shows("Ctrl-C again", seconds: 10))
      program.type("\u{3}")
      // The program gives the step a second to end. A fault in it then is a fault, and no more.
      try #require(program.wait(seconds: 5) { !$0.screen.isAlternate })
      program.send(signal: SIGSEGV)
      let ending = program.end(seconds: 5)
      #expect(ending == .signal(SIGSEGV) || ending == .exit(0))
      #expect(program.leftovers.isEmpty)
    }
  }
}
