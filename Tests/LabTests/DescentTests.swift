import Experiments
import Lab
import Lessons
import Testing

@Suite("A descent")
struct DescentTests {
  private static let probes = """
      loss: {of: loss}
      away: {of: distance}
      x: {of: coordinate, index: 1}
      y: {of: coordinate, index: 2}
      length: {of: step_length}
      map: {of: surface}
    """

  private func run(
    _ arms: String, steps: Int = 500, seed: UInt64 = 1, settings: [String: KnobValue] = [:]
  ) throws -> HeadlessRun {
    let lesson = try ProcessLesson.descend.lesson(probes: Self.probes, arms: arms)
    return try HeadlessRun.run(
      lesson, library: ProcessLesson.descend.library, seed: seed, settings: settings, steps: steps)
  }

  @Test("multiplies each part by 1 − ηh, h its curvature")
  func linearRates() throws {
    let arm = try run("  one: {label: one}", steps: 100).arms[0]
    let (x, y) = (try #require(arm.series["x"]).raw, try #require(arm.series["y"]).raw)
    #expect(x.count == 101 && x[0] == 1)
    // η = 0.01: x at once to 0, y by 0.99 a step.
    #expect(abs(x[1]) < 1e-7)
    for step in 1...100 { #expect(abs(y[step] / y[step - 1] - 0.99) < 1e-5) }
    let lengths = try #require(arm.series["length"]).raw
    #expect(lengths[0].isNaN && abs(lengths[1] - (1 + 0.0001).squareRoot()) < 1e-6)
  }

  @Test("many walkers come to the variance ηs²/(h(2 − ηh)) of noisy gradients")
  func variance() throws {
    let lesson = try ProcessLesson.descend.lesson(
      probes: "  x: {of: variance, index: 1}\n  y: {of: variance, index: 2}",
      arms: "  one: {label: one, set: {k: 4, rate: 0.1, noise: 0.5, walkers: 2000}}")
    let arm = try HeadlessRun.run(
      lesson, library: ProcessLesson.descend.library, steps: 300
    ).arms[0]
    for (name, h) in [("x", 4.0), ("y", 1)] {
      let found = try #require(arm.series[name]).raw
      let exact = 0.1 * 0.25 / (h * (2 - 0.1 * h))
      // The variance of 2,000 is off by √(2/2000) = 3 %; here are four times that.
      #expect(found[0] == 0 && abs(found[300] / exact - 1) < 0.13, "\(name): \(found[300])")
    }
  }

  @Test("with the best rate takes κ/2·ln(1/ε) steps, with the best momentum √κ of that kind")
  func stepCounts() throws {
    let run = try run(
      """
        plain: {label: plain, set: {rate: 2 / (1 + $k)}}
        heavy: {label: heavy, set: {rate: 4 / (1 + sqrt($k))^2, beta: ((sqrt($k) - 1) / (sqrt($k) + 1))^2}}
      """)
    func firstBelow(_ arm: Int) throws -> Int {
      let away = try #require(run.arms[arm].series["away"]).raw
      return try #require(away.firstIndex { $0 < 1e-3 })
    }
    #expect((355...370).contains(try firstBelow(0)))
    #expect((50...75).contains(try firstBelow(1)))
  }

  @Test("above 2/λ leaves the finite numbers, and says at which step")
  func diverges() throws {
    let arm = try run("  one: {label: one, set: {rate: 2.1 / $k}}", steps: 500).arms[0]
    let x = try #require(arm.series["x"]).raw
    #expect(abs(x[1] + 1.1) < 1e-6)
    let far = try run("  one: {label: one, set: {rate: 1}}", steps: 500).arms[0]
    guard case .diverged(let step) = far.snapshot.phase else {
      Issue.record("it is \(far.snapshot.phase)")
      return
    }
    #expect((10..<100).contains(step))
  }

  @Test("by RMSprop without ε takes the same way when the loss is a thousand times as large")
  func scaleInvariance() throws {
    let run = try run(
      """
        quiet: {label: quiet, set: {optimizer: rmsprop}}
        loud: {label: loud, set: {optimizer: rmsprop, scale: 1000}}
      """)
    let ways = try run.arms.map { try #require($0.series["away"]).raw }
    for (quiet, loud) in zip(ways[0], ways[1]) { #expect(abs(quiet - loud) < 1e-4) }
  }

  @Test("is the same in a session, watched and paused, with noise from the seed")
  func sameBits() throws {
    let lesson = try ProcessLesson.descend.lesson(
      probes: Self.probes, arms: "  one: {label: one, set: {noise: 0.5}}")
    let library = ProcessLesson.descend.library
    let expected = try HeadlessRun.run(lesson, library: library, seed: 3, steps: 20)
    let session = try Session(lesson: lesson, library: library, seed: 3)
    session.waitUntilSettled()
    for _ in 0..<20 {
      session.request(SnapshotRequest(probes: ["map"]))
      try session.sendAndSettle(.step)
    }
    let arm = try #require(session.snapshot().arms.first)
    #expect(arm.readings.plane("map") == expected.arms[0].snapshot.readings.plane("map"))
    #expect(arm.readings.plane("map")?.path.count == 21)
    let other = try HeadlessRun.run(lesson, library: library, seed: 4, steps: 20)
    #expect(other.arms[0].series != expected.arms[0].series)
  }

  @Test("refuses a negative curvature, and stays as it was")
  func negativeCurvature() throws {
    let lesson = try ProcessLesson.descend.lesson(probes: Self.probes)
    let session = try Session(lesson: lesson, library: ProcessLesson.descend.library)
    let fault = #expect(throws: CommandFault.self) {
      try session.send(.set(knob: "k", to: .number(-3), arm: nil))
    }
    #expect(fault?.description.contains("along x") == true, "\(fault?.description ?? "")")
    #expect(session.snapshot().knobs["k"] == .number(100))
  }

  @Test("takes up rate and momentum on its way, and begins anew for a new start")
  func knobs() throws {
    let lesson = try ProcessLesson.descend.lesson(probes: Self.probes)
    let session = try Session(lesson: lesson, library: ProcessLesson.descend.library)
    for _ in 0..<3 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.001), arm: nil))
    #expect(session.snapshot().arms[0].step == 3)
    try session.sendAndSettle(.set(knob: "y0", to: .number(-1), arm: nil))
    #expect(session.snapshot().arms[0].step == 0)
  }
}
