import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("A bench of one's own") struct PlayTests {
    /// The program in a folder, on the bench.
    private func bench(
      _ arguments: String, in folder: TemporaryFolder, size: Size = Lab.wide
    ) throws -> TerminalProgram {
      let program = try TerminalProgram(
        "/bin/bash",
        ["-c", "cd '\(folder.path)' && exec '\(ProgramUnderTest.path)' play \(arguments)"],
        size: size)
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
      #expect(try elsewhere.names() == [])
      #expect(Lab.quit(other) == .exit(0))
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
