import Charts
import Foundation
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("A bench of one's own") struct PlayTests {
    /// The program in a folder, on the bench.
    private func bench(
      _ arguments: String, in folder: TemporaryFolder, size: Size = Lab.wide,
      environment: [String: String] = [:]
    ) throws -> TerminalProgram {
      let program = try TerminalProgram(
        "/bin/bash",
        ["-c", "cd '\(folder.path)' && exec '\(ProgramUnderTest.path)' play \(arguments)"],
        environment: environment, size: size)
      try #require(program.shows("yours"))
      return program
    }

    @Test(
      "runs, is turned and saved; the file has no fault and trains",
      arguments: TimeTravelInTerminalTests.sizes)
    func saves(size: Size) throws {
      let folder = try TemporaryFolder()
      let program = try bench("moons --speed max", in: folder, size: size)
      try #require(program.shows("ready"))
      program.type(" ")
      try #require(program.shows("3000/3000", seconds: 60))
      // From the text the arrow turns the first knob, the number of hidden layers.
      program.type("\u{1B}[C")
      try #require(program.shows("▸hidden layers"))
      try #require(program.wait { !$0.screen.text.contains("3000/3000") })
      program.type(":")
      try #require(program.shows("save NAME"))
      program.type("save mine")
      program.type("\r")
      #expect(program.shows("mine.md"))
      #expect(program.wait { _ in (try? folder.names()) == ["mine.md"] })
      program.type(":")
      try #require(program.shows("save NAME"))
      program.type("save mine")
      program.type("\r")
      #expect(program.shows("it is there already"))
      // What is refused stays to be changed.
      program.type("\u{1B}")
      #expect(program.wait { !$0.screen.text.contains("it is there already") })
      #expect(Lab.quit(program) == .exit(0))

      let check = try CommandLineRun(["check", "./mine.md"], folder: folder.path)
      #expect(check.status == 0, "\(check.output)\(check.errors)")
      #expect(check.output.contains("1 lesson without a fault") && check.errors == "")
      let run = try CommandLineRun(
        ["run", "./mine.md", "--steps", "200", "--json"], folder: folder.path)
      #expect(run.status == 0, "\(run.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      let arms = (object as? [String: Any])?["arms"] as? [[String: Any]]
      let arm = try #require(arms?.first)
      let knobs = arm["knobs"] as? [String: Any]
      #expect((knobs?["depth"] as? NSNumber)?.intValue == 3, "\(run.output.prefix(2000))")
      let loss = (arm["probes"] as? [String: [String: Any]])?["loss"]
      #expect((loss?["raw"] as? [NSNumber])?.count == 200)
    }

    @Test("of a table beside the working folder is open, and not saved where it could not read it")
    func table() throws {
      let folder = try TemporaryFolder()
      let rows = (0..<60).map { "\($0 % 2),\($0 % 7),\($0 % 2 == 0 ? "even" : "odd")\n" }
      try folder.write("t.csv", "x,y,kind\n" + rows.joined())
      let program = try bench("./t.csv", in: folder)
      #expect(program.shows("t.csv"))
      program.type(":")
      try #require(program.shows("save NAME"))
      program.type("save table")
      program.type("\r")
      #expect(program.wait { _ in (try? folder.names()) == ["t.csv", "table.md"] })
      #expect(Lab.quit(program) == .exit(0))
      let check = try CommandLineRun(["check", "./table.md"], folder: folder.path)
      #expect(check.status == 0, "\(check.output)\(check.errors)")

      let elsewhere = try TemporaryFolder()
      let other = try bench("'\(folder.path)/t.csv'", in: elsewhere)
      other.type(":")
      try #require(other.shows("save NAME"))
      other.type("save table")
      other.type("\r")
      #expect(other.shows("not saved"))
      other.type("\u{1B}")
      #expect(other.wait { !$0.screen.text.contains("not saved") })
      #expect(try elsewhere.names() == [])
      #expect(Lab.quit(other) == .exit(0))
    }

    @Test("after a hang-up it is gone on with from any folder; a table that has changed is said")
    func resumes() throws {
      let folder = try TemporaryFolder()
      let rows = (0..<60).map { "\($0 % 2),\($0 % 7),\($0 % 2 == 0 ? "even" : "odd")\n" }
      try folder.write("t.csv", "x,y,kind\n" + rows.joined())
      let state = try TemporaryFolder()
      let surroundings = ["XDG_STATE_HOME": state.path]
      let program = try bench(
        "./t.csv --set depth=4 --speed max", in: folder, environment: surroundings)
      try #require(program.shows("ready"))
      program.type(" ")
      try #require(program.shows("3000/3000", seconds: 60))
      try #require(program.becomesQuiet())
      program.send(signal: SIGHUP)
      #expect(program.end(seconds: 5) == .signal(SIGHUP))
      let log = try #require(
        try state.names(in: "gradlab/sessions").first { $0.hasSuffix(".log") })
      let replay = ["replay", state.path("gradlab/sessions/\(log)"), "--csv"]
      let run = try CommandLineRun(replay)
      #expect(run.status == 0 && run.output.contains("yours,") && run.errors == "", "\(run.errors)")
      let again = try TerminalProgram(
        ProgramUnderTest.path, ["resume"], environment: surroundings, size: Lab.wide)
      #expect(again.shows("3000/3000", seconds: 60))
      #expect(again.screen.text.contains("t.csv"))
      again.send(signal: SIGHUP)
      #expect(again.end(seconds: 5) == .signal(SIGHUP))
      let library = try TerminalProgram(
        ProgramUnderTest.path, [], environment: surroundings, size: Lab.wide)
      try #require(library.shows("Go on: t.csv", seconds: 60))
      library.type("\r")
      #expect(library.shows("3000/3000", seconds: 60))
      library.send(signal: SIGHUP)
      #expect(library.end(seconds: 5) == .signal(SIGHUP))

      try folder.write("t.csv", "x,y,kind\n" + rows.reversed().joined())
      let changed = try TerminalProgram(
        ProgramUnderTest.path, ["resume"], environment: surroundings, size: Lab.wide)
      #expect(changed.shows("The bench opens afresh, and the log stays: t.csv", seconds: 60))
      #expect(Lab.quit(changed) == .exit(0))
      let other = try CommandLineRun(replay)
      #expect(other.status == 1 && other.errors.contains("t.csv, which has changed"))
      try FileManager.default.removeItem(atPath: folder.path("t.csv"))
      let missing = try CommandLineRun(replay)
      #expect(missing.status == 1 && missing.errors.contains("put the table back"))
    }
  }
}

@Suite("A bench that can't be opened") struct RefusedBenchTests {
  @Test(
    "is refused in one line that says what there is, also without a terminal",
    arguments: [
      (["mons"], "did you mean moons?"), (["./nothing.csv"], "./nothing.csv: can't be opened"),
      (["shakespeare"], "neither points nor images"),
      (["moons", "--data", "x.txt"], "play takes its data without an option"),
      (["moons", "--label", "x"], "moons is none"),
    ])
  func refused(arguments: [String], expected: String) throws {
    let run = try CommandLineRun(["play"] + arguments)
    #expect(run.errors.contains(expected), "\(run.errors)")
    #expect(run.status == 64 && run.output == "")
  }

  @Test("that can be needs a terminal")
  func noTerminal() throws {
    #expect(try CommandLineRun(["play"]).status == 2)
  }
}
