import Experiments
import Lab
import Lessons
import Testing

@Suite("Verification")
struct VerificationTests {
  @Test("runs each arm as far as the claims look, on each seed, and reports both sides")
  func verifies() throws {
    var text = TestLesson()
    text.claims = """
      claims:
        chance: "abs(metric(faint, loss, 0) - 2.303) < 0.5"
        learns: {expr: "metric(calm, loss, 40) < metric(calm, loss, 0)", over: median}
        wrong: "all(a in [calm, faint]: metric(a, loss, 20) > 5)"
      """
    let lesson = try text.lesson
    let report = try Verification.run(lesson, library: .forTests(lesson))
    #expect(report.seeds == UnseenSeeds.of(lesson))
    #expect(report.steps == ["calm": 40, "faint": 20])
    #expect(report.claims.map(\.name) == ["chance", "learns", "wrong"])
    #expect(report.claims.map(\.holds) == [true, true, false])
    #expect(!report.holds && report.faults.isEmpty)
    #expect(report.claims[2].comparisons.map { $0.arms.map(\.arm) } == [["calm"], ["faint"]])
    #expect(report.claims[2].comparisons.allSatisfy { $0.margin.map { $0 < 0 } == true })
    let again = try Verification.run(lesson, library: .forTests(lesson), seeds: [report.seeds[1]])
    #expect(
      again.claims.map { $0.comparisons.map { $0.values[0].bitPattern } }
        == report.claims.map { $0.comparisons.map { $0.values[1].bitPattern } })
  }

  @Test("the same values as a run of the lesson with that seed")
  func agreesWithRuns() throws {
    let lesson = try TestLesson().lesson
    let report = try Verification.run(lesson, library: .forTests(lesson), seeds: [5])
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), seed: 5, steps: 60)
    let key = MetricKey(probe: "loss", step: 60)
    #expect(report.claims[0].comparisons[0].values == [run.arms[0].snapshot.recorded[key]])
  }

  @Test("an arm that can't be built makes the verification fail, with the reason")
  func missingData() throws {
    let lesson = try TestLesson().lesson
    let report = try Verification.run(lesson, library: DataLibrary(folder: "/nowhere"))
    #expect(!report.holds)
    // Nothing was needed of the other arm.
    #expect(report.faults.count == 1)
    #expect(report.faults.allSatisfy { $0.contains("/nowhere/mnist-train-labels-idx1-ubyte.gz") })
  }

  /// A claim about one value, judged on seeds that come to `values`.
  private func judge(_ values: [Double], _ expression: String, over: String) throws -> ClaimReport {
    var text = TestLesson()
    text.claims = "claims: {it: {expr: \"\(expression)\", over: \(over)}}"
    let claim = try text.lesson.claims[0]
    let contexts = values.map { value in
      let arm = ArmSnapshot(
        id: "calm", label: "calm", recorded: [MetricKey(probe: "loss", step: 9): value])
      return SnapshotMetrics(arms: [arm], knobs: [:])
    }
    return ClaimJudge(claim: claim, contexts: contexts).report
  }

  @Test(
    "quantifiers, and margins in standard deviations of those that must hold",
    arguments: [
      // 1, 2, 3 have the deviation 1, and the nearest is 1 from the bound.
      ([1.0, 2, 3], "metric(calm, loss, 9) < 4", "all", true, 1.0, true),
      ([1.0, 2, 3], "metric(calm, loss, 9) < 5", "all", true, 2.0, false),
      ([1.0, 2, 3], "metric(calm, loss, 9) > -1.5", "all", true, 2.5, false),
      ([1.0, 2, 3], "metric(calm, loss, 9) < 2.5", "all", false, -0.5, false),
      ([1.0, 2, 3], "metric(calm, loss, 9) in [-2, 4]", "all", true, 1.0, true),
      // The worst may fail: the other three decide, and it doesn't scatter them.
      ([1.0, 2, 3, 90], "metric(calm, loss, 9) < 5.5", "3/4", true, 2.5, false),
      ([1.0, 2, 3, .nan], "metric(calm, loss, 9) < 5.5", "3/4", true, 2.5, false),
      // Half the values are 0: σ = 2/√3, medians of four scatter by σ·√(π/8).
      ([0.0, 0, 2, 2], "metric(calm, loss, 9) < 4", "median", true, 4.146, false),
      ([0.0, 0, 2, 2], "metric(calm, loss, 9) < 2", "median", true, 1.382, true),
    ])
  func margins(
    values: [Double], expression: String, over: String, holds: Bool, margin: Double, isThin: Bool
  ) throws {
    let report = try judge(values, expression, over: over)
    #expect(report.holds == holds)
    #expect(report.comparisons.count == 1)
    #expect(abs((report.margin ?? .nan) - margin) < 1e-3)
    #expect(report.isThin == isThin)
    #expect(report.comparisons[0].values.count == values.count)
  }

  @Test(
    "what is the same on every seed has no margin and is never thin",
    arguments: [
      ([2.0, 2, 2], "metric(calm, loss, 9) <= 2", true),
      ([2.0, 2, 2], "metric(calm, loss, 9) == 2", true),
      ([2.0, 2, 2], "metric(calm, loss, 9) < 2", false), ([2.0], "metric(calm, loss, 9) < 3", true),
    ])
  func exact(values: [Double], expression: String, holds: Bool) throws {
    let report = try judge(values, expression, over: "all")
    #expect(report.holds == holds && report.margin == nil && !report.isThin)
  }

  @Test("a diverged seed that must hold is infinitely far on the wrong side")
  func diverged() throws {
    let report = try judge([1, 2, .nan], "metric(calm, loss, 9) < 9", over: "all")
    #expect(!report.holds && report.margin == -.infinity)
  }

  @Test("a bound that varies with the seed is judged by the difference of both sides")
  func movingBound() throws {
    // 2x < x + 4: the differences are those of x < 4.
    let report = try judge(
      [1, 2, 3], "2 * metric(calm, loss, 9) < metric(calm, loss, 9) + 4", over: "all")
    #expect(report.holds && abs((report.margin ?? .nan) - 1) < 1e-12)
    #expect(report.comparisons[0].movingBound == [5, 6, 7])
  }

  @Test(
    "a proposed bound is three standard deviations beyond the extreme, rounded outward",
    arguments: [
      ([1.0, 2, 3], "metric(calm, loss, 9) < 9", BoundProposal.value(lower: nil, upper: 6)),
      ([1.1, 2.1, 3.13], "metric(calm, loss, 9) < 9", .value(lower: nil, upper: 6.2)),
      ([11.0, 12, 13], "metric(calm, loss, 9) in [0, 90]", .value(lower: 8, upper: 16)),
      ([1.0, 2, 3], "metric(calm, loss, 9) > 0", .undecided),
      ([1.0, 2, 3], "metric(calm, loss, 9) > -9", .value(lower: -2, upper: nil)),
      (
        [1.0, 2, 3], "metric(calm, loss, 9) < 2 * metric(calm, loss, 9) + 7",
        .difference(lower: nil, upper: -5)
      ),
      ([1.0, 2, 3], "metric(calm, loss, 9) < 2 * metric(calm, loss, 9)", .undecided),
      ([2.0, 2, 2], "metric(calm, loss, 9) < 9", .exact),
      ([1.0, 2, 3], "finite(metric(calm, loss, 9))", .unbounded),
      ([1.0, .nan, 3], "metric(calm, loss, 9) < 9", .unmeasured),
      ([1.0, 2, 3, .nan], "metric(calm, loss, 9) < 9", .unmeasured),
    ])
  func proposals(values: [Double], expression: String, proposal: BoundProposal) throws {
    #expect(try judge(values, expression, over: "all").comparisons[0].proposal == proposal)
  }

  @Test("an arm that only its parameters name is built, others are not")
  func parameters() throws {
    var text = TestLesson()
    text.claims = "claims: {size: parameters(calm) > 10}"
    let lesson = try text.lesson
    #expect(try Verification.run(lesson, library: .forTests(lesson), seeds: [1]).holds)
    let trial = try ClaimTrial.run(
      lesson.claims[0], of: lesson, seed: 1, library: DataLibrary(folder: "/nowhere"))
    #expect(trial?.faults.count == 1)
  }

  @Test("extremes and middle are those of the values that are numbers, ∞ among them")
  func extremes() throws {
    let report = try judge([3, .nan, 1, 2], "metric(calm, loss, 9) < 4", over: "3/4")
    let comparison = report.comparisons[0]
    #expect([comparison.minimum, comparison.median, comparison.maximum] == [1, 2, 3])
    #expect(comparison.bound == "< 4")
    let never = try judge([.infinity, .nan], "metric(calm, loss, 9) > 4", over: "1/2")
    let endless = never.comparisons[0]
    #expect(
      [endless.minimum, endless.median, endless.maximum]
        == Array(repeating: Double.infinity, count: 3))
    let truth = try judge([3, .nan], "not finite(metric(calm, loss, 9))", over: "1/2")
    #expect(truth.holds && truth.margin == nil && !truth.isThin)
    #expect(truth.holdsBySeed == [false, true])
  }

  @Test("one claim on one seed comes to the bits of the verification, and can be cancelled")
  func trial() throws {
    let lesson = try TestLesson().lesson
    let claim = lesson.claims[0]
    let report = try Verification.run(lesson, library: .forTests(lesson), seeds: [5])
    let trial = try #require(
      try ClaimTrial.run(claim, of: lesson, seed: 5, library: .forTests(lesson)))
    #expect(trial.holds == report.claims[0].holds)
    #expect(trial.comparisons.map(\.value) == report.claims[0].comparisons.map { $0.values[0] })
    let cancelled = try ClaimTrial.run(
      claim, of: lesson, seed: 5, library: .forTests(lesson), isCancelled: { true })
    #expect(cancelled == nil)
  }

  @Test("the longest wait is that of a page that runs")
  func wait() throws {
    let lesson = try TestLesson().lesson
    let report = try Verification.run(
      lesson, library: .forTests(lesson), seeds: [5], timesPages: true)
    let wait = try #require(report.longestWait)
    let pages = lesson.steps.filter { ($0.run?.until ?? 0) > 0 }.map(\.title)
    #expect(pages.contains(wait.title) && wait.seconds > 0)
  }
}

@Suite("Seeds for verification")
struct UnseenSeedTests {
  @Test("belong to the lesson's id, are always the same, and no file can name them")
  func derived() throws {
    var lesson = try TestLesson().lesson
    let seeds = UnseenSeeds.of(lesson)
    #expect(seeds.count == 8 && Set(seeds).count == 8)
    #expect(seeds.allSatisfy { $0 >= 1_000 } && Set(seeds).isDisjoint(with: lesson.seeds.look))
    lesson.title = "Another"
    lesson.seeds.show = 9
    #expect(UnseenSeeds.of(lesson) == seeds)
    lesson.id = "another"
    #expect(Set(UnseenSeeds.of(lesson)).isDisjoint(with: seeds))
  }

  @Test("fresh ones differ from each other and from those of the next time")
  func fresh() {
    var generator = SystemRandomNumberGenerator()
    let seeds = UnseenSeeds.fresh(64, from: &generator)
    #expect(Set(seeds).count == 64 && seeds.allSatisfy { $0 >= 1_000 })
    #expect(UnseenSeeds.fresh(64, from: &generator) != seeds)
  }
}
