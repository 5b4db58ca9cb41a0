import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Landscapes")
struct LandscapeTests {
  private static let probes = """
      around: {of: landscape, levels: 2, extent: 0.5}
      median: {of: landscape_median, levels: 2, extent: 0.5}
      rise: {of: landscape_rise, levels: 2, extent: 0.5}
      ratio: {of: landscape_ratio, levels: 2, extent: 0.5}
    """

  private func lesson(
    _ probes: String = Self.probes, claims: String = "metric(calm, loss, 0) > 0"
  ) -> TestLesson {
    var text = TestLesson()
    text.extraProbes = probes
    text.claims = "claims: {it: \"\(claims)\"}"
    return text
  }

  /// The experiment of arm "calm".
  private func experiment(_ text: TestLesson, recording: [MetricKey] = []) throws
    -> any Experiment
  {
    let lesson = try text.lesson
    return try lesson.experiment(knobs: ["c": .number(2)]).begin(
      ExperimentStart(
        seed: 7, probes: lesson.probes, recording: recording, shelf: DataLibrary.forTests(lesson)))
  }

  private func field(_ readings: Readings) throws -> Plane.Field {
    try #require(readings.plane("around")?.field)
  }

  @Test(
    "the middle of a landscape is the loss of the training set, and it has the extent asked for")
  func middle() throws {
    let text = lesson()
    let run = try HeadlessRun.run(try text.lesson, library: .forTests(try text.lesson), steps: 20)
    let arm = run.arms[0].snapshot
    let field = try field(arm.readings)
    #expect(field.x == -0.5...0.5 && field.y == -0.5...0.5)
    #expect(field.values.count == 5 && field.values.allSatisfy { $0.count == 5 })
    #expect(arm.readings["around"]?.progress == 1)
    var training = try experiment(text)
    for _ in 0..<20 { training.advance() }
    let trainer = try #require(training as? TrainExperiment).trainer
    let data = testData(count: 240, seed: 1)
    let loss = trainer.evaluate(data.images, data.labels).loss
    #expect(abs(field.values[2][2] - loss) < 1e-6)
    #expect(field.values.joined().contains { $0 > loss * 1.01 })
  }

  @Test("worked out in parts, a landscape is the same to the bit")
  func parts() throws {
    var whole = try experiment(lesson())
    var parted = try experiment(lesson())
    let probes = try lesson().lesson.probes.filter { $0.name == "around" }
    var progress: [Double] = []
    var last: Readings = [:]
    repeat {
      last = parted.readings(of: probes, knobs: [:]) { true }
      progress.append(last["around"]?.progress ?? .nan)
    } while last["around"]?.isComplete == false && progress.count < 100
    #expect(progress == (1...25).map { Double($0) / 25 })
    #expect(last == whole.readings(of: probes, knobs: [:]))
    // From the four corners on a missing point has the loss of one near it.
    parted.advance()
    for _ in 0..<3 { _ = parted.readings(of: probes, knobs: [:]) { true } }
    let first = try field(parted.readings(of: probes, knobs: [:]) { true })
    let corners = [(0, 0), (0, 4), (4, 0), (4, 4)].map { first.values[$0.0][$0.1] }
    #expect(Set(first.values.joined()) == Set(corners) && corners.allSatisfy(\.isFinite))
  }

  @Test("the numbers of a landscape are those of its points")
  func numbers() throws {
    let names = ["median", "rise", "ratio"]
    let keys = names.map { MetricKey(probe: $0, step: 3) }
    var training = try experiment(lesson(), recording: keys)
    for _ in 0..<3 { training.advance() }
    #expect(training.owesValues && training.recorded.isEmpty)
    training.settle { false }
    #expect(!training.owesValues)
    let probes = try lesson().lesson.probes.filter { $0.name == "around" }
    let values = try field(training.readings(of: probes, knobs: [:])).values
    let sorted = values.joined().sorted()
    #expect(training.recorded[keys[0]] == sorted[12])
    #expect(training.recorded[keys[2]] == sorted[24] / sorted[0])
    // Spacing 1/4: of the radii .5, √5/4 = .559 and √2/4 = .354 the first two lie on the circle.
    let circle = [(0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (3, 0)]
    let mean =
      circle.reduce(0) { $0 + values[$1.0][$1.1] + values[4 - $1.0][4 - $1.1] }
      / Double(2 * circle.count)
    #expect(abs((training.recorded[keys[1]] ?? .nan) - (mean - values[2][2])) < 1e-12)
  }

  @Test("a run that goes on still finds the numbers of the steps that it passed")
  func owed() throws {
    let keys = [2, 5].map { MetricKey(probe: "median", step: $0) }
    var (early, late) = (
      try experiment(lesson(), recording: keys), try experiment(lesson(), recording: keys)
    )
    for _ in 0..<8 {
      early.advance()
      early.settle { false }
      late.advance()
      late.settle { true }
    }
    #expect(late.owesValues)
    late.settle { false }
    #expect(early.recorded == late.recorded && early.recorded.count == 2)
    #expect(early.recorded[keys[0]] != early.recorded[keys[1]])
  }

  @Test("claims read them, and they have no curve")
  func claims() throws {
    let text = try lesson(claims: "metric(calm, ratio, 4) > 1").lesson
    let run = try HeadlessRun.run(text, library: .forTests(text), steps: 6)
    #expect(
      run.arms[0].snapshot.recorded[MetricKey(probe: "ratio", step: 4)].map { $0 > 1 } == true)
    #expect(run.arms[0].series["ratio"] == nil)
    let report = try Verification.run(text, library: .forTests(text), seeds: [1])
    #expect(report.claims[0].holds)
  }

  @Test("batch normalization takes the statistics of the examples, not its running averages")
  func normalization() throws {
    var text = lesson()
    text.model =
      "kind: mlp, width: 16, depth: 3, activation: relu, norm: batch, "
      + "init: {distribution: normal, variance: \"$c / fan_in\"}"
    var training = try experiment(text)
    let probes = try text.lesson.probes.filter { $0.name == "around" }
    let middle = try field(training.readings(of: probes, knobs: [:])).values[2][2]
    let trainer = try #require(training as? TrainExperiment).trainer
    let data = testData(count: 240, seed: 1)
    func loss(_ usesBatchStatistics: Bool) -> Double {
      trainer.evaluate(data.images, data.labels, usesBatchStatistics: usesBatchStatistics).loss
    }
    #expect(abs(middle - loss(true)) < 1e-6 && abs(middle - loss(false)) > 1e-3)
  }

  @Test("a session shows it part by part, and a new order doesn't wait for the end")
  func session() throws {
    let session = try Session.started(
      lesson("  around: {of: landscape, levels: 6}"), at: 4)
    defer { session.close() }
    session.request(SnapshotRequest(probes: ["around"]))
    let unfinished = try #require(session.reading("around") { !$0.isComplete })
    #expect(unfinished.step == 0 && unfinished.progress > 0)
    try session.send(.run)
    let later = try #require(session.reading("around") { $0.step == 60 })
    #expect(later.progress > 0)
  }

  @Test("what was asked for is there to the end when a session has settled")
  func settled() throws {
    let session = try Session.started(lesson(), at: 4)
    session.request(SnapshotRequest(probes: ["around"]))
    session.waitUntilSettled()
    #expect(session.arm("calm")?.readings["around"]?.isComplete == true)
  }
}

extension Session {
  /// The reading of arm "calm" as soon as it is such, within 60 seconds.
  fileprivate func reading(_ probe: String, _ isSuch: (Reading) -> Bool) -> Reading? {
    for _ in 0..<60_000 {
      if let reading = arm("calm")?.readings[probe], isSuch(reading) { return reading }
      usleep(1_000)
    }
    return nil
  }
}
