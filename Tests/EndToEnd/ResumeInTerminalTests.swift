import Charts
import Foundation
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Sessions are gone on with after the program has ended")
  struct ResumeTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]
    private let state: TemporaryFolder

    init() throws { state = try TemporaryFolder() }

    private func start(_ arguments: [String], _ size: Size) throws -> TerminalProgram {
      try TerminalProgram(
        ProgramUnderTest.path, arguments, environment: ["XDG_STATE_HOME": state.path], size: size)
    }

    /// The last page of the initialization lesson, trained, gone back, forked with another rate, and trained
    /// to its end again.
    private func forked(_ size: Size) throws -> TerminalProgram {
      let program = try Lab.played(size, environment: ["XDG_STATE_HOME": state.path])
      program.type("{")
      try #require(program.shows("360/400"))
      // The text, two plots, c and depth come before it.
      for _ in 1...5 { program.type("\t") }
      try #require(program.shows("▸learning rate"))
      // The plot that it changes stays in sight.
      program.type("f")
      try #require(program.shows("Enter forks"))
      program.type("0.1")
      program.type("\r")
      try #require(program.shows("forks at step 360"))
      program.type(" ")
      // Of all arms, and not only of the first that comes there.
      try #require(program.shows("done"))
      return program
    }

    /// The rows with curves. Bars are left out: their axes keep what they once had to hold.
    private func curves(_ program: TerminalProgram) -> [Substring] {
      program.screen.text.split(separator: "\n").filter { row in
        row.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
      }
    }

    @Test(
      "after a hang-up the same page, fork, focus and curves are there, by the command and by the library",
      arguments: sizes, [SIGHUP, SIGTERM])
    func resumes(size: Size, signal: Int32) throws {
      let program = try forked(size)
      program.type("v")
      try #require(program.wait { !curves($0).isEmpty && $0.screen.text.contains("400/400") })
      try #require(program.becomesQuiet())
      let before = curves(program)
      program.send(signal: signal)
      #expect(program.end(seconds: 5) == .signal(signal))
      let again = try start(["resume"], size)
      try #require(again.shows("400/400", seconds: 60))
      #expect(again.wait(seconds: 20) { _ in curves(again) == before }, "\(again.screen.text)")
      #expect(again.shows("▸learning rate"))
      again.type("c")
      #expect(again.shows("Runs at step 400, the best first"))
      #expect(again.screen.text.contains("yours, 0.1"))
      // Nothing has changed since: it ends, and the library has it at its top.
      again.send(signal: signal)
      #expect(again.end(seconds: 5) == .signal(signal))
      let library = try start([], size)
      try #require(library.shows("Go on: ", seconds: 60))
      #expect(library.screen.text.contains("Where you were"))
      library.type("\r")
      try #require(library.shows("400/400", seconds: 60))
      #expect(
        library.wait(seconds: 20) { _ in curves(library) == before }, "\(library.screen.text)")
      // And the bits are those of an uninterrupted run.
      library.send(signal: SIGTERM)
      #expect(library.end(seconds: 5) == .signal(SIGTERM))
      for name in try state.names(in: "gradlab/sessions") where name.hasSuffix(".log") {
        let run = try CommandLineRun(["replay", state.path("gradlab/sessions/\(name)"), "--csv"])
        #expect(run.status == 0 && run.output.contains("fork1,"), "\(run.errors)")
      }
    }

    @Test("without a session, resume says so; a changed lesson opens afresh and says why")
    func refuses() throws {
      let size = Size(columns: 80, rows: 24)
      let none = try start(["resume"], size)
      #expect(none.end(seconds: 10) == .exit(1))
      #expect(none.screen.text.contains("no session is kept"))
      let program = try forked(size)
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 5) == .signal(SIGTERM))
      let names = try state.names(in: "gradlab/sessions")
      let log = try #require(names.first { $0.hasSuffix(".log") })
      let path = state.path("gradlab/sessions/\(log)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("results 1", with: "results 9").write(
        toFile: path, atomically: false, encoding: .utf8)
      let again = try start(["resume"], size)
      #expect(again.shows("The lesson opens afresh, and the log stays", seconds: 60))
      #expect(again.shows("Now you"))
    }
  }
}
