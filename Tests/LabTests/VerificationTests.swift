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
    #expect(report.seeds == [1, 2, 3])
    #expect(report.steps == ["calm": 40, "faint": 20])
    #expect(report.claims.map(\.name) == ["chance", "learns", "wrong"])
    #expect(report.claims.map(\.holds) == [true, true, false])
    #expect(!report.holds && report.faults.isEmpty)
    #expect(report.claims[2].comparisons.map { $0.arms.map(\.arm) } == [["calm"], ["faint"]])
    #expect(report.claims[2].comparisons.allSatisfy { $0.margin.map { $0 < 0 } == true })
    let again = try Verification.run(lesson, library: .forTests(lesson), seeds: [2])
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
    "quantifiers and margins",
    arguments: [
      // The deciding seed's distance to the bound over that of the median seed.
      ([1.0, 2, 3], "metric(calm, loss, 9) < 4", "all", true, 0.5),
      ([1.0, 2, 3.9], "metric(calm, loss, 9) < 4", "all", true, 0.05),
      ([1.0, 2, 5], "metric(calm, loss, 9) < 4", "all", false, -0.5),
      ([1.0, 2, 5], "metric(calm, loss, 9) < 4", "2/3", true, 1.0),
      ([1.0, 2, .nan], "metric(calm, loss, 9) < 4", "2/3", true, 1.0),
      ([1.0, 2, .nan], "metric(calm, loss, 9) < 4", "all", false, -1.0),
      ([2.0, 2, 2], "metric(calm, loss, 9) in [1, 2.5]", "all", true, 1.0),
      ([2.0, 2, 2], "metric(calm, loss, 9) <= 2", "all", true, 0.0),
      // For the median: the majority of the seeds that hold by themselves.
      ([1.0, 2, 9, 3], "metric(calm, loss, 9) < 4", "median", true, 0.5),
      ([1.0, 9, 9, 9], "metric(calm, loss, 9) < 4", "median", false, -0.5),
    ])
  func margins(
    values: [Double], expression: String, over: String, holds: Bool, margin: Double
  ) throws {
    let report = try judge(values, expression, over: over)
    #expect(report.holds == holds)
    #expect(report.comparisons.count == 1)
    #expect(abs((report.margin ?? .nan) - margin) < 1e-9)
    #expect(report.isThin == (holds && margin < 0.2))
    #expect(report.comparisons[0].values.count == values.count)
  }

  @Test("extremes and middle are those of the finite values")
  func extremes() throws {
    let report = try judge([3, .nan, 1, 2], "metric(calm, loss, 9) < 4", over: "3/4")
    let comparison = report.comparisons[0]
    #expect([comparison.minimum, comparison.median, comparison.maximum] == [1, 2, 3])
    #expect(comparison.bound == "< 4")
    let truth = try judge([3, .nan], "not finite(metric(calm, loss, 9))", over: "1/2")
    #expect(truth.holds && truth.margin == nil && !truth.isThin)
    #expect(truth.holdsBySeed == [false, true])
  }
}
