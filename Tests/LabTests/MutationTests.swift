import Experiments
import Lab
import Lessons
import Testing

@Suite("Mutants on seeds")
struct MutationTests {
  private func lesson(_ claims: String) throws -> Lesson {
    var text = TestLesson()
    text.claims =
      "claims:\n" + claims.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return try text.lesson
  }

  /// The mutants of one claim about the loss of two arms at step 9: `calm` comes to `looked`
  /// on the author's seeds and to `unseen` on others, `faint` to one more.
  private func reports(
    _ formula: String, over: String = "all", looked: [Double] = [1, 2, 3], unseen: [Double]
  ) throws -> [MutantReport] {
    let claim = try lesson("it: {expr: \"\(formula)\", over: \(over)}").claims[0]
    let trial = MutantTrial(looked: contexts(looked), unseen: contexts(unseen))
    return trial.reports(of: claim, swapped: claim.swappedMutants)
  }

  private func contexts(_ values: [Double]) -> [SnapshotMetrics] {
    values.map { value in
      let arms = [("calm", value), ("faint", value + 1)].map { name, value in
        ArmSnapshot(
          id: name, label: name, recorded: [MetricKey(probe: "loss", step: 9): value])
      }
      return SnapshotMetrics(arms: arms, knobs: [:])
    }
  }

  private func words(_ reports: [MutantReport]) -> [String] {
    reports.map { "\($0.isKilled ? "fails" : "survives"): \($0.result.text)" }
  }

  @Test("of a sharp claim all fail")
  func sharp() throws {
    let reports = try reports(
      "metric(calm, loss, 9) < metric(faint, loss, 9) and metric(calm, loss, 9) in [-1, 5]",
      unseen: [1, 2, 3])
    #expect(
      words(reports) == [
        "fails: metric(calm, loss, 9) >= metric(faint, loss, 9) and metric(calm, loss, 9) in [-1, 5]",
        "fails: metric(calm, loss, 9) < metric(faint, loss, 9) and not metric(calm, loss, 9) in [-1, 5]",
        "fails: metric(faint, loss, 9) < metric(calm, loss, 9) and metric(faint, loss, 9) in [-1, 5]",
        // The difference is 1 on every seed: it goes a thousandth of the largest value too far.
        "fails: metric(calm, loss, 9) < metric(faint, loss, 9) - 1.003 and metric(calm, loss, 9) in [-1, 5]",
        // From 1, the smallest of the author's seeds, two deviations of 1 up; and from 3 down.
        "fails: metric(calm, loss, 9) < metric(faint, loss, 9) and metric(calm, loss, 9) in [-1 + 4, 5]",
        "fails: metric(calm, loss, 9) < metric(faint, loss, 9) and metric(calm, loss, 9) in [-1, 5 - 4]",
      ])
  }

  @Test("of a loose claim survive: arms that it doesn't tell apart")
  func looseArms() throws {
    let reports = try reports(
      "metric(calm, loss, 9) < 9 and metric(faint, loss, 9) < 10", unseen: [1, 2, 3])
    #expect(
      words(reports.filter { !$0.isKilled }) == [
        "survives: metric(faint, loss, 9) < 9 and metric(calm, loss, 9) < 10"
      ])
    #expect(reports.count == 5 && reports[2].change == .swapped("calm", "faint"))
    #expect(reports[2].result.comparisons.map(\.maximum) == [4, 3])
  }

  @Test("of a loose claim survive: statements that others stand in for")
  func looseStatements() throws {
    let reports = try reports(
      "metric(calm, loss, 9) < 9 or metric(faint, loss, 9) < 10", unseen: [1, 2, 3])
    #expect(reports.count { !$0.isKilled } == 5 && reports.count == 5)
  }

  @Test("survive on seeds that the author's don't stand for")
  func otherSeeds() throws {
    let reports = try reports("metric(calm, loss, 9) < 9", unseen: [-4, -3, -2])
    #expect(
      words(reports) == [
        "fails: metric(calm, loss, 9) >= 9", "survives: metric(calm, loss, 9) < 9 - 8",
      ])
  }

  @Test(
    "move bounds as far past the deciding value as a claim has to keep from it",
    arguments: [
      ("metric(calm, loss, 9) < 9", "all", "9 - 8"),
      ("metric(calm, loss, 9) > -9", "all", "-9 + 12"),
      // The second of three decides, and the two deviate by √½.
      ("metric(calm, loss, 9) < 9", "2/3", "9 - 8.415"),
      // 2 decides; medians deviate by √(π/6).
      ("metric(calm, loss, 9) < 9", "median", "9 - 9.461"),
      // The larger of both arms decides where all must hold, the smaller where one is enough.
      ("all(a in [calm, faint]: metric(a, loss, 9) < 9)", "all", "9 - 7"),
      ("any(a in [calm, faint]: metric(a, loss, 9) < 9)", "all", "9 - 8"),
      // Exact: a thousandth, rounded up to four digits.
      ("0 * metric(calm, loss, 9) + 4 < 9", "all", "9 - 5.004"),
      ("0 * metric(calm, loss, 9) + 4 == 4", "all", "4 + 0.004001"),
      ("0 * metric(calm, loss, 9) < 9", "all", "9 - 9.001"),
    ])
  func moved(_ formula: String, _ over: String, _ bound: String) throws {
    let moved = try reports(formula, over: over, unseen: [1, 2, 3]).last
    let text = try #require(moved?.result.text)
    #expect(text.contains(bound + ")") || text.hasSuffix(" " + bound))
    #expect(moved?.isKilled == true)
  }

  @Test("are not made of bounds that the author's seeds are past, or come to no number for")
  func unmovable() throws {
    #expect(try reports("metric(calm, loss, 9) < -20", unseen: [1]).count == 1)
    #expect(
      try reports("metric(calm, loss, 9) < 9", looked: [1, .nan, 2], unseen: [1]).count == 1)
    #expect(try reports("metric(calm, loss, 9) < 9", looked: [], unseen: [1]).count == 1)
  }

  @Test("that read what an arm doesn't have are none")
  func missing() throws {
    let claim = try lesson("it: metric(calm, dz[1], 9) > metric(faint, loss, 9)").claims[0]
    let trial = MutantTrial(looked: contexts([1, 2]), unseen: contexts([1, 2]))
    #expect(claim.swappedMutants.count == 1)
    #expect(
      !trial.reports(of: claim, swapped: claim.swappedMutants).contains {
        $0.change == .swapped("calm", "faint")
      })
  }

  @Test("of a lesson are judged on runs of its arms, each once a seed")
  func runs() throws {
    let lesson = try lesson(
      """
      falls: metric(calm, loss, 20) < metric(calm, loss, 0)
      apart: metric(calm, loss, 40) < metric(faint, loss, 20)
      loose: metric(calm, loss, 20) < 50 and metric(faint, loss, 20) < 60
      wrong: metric(calm, loss, 0) > 50
      """)
    let report = try Mutation.run(lesson, library: .forTests(lesson), seeds: [11, 12])
    #expect(report.seeds == [11, 12] && report.faults.isEmpty)
    #expect(report.failedClaims == ["wrong"])
    // The swap of `apart` would look at step 40 of faint, where no claim does.
    let changes = report.mutants.map { "\($0.result.name): \($0.change.words)" }
    #expect(
      changes == [
        "falls: turned", "falls: upper bound moved", "apart: turned", "apart: upper bound moved",
        "loose: turned", "loose: turned", "loose: calm and faint swapped",
        "loose: upper bound moved", "loose: upper bound moved", "wrong: turned",
      ])
    #expect(report.survivors.contains { $0.change == .swapped("calm", "faint") })
    let survivor = report.survivors.first { $0.change == .swapped("calm", "faint") }
    let plain = try Verification.run(lesson, library: .forTests(lesson), seeds: [11, 12])
    #expect(
      survivor?.result.comparisons.map(\.values)
        == plain.claims[2].comparisons.map(\.values).reversed())
  }

  @Test("prove a lesson where its claims hold and 95 of 100 mutants fail")
  func share() throws {
    let all = try reports("metric(calm, loss, 9) < 9", unseen: [1, 2, 3])
    let loose = try reports(
      "metric(calm, loss, 9) < 9 or metric(faint, loss, 9) < 10", unseen: [1, 2, 3])
    func report(_ mutants: [MutantReport], failed: [String] = []) -> MutationReport {
      MutationReport(
        lesson: "small", seeds: [9], failedClaims: failed, mutants: mutants, faults: [])
    }
    let killed = Array(repeating: all[0], count: 95)
    let survivor = Array(repeating: loose[0], count: 5)
    #expect([report(killed + survivor)].isProof && ![report(killed + survivor + loose)].isProof)
    // It is the share of all lessons together.
    #expect([report(killed), report(survivor)].isProof)
    #expect(![report(killed, failed: ["it"])].isProof)
    #expect([report([])].killedShare == 1)
    #expect([report(killed + survivor)].killedShare == 0.95)
  }
}
