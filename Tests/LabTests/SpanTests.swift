import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Numbers over a range of steps")
struct SpanTests {
  private static let claims = """
    claims:
      falls: "mean(calm, loss, 21..40) < mean(calm, loss, 1..20)"
      tested: "max(calm, test, 0..35) > 0 and sd(calm, m2[2], 10..40) >= 0"
    """

  private func lesson(steps: Int = 200) -> TestLesson {
    var text = TestLesson()
    text.claims = Self.claims
    text.steps = steps
    text.extraProbes = "  test: {of: test_loss, every: 5}"
    return text
  }

  private func key(
    _ statistic: MetricKey.Span.Statistic, _ probe: String, _ steps: ClosedRange<Int>,
    layer: Int? = nil
  ) -> MetricKey {
    MetricKey(
      probe: probe, layer: layer, step: steps.upperBound,
      span: MetricKey.Span(statistic: statistic, first: steps.lowerBound))
  }

  @Test("are those of the curve's own values, not of smoothed ones")
  func curveValues() throws {
    let lesson = try lesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 60).arms[0]
    let (loss, test) = try (#require(run.series["loss"]), #require(run.series["test"]))
    let recorded = run.snapshot.recorded
    // Value i of a training loss is that of step i + 1.
    let early = loss.raw[0..<20].reduce(0, +) / 20
    let late = loss.raw[20..<40].reduce(0, +) / 20
    #expect(recorded[key(.mean, "loss", 1...20)] == early)
    #expect(recorded[key(.mean, "loss", 21...40)] == late && late < early)
    // Every fifth step from 0 to 35.
    #expect(recorded[key(.max, "test", 0...35)] == test.raw[0...7].max())
  }

  @Test("of a layer take the looks of every tenth step, as its curve does")
  func layers() throws {
    var text = lesson()
    text.extraPlots = "  two: {line: [\"m2[2]\"]}"
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 40).arms[0]
    let values = try #require(run.series["m2[2]"]).raw[1...4]
    let mean = values.reduce(0, +) / 4
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3).squareRoot()
    let found = try #require(run.snapshot.recorded[key(.sd, "m2", 10...40, layer: 2)])
    // Carried on value by value, and not in two passes.
    #expect(abs(found - deviation) <= 1e-12 * mean)
  }

  @Test("let a verification run as far as the range goes, to the values of a run")
  func verification() throws {
    let lesson = try lesson().lesson
    let report = try Verification.run(lesson, library: .forTests(lesson), seeds: [5])
    #expect(report.steps["calm"] == 40 && report.claims[0].holds)
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), seed: 5, steps: 60)
    let recorded = run.arms[0].snapshot.recorded
    #expect(report.claims[0].comparisons[0].values == [recorded[key(.mean, "loss", 21...40)]])
    #expect(report.claims[1].comparisons[0].values == [recorded[key(.max, "test", 0...35)]])
  }

  @Test("come when the last step is taken, and of a run that diverges are no numbers")
  func pendingAndDiverged() throws {
    let lesson = try lesson().lesson
    let library = DataLibrary.forTests(lesson)
    let short = try HeadlessRun.run(lesson, library: library, steps: 39).arms[0].snapshot.recorded
    #expect(short[key(.mean, "loss", 1...20)] != nil && short[key(.mean, "loss", 21...40)] == nil)
    let wild = try HeadlessRun.run(
      lesson, library: library, settings: ["rate": .number(1e30)], steps: 60
    ).arms[0].snapshot
    guard case .diverged(let step) = wild.phase, step <= 40 else {
      Issue.record("\(wild.phase)")
      return
    }
    #expect(wild.recorded[key(.mean, "loss", 21...40)]?.isNaN == true)
  }

  @Test("go on where a kept run was within their steps, to the same bits")
  func kept() throws {
    let (text, kept) = (lesson(), try KeptSession())
    let session = try Session.started(text, at: 2)
    for _ in 1...30 { try session.sendAndSettle(.step) }
    kept.keep(session)
    let (resumed, _) = try kept.resumed(text.lesson)
    for session in [session, resumed] { try session.sendAndSettle(.run) }
    for id in ["calm", "faint"] {
      let recorded = try #require(session.arm(id)?.recorded)
      #expect(recorded == resumed.arm(id)?.recorded)
    }
    #expect(session.arm("calm")?.recorded[key(.mean, "loss", 21...40)] != nil)
  }

  @Test("are worked out of what needs no network, too")
  func descent() throws {
    let kind = ProcessLesson.descend
    let lesson = try kind.lesson(
      probes: "  away: {of: distance, every: 10}",
      claims: "  nears: mean(one, away, 11..40) < mean(one, away, 0..9)")
    let run = try HeadlessRun.run(lesson, library: kind.library, steps: 50).arms[0]
    let values = try #require(run.series["away"]).raw
    #expect(
      run.snapshot.recorded[key(.mean, "away", 11...40)] == (values[2] + values[3] + values[4]) / 3)
    #expect(run.snapshot.recorded[key(.mean, "away", 0...9)] == values[0])
  }
}
