import Experiments
import Lab
import Lessons
import Testing

@Suite("Draws")
struct SamplingTests {
  private static let probes = """
      means: {of: sample_mean}
      error: {of: sample_error}
      excess: {of: sample_excess}
      count: {of: sample_count}
      right: {of: sample_value, at: 4}
    """
  private static let arms = """
      gelu: {label: GELU, draw: mask}
      dropout: {label: dropout, draw: half}
    """

  private func run(steps: Int, seed: UInt64 = 1) throws -> HeadlessRun {
    let lesson = try ProcessLesson.sample.lesson(probes: Self.probes, arms: Self.arms)
    return try HeadlessRun.run(
      lesson, library: ProcessLesson.sample.library, seed: seed, steps: steps)
  }

  @Test("come to the exact value, within a bound that four deviations give")
  func converge() throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let run = try run(steps: 400, seed: seed)
      for arm in run.arms {
        let excess = try #require(arm.series["excess"]).raw
        #expect(excess[0].isNaN && excess[400] <= 1)
        let errors = try #require(arm.series["error"]).raw
        #expect(errors[400] < errors[4] / 3)
        #expect(arm.series["count"]?.raw.last == 1600)
      }
      // Φ(4) is nearly 1: the mask lets all but 3 of 100,000 through.
      #expect(abs(try #require(run.arms[0].series["right"]?.raw.last) - 4) < 0.02)
      let series = try #require(run.arms[0].snapshot.readings.series("means"))
      #expect(series.map(\.label) == ["mean of draws", "exact"])
      #expect(series[1].x.count == 65 && series[1].y[32] == 0 && series[1].band[32] == 0)
      #expect(abs(series[1].y[0] + 4 * 3.167_124_183_311_998e-5) < 1e-15)
    }
  }

  @Test("are those of the seed, one arm's of another arm's apart from its formula")
  func seeds() throws {
    // The means are no numbers before the first draw.
    let errors = try [1, 2, 1].map { seed in
      try #require(try run(steps: 5, seed: seed).arms[0].series["error"]).raw.dropFirst()
    }
    #expect(errors[0] != errors[1] && errors[0] == errors[2])
  }
}

@Suite("A calculation")
struct CalculationTests {
  @Test("follows the knobs, in its session too, and takes no step")
  func knobs() throws {
    let lesson = try ProcessLesson.calculate.lesson(
      probes: """
          out: {of: value, formula: out}
          list: {of: values}
          curve: {of: curves}
          table: {of: table}
        """)
    let session = try Session(lesson: lesson, library: ProcessLesson.calculate.library)
    func readings() -> (out: Double?, arm: ArmSnapshot) {
      session.request(SnapshotRequest(probes: ["list", "curve", "table"]))
      session.waitUntilSettled()
      let arm = session.snapshot().arms[0]
      return (arm.traces["out"]?.raw.last?.last, arm)
    }
    #expect(readings().out == 13)
    try session.sendAndSettle(.set(knob: "n", to: .number(64), arm: nil))
    let (out, arm) = readings()
    #expect(out == 31)
    #expect(arm.readings.layers("list") == [31, 128])
    let curve = try #require(arm.readings.series("curve")?.first)
    #expect(curve.x.first == -2 && curve.x.last == 2 && curve.y[128] == 0 && curve.y.last == 2)
    let table = try #require(arm.readings.plane("table")?.field)
    #expect(table.values.first?.last == 0 && table.values.last?.last == 128)
    #expect(throws: CommandFault.self) { try session.send(.run) }
    let fault = #expect(throws: BrokenLesson.self) {
      try ProcessLesson.calculate.lesson(probes: "  out: {of: value, formula: oud}")
    }
    #expect(fault?.faults.contains { "\($0)".contains("did you mean \"out\"?") } == true)
  }
}
