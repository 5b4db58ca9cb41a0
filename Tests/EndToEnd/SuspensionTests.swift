import Charts
import Foundation
import Glibc
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Stopping and going on")
  struct SuspensionTests {
    @Test("Ctrl-Z gives the shell its terminal back, and fg the whole screen")
    func jobControl() throws {
      let shell = try Lab.shell()
      try #require(shell.shows("Kaiming"))
      try #require(shell.becomesQuiet())
      let before = shell.screen.lines
      shell.type("\u{1A}")
      #expect(shell.shows("Stopped", seconds: 5))
      #expect(!shell.screen.isAlternate && shell.screen.isCursorVisible)
      shell.type("echo $((6*7))\r")
      #expect(shell.shows("42", seconds: 5))
      shell.type("fg\r")
      #expect(shell.wait(seconds: 5) { $0.screen.isAlternate && $0.screen.lines == before })
      #expect(Lab.isAlive(shell))
      shell.type("q")
      #expect(shell.wait(seconds: 5) { !$0.screen.isAlternate })
      shell.type("echo $((7*6))=$?\r")
      #expect(shell.shows("42=0", seconds: 5))
      #expect(shell.screen.strangers.isEmpty)
    }

    @Test("a stop from outside works like Ctrl-Z")
    func stopFromOutside() throws {
      let shell = try Lab.shell()
      try #require(shell.shows("Kaiming"))
      let program = try #require(shell.children.first)
      kill(program, SIGTSTP)
      #expect(shell.shows("Stopped", seconds: 5))
      #expect(!shell.screen.isAlternate && shell.screen.isCursorVisible)
      shell.type("fg\r")
      #expect(shell.wait(seconds: 5) { $0.screen.isAlternate && $0.screen.contains("Kaiming") })
      #expect(Lab.isAlive(shell))
    }

    @Test("without job control a stop is nothing, and the program lives")
    func orphan() throws {
      let program = try Lab.library()
      program.send(signal: SIGTSTP)
      #expect(Lab.isAlive(program))
      #expect(Lab.quit(program) == .exit(0))
      #expect(program.leftovers.isEmpty)
    }

    @Test("after STOP and CONT the screen is drawn anew, at the size it has now")
    func stopAndContinue() throws {
      let program = try Lab.library()
      try #require(program.becomesQuiet())
      program.send(signal: SIGSTOP)
      try #require(program.wait(seconds: 5) { $0.isStopped })
      program.resize(Size(columns: 90, rows: 30))
      program.send(signal: SIGCONT)
      let fresh = try Lab.library(size: Size(columns: 90, rows: 30))
      try #require(fresh.becomesQuiet())
      #expect(program.wait(seconds: 5) { $0.screen.lines == fresh.screen.lines })
      #expect(Lab.isAlive(program))
    }

    @Test("a run that was stopped in between draws the curves of one that was not")
    func sameRun() throws {
      let whole = try Lab.opened(lesson: "short")
      whole.type(" ")
      try #require(whole.shows("done", seconds: 60))
      let stopped = try Lab.opened(lesson: "short")
      stopped.type(" ")
      for _ in 0..<3 {
        let steps = stopped.screen.lines[0]
        try #require(stopped.wait { $0.screen.lines[0] != steps })
        stopped.send(signal: SIGSTOP)
        try #require(stopped.wait(seconds: 5) { $0.isStopped })
        stopped.send(signal: SIGCONT)
        try #require(stopped.wait(seconds: 5) { !$0.isStopped })
      }
      try #require(stopped.shows("done", seconds: 60))
      try #require(whole.becomesQuiet() && stopped.becomesQuiet())
      #expect(stopped.screen.lines == whole.screen.lines)
    }

    @Test("Ctrl-Z pauses a run, and after fg its curves are those of one that was never stopped")
    func stoppedRun() throws {
      let whole = try Lab.opened(lesson: "short")
      whole.type(" ")
      try #require(whole.shows("done", seconds: 60))
      let shell = try Lab.shell("open short --root '\(Lab.folder)' --speed max")
      try #require(shell.shows("ready", seconds: 60))
      shell.type(" ")
      try #require(shell.shows("steps/s", seconds: 60))
      shell.type("\u{1A}")
      try #require(shell.shows("Stopped", seconds: 5))
      let child = try #require(shell.children.first)
      let state = try String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      #expect(state.contains(") T "), "no thread of it runs: \(state)")
      shell.type("fg\r")
      try #require(shell.shows("done", seconds: 60))
      try #require(whole.becomesQuiet() && shell.becomesQuiet())
      #expect(shell.screen.lines == whole.screen.lines)
    }
  }
}
