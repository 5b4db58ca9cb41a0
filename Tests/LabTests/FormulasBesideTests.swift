import Arithmetic
import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Formulas beside a network")
struct FormulasBesideTests {
  private var text: TestLesson {
    var text = TestLesson()
    text.extraKnobs = "  gain: {value: 2, range: [0, 9]}"
    text.extraBlocks =
      "calculate: {over: {z: [-4, 4]}, values: {squashed: \"tanh($gain * z)\", slope: \"$gain / 4\"}}"
    text.extraProbes = "  graph: {of: curves}\n  quarter: {of: value, formula: slope}"
    text.extraPlots = "  graph: {series: [graph]}"
    text.claims =
      "claims: {half: \"metric(calm, quarter, 0) == 0.5 and metric(calm, loss, 60) < 3\"}"
    return text
  }

  @Test("are read as they would be alone, and the network trains to the same bits")
  func besideNetwork() throws {
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 20)
    let graph = try #require(run.arms[0].snapshot.readings.series("graph")?.first)
    #expect(graph.label == "squashed" && graph.x.first == -4 && graph.x.last == 4)
    #expect(graph.y == graph.x.map { (2 * $0).tanh() })
    #expect(run.arms[0].series["quarter"]?.raw == Array(repeating: 0.5, count: 21))
    let alone = try TestLesson().lesson
    let other = try HeadlessRun.run(alone, library: .forTests(alone), steps: 20)
    #expect(run.arms[0].series["loss"]?.raw == other.arms[0].series["loss"]?.raw)
    #expect(run.arms[0].snapshot.readings["m2"] == other.arms[0].snapshot.readings["m2"])
  }

  @Test(
    "follow their knob at once while the run goes on, and change what formulas of the text read")
  func liveKnob() throws {
    let lesson = try text.lesson
    #expect(lesson.isLive("gain") && !lesson.isLive("depth"))
    let session = try Session.started(text, at: 4)
    session.request(SnapshotRequest(probes: ["graph"]))
    try session.sendAndSettle(.run)
    let before = try #require(session.arm("calm"))
    try session.sendAndSettle(.set(knob: "gain", to: .number(4), arm: nil))
    let after = try #require(session.arm("calm"))
    #expect(after.step == before.step && after.losses == before.losses)
    let graph = try #require(after.readings.series("graph")?.first)
    #expect(graph.y == graph.x.map { (4 * $0).tanh() })
    #expect(after.recorded[MetricKey(probe: "quarter", step: 0)] == 1)
    #expect(after.traces["quarter"]?.raw.last?.last == 1)
  }

  @Test("are drawn with their derivatives where the lesson wants them")
  func slopes() throws {
    var text = text
    text.extraProbes = text.extraProbes.replacing("{of: curves}", with: "{of: curves, slope: yes}")
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 0)
    let series = try #require(run.arms[0].snapshot.readings.series("graph"))
    #expect(series.map(\.label) == ["squashed", "squashed′"])
    for (x, slope) in zip(series[1].x, series[1].y) {
      let f = (2 * x).tanh()
      #expect(abs(slope - 2 * (1 - f * f)) < 1e-12)
    }
  }

  @Test("hide nothing of what the experiment itself says of its data, cells and costs")
  func sameFacts() throws {
    for kind in ModelLesson.allCases {
      let alone = try kind.lesson.experiment(knobs: [:])
      let both = PlanWithFormulas(alone, formulas: CalculatePlan(variables: [], values: []))
      #expect(both.gates == alone.gates && both.dataSets == alone.dataSets)
      #expect(both.notices == alone.notices && both.main.equals(alone))
      #expect(try both.cost() == alone.cost())
      #expect(Measure.all.allSatisfy { both.reads($0) == alone.reads($0) })
      #expect(Measure.all.allSatisfy { both.placeCount(of: $0) == alone.placeCount(of: $0) })
    }
  }

  @Test(
    "are refused where they are finite nowhere, and a knob that would make them so is not turned",
    arguments: ["flat: \"1 / ($gain - 2)\"", "curve: \"sqrt(-1 - $gain * z ^ 2)\""])
  func notFinite(formula: String) throws {
    var text = text
    text.extraBlocks =
      "calculate: {over: {z: [-4, 4]}, values: {squashed: z, slope: 1, \(formula)}}"
    #expect {
      try text.lesson
    } throws: { error in
      "\(error)".contains("calculate.values.") && "\(error)".contains("which is not finite")
    }
    text.extraBlocks = "calculate: {over: {z: [-4, 4]}, values: {squashed: z, slope: 1 / $gain}}"
    let session = try Session.started(text, at: 4)
    #expect(throws: CommandFault.self) {
      try session.send(.set(knob: "gain", to: .number(0), arm: nil))
    }
    #expect(session.snapshot().knobs["gain"] == .number(2))
  }

  @Test("a fault in one is found in its place")
  func fault() {
    var text = text
    text.extraBlocks = "calculate: {values: {squashed: \"tanh($gain * z)\"}}"
    #expect {
      try text.lesson
    } throws: { error in
      "\(error)".contains("z")
    }
  }
}
