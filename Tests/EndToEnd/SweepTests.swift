import Foundation
import Glibc
import TerminalHarness
import Testing

@Suite("gradlab sweep")
struct SweepTests {
  private static let lesson = "kaiming-vs-bad-initialization"

  private func sweep(_ arguments: String...) throws -> CommandLineRun {
    try CommandLineRun(["sweep", Self.lesson] + arguments)
  }

  @Test("--csv has a row a run, the same bytes again and on one processor")
  func csv() throws {
    let arguments = [
      "sweep", Self.lesson, "learning_rate", "1e-3..1", "3", "--seeds", "1-2", "--steps", "12",
      "--csv",
    ]
    let run = try CommandLineRun(arguments)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(run.output.hasPrefix("learning_rate,seed,probe,step,value,diverged\n"))
    #expect(
      rows.dropFirst().map { $0[0] } == [
        "0.001", "0.001", "0.0316227766017",
        "0.0316227766017", "1", "1",
      ])
    #expect(rows.dropFirst().map { $0[1] } == ["1", "2", "1", "2", "1", "2"])
    #expect(rows.allSatisfy { $0.count == 6 })
    let line = (["exec taskset -c 0 \"$GRADLAB\""] + arguments).joined(separator: " ")
    #expect(try CommandLineRun(shell: line).output == run.output)
  }

  @Test("--json says the same as run --json with the knob set")
  func json() throws {
    let swept = try sweep("c", "0.5,2", "batch", "16", "--steps", "10", "--json")
    #expect(swept.status == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(swept.output.utf8)) as? [String: Any])
    #expect(object["arm"] as? String == "yours" && object["probe"] as? String == "loss")
    let runs = try #require(object["runs"] as? [[String: Any]])
    #expect(runs.count == 2)
    let run = try CommandLineRun(
      ["run", Self.lesson, "--set", "c=2", "--set", "batch=16", "--steps", "10", "--json"])
    let whole = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let arms = try #require(whole?["arms"] as? [[String: Any]])
    let yours = arms.first { $0["id"] as? String == "yours" }
    let loss = (yours?["probes"] as? [String: [String: Any]])?["loss"]
    #expect(runs[1]["value"] as? Double == (loss?["smoothed"] as? [Double])?.last)
    let values = runs.compactMap { $0["value"] as? Double }
    #expect(
      (object["best"] as? [String: Double])
        == ["c": values[0] <= values[1] ? 0.5 : 2, "batch": 16])
  }

  @Test("people get a table with the best marked, and bars; of two knobs a table of both")
  func text() throws {
    let one = try sweep("learning_rate", "0.01,0.05", "--steps", "10", "--seeds", "1-3")
    #expect(one.status == 0)
    for word in ["median", "minimum", "maximum", "best", "arm yours", "seeds 1,2,3"] {
      #expect(one.output.contains(word), "\(one.output)")
    }
    let two = try sweep("c", "0.5,2", "depth", "2..4", "3", "--steps", "5", "--ascii")
    #expect(two.output.contains("c \\ depth") && two.output.contains("*"))
    #expect(two.output.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test("a run that diverges is said to, and is not the best")
  func divergence() throws {
    let arguments = ["c", "2,10", "--set", "learning_rate=100", "--set", "depth=20"]
    let run = try CommandLineRun(["sweep", Self.lesson] + arguments + ["--steps", "30"])
    #expect(run.status == 0)
    #expect(run.output.contains("diverged at step"), "\(run.output)")
    let csv = try CommandLineRun(
      ["sweep", Self.lesson] + arguments + ["--steps", "30", "--csv"])
    #expect(csv.output.contains(",,true\n"), "\(csv.output)")
  }
}

extension InTerminal {
  @Suite("Ctrl-C during a sweep")
  struct SweepEndingTests {
    @Test("takes the progress line away, prints nothing, and is death by that signal")
    func interrupt() throws {
      let program = try TerminalProgram(
        ProgramUnderTest.path,
        ["sweep", Lab.lesson, "learning_rate", "1e-3..1", "50", "--steps", "100000"])
      try #require(program.wait { $0.screen.text.contains("%") }, "\(program.screen.text)")
      program.send(signal: SIGINT)
      #expect(program.end(seconds: 20) == .signal(SIGINT))
      #expect(program.screen.isBlank && program.leftovers.isEmpty, "\(program.screen.text)")
    }
  }
}
