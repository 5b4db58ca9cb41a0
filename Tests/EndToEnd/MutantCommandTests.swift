import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("Mutants on the command line")
struct MutantCommandTests {
  private func lesson(claims: String) -> String {
    """
    ---
    lab: 1
    id: two-numbers
    title: Two numbers
    question: Which?
    part: T. Tests
    number: 1
    minutes: 1
    seeds: {show: 1, look: "1-4"}
    sample: {over: {x: [-4, 4]}, draw: $c * x + z, exact: $c * x, steps: 60}
    arms:
      one: {label: one, set: {c: 1}}
      two: {label: two, set: {c: 2}}
    knobs:
      c: {label: c, value: 1, range: [0, 3]}
    probes:
      end: {of: sample_value, at: 4}
    plots:
      ends: {values: [end]}
    claims:
    \(claims)
    ---
    ## Draw

    Means of draws.

    ```lab
    plots: [ends]
    run: {arms: all, until: 60}
    ```
    """
  }

  private func run(_ claims: String, _ words: [String]) throws -> CommandLineRun {
    let folder = try TemporaryFolder()
    let path = try folder.write("two.md", Array(lesson(claims: claims).utf8))
    return try CommandLineRun(["verify", path, "--mutate"] + words)
  }

  @Test("of a sharp claim all fail, and the count is printed")
  func sharp() throws {
    let run = try run(
      "  apart: metric(two, end, 60) / metric(one, end, 60) in [1.5, 2.5]", ["--seeds", "11-18"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("4 of 4 mutants fail (100 %)"))
    #expect(!run.output.contains("survives") && run.output.contains("two-numbers, seeds "))
  }

  @Test("that survive are listed with what they say and their values, and the command fails")
  func loose() throws {
    let claims = "  loose: metric(one, end, 60) > 1 and metric(two, end, 60) > 2"
    let run = try run(claims, ["--seeds", "11-18"])
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output.contains("4 of 5 mutants fail (80 %)"), "\(run.output)")
    #expect(run.output.contains("survives: loose, one and two swapped, on every seed"))
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.contains("metric(two, end, 60)") && $0.hasSuffix("> 1") })
    #expect(lines.contains { $0.contains("metric(one, end, 60)") && $0.hasSuffix("> 2") })

    let data = Data(try self.run(claims, ["--seeds", "11-18", "--json"]).output.utf8)
    let reports = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    let mutants = try #require(reports.first?["mutants"] as? [[String: Any]])
    let survivor = try #require(mutants.first { $0["killed"] as? Bool == false })
    #expect(survivor["change"] as? String == "one and two swapped")
    #expect(
      survivor["expression"] as? String
        == "metric(two, end, 60) > 1 and metric(one, end, 60) > 2")
    #expect(mutants.count == 5)
  }

  @Test("a claim that does not hold itself is named, and seeds that the author looks at judge none")
  func refusals() throws {
    let run = try run("  wrong: metric(one, end, 60) > 8", ["--seeds", "11,12"])
    #expect(run.status == 1 && run.output.contains("FAILED: wrong does not hold itself"))
    let looked = try self.run("  it: metric(one, end, 60) > 1", ["--seeds", "4-9"])
    #expect(looked.status == 64 && looked.errors.contains("name none of them"))
  }

  @Test("of a shipped lesson are as many as its claims make, and nearly all fail")
  func shipped() throws {
    let run = try CommandLineRun(["verify", "2", "--mutate", "--seeds", "101-108"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let counts = try #require(try #/(\d+) of (\d+) mutants fail/#.firstMatch(in: run.output))
    #expect(try #require(Int(counts.2)) >= 10)
  }
}
