import Experiments
import Lab
import Lessons
import Testing

@Suite("Units over the training set")
struct UnitActivityTests {
  private func run(_ model: String, steps: Int) throws -> HeadlessRun.Arm {
    var lesson = TestLesson()
    lesson.model = model
    lesson.extraProbes = """
        dead: {of: train_set_dead_share, every: 5}
        second: {of: train_set_dead_share, layer: 2, every: 5}
        batch: {of: dead_share}
        units: {of: train_set_activity}
      """
    let read = try lesson.lesson
    return try HeadlessRun.run(read, library: .forTests(read), steps: steps).arms[0]
  }

  @Test("are all dead far below zero, and stay so")
  func dead() throws {
    let arm = try run(
      "kind: mlp, width: 10, depth: 2, activation: relu, bias: -50", steps: 10)
    #expect(arm.snapshot.readings.layers("dead") == [1, 1])
    #expect(arm.series["second"]?.raw == [1, 1, 1])
    let pictures = try #require(arm.snapshot.readings.pictures("units"))
    #expect(pictures.map(\.title) == ["10 dead, hidden1", "10 dead, hidden2"])
    // Ten units in rows of four.
    #expect(pictures[0].values.map(\.count) == [4, 4, 2])
    #expect(pictures[0].values.joined().allSatisfy { $0 == 0 })
  }

  @Test("speak on some images and are silent on others near zero")
  func alive() throws {
    let arm = try run("kind: mlp, width: 16, depth: 2, activation: relu", steps: 5)
    let pictures = try #require(arm.snapshot.readings.pictures("units"))
    let shares = pictures[0].values.joined()
    #expect(shares.allSatisfy { (0...1).contains($0) } && shares.contains { $0 > 0 && $0 < 1 })
    // What is dead on all images is so on those of the batch.
    let (all, batch) = (
      try #require(arm.snapshot.readings.layers("dead")),
      try #require(arm.snapshot.readings.layers("batch"))
    )
    for (all, batch) in zip(all, batch) { #expect(all <= batch) }
    #expect(pictures[0].title == "\(shares.count { $0 == 0 }) dead, hidden1")
  }

  @Test("are never flat without a flat part, and channels of convolutions are units")
  func kinds() throws {
    let smooth = try run("kind: mlp, width: 8, depth: 1, activation: gelu, bias: -50", steps: 0)
    #expect(smooth.snapshot.readings.layers("dead") == [0])
    let channels = try run("kind: cnn, channels: [5, 3], activation: relu, stride: 4", steps: 0)
    let pictures = try #require(channels.snapshot.readings.pictures("units"))
    #expect(pictures.map { $0.values.joined().count } == [5, 3])
  }
}

@Suite("One weight")
struct WeightMeasureTests {
  private func arm(_ training: String) throws -> HeadlessRun.Arm {
    var lesson = TestLesson()
    lesson.training = training
    lesson.extraProbes = [
      "weight", "weight_gradient", "first_moment", "second_moment_root",
      "weight_step",
    ].filter { !(training.contains("sgd") && $0.hasPrefix("second")) }
      .map { "  \($0): {of: \($0), layer: 4, index: 7, every: 1}" }.joined(separator: "\n")
    let read = try lesson.lesson
    return try HeadlessRun.run(read, library: .forTests(read), steps: 12).arms[0]
  }

  private func curve(_ arm: HeadlessRun.Arm, _ name: String) throws -> [Double] {
    try #require(arm.series[name]).raw
  }

  @Test("takes Adam's step by its own moments")
  func adam() throws {
    let arm = try arm("optimizer: adam, learning_rate: 0.01")
    let (g, m) = (try curve(arm, "weight_gradient"), try curve(arm, "first_moment"))
    let (v, step) = (try curve(arm, "second_moment_root"), try curve(arm, "weight_step"))
    let weight = try curve(arm, "weight")
    // m ← 0.9 m + 0.1 g and v ← 0.999 v + 0.001 g², their zero starts taken out.
    var (mean, square, first, second) = (0.0, 0.0, 1.0, 1.0)
    for t in g.indices {
      mean = 0.9 * mean + 0.1 * g[t]
      square = 0.999 * square + 0.001 * g[t] * g[t]
      (first, second) = (first * 0.9, second * 0.999)
      let (meanHat, rootHat) = (mean / (1 - first), (square / (1 - second)).squareRoot())
      #expect(abs(m[t] - meanHat) <= 1e-4 * rootHat && abs(v[t] - rootHat) <= 1e-4 * rootHat)
      #expect(abs(step[t] + 0.01 * meanHat / (rootHat + 1e-8)) < 1e-5)
      if t > 0 { #expect(abs(weight[t] - weight[t - 1] - step[t - 1]) < 1e-6) }
    }
    #expect(g.contains { $0 != 0 })
  }

  @Test("takes momentum's step by its velocity")
  func momentum() throws {
    let arm = try arm("optimizer: sgd, learning_rate: 0.01, momentum: 0.9")
    let (g, v) = (try curve(arm, "weight_gradient"), try curve(arm, "first_moment"))
    let step = try curve(arm, "weight_step")
    var velocity = 0.0
    for t in g.indices {
      velocity = 0.9 * velocity + g[t]
      #expect(abs(v[t] - velocity) <= 1e-5 * max(1, abs(velocity)))
      #expect(abs(step[t] + 0.01 * velocity) < 1e-6)
    }
  }
}
