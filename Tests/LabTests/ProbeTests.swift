import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import Tensors
import Testing

@Suite("What probes read")
struct ProbeTests {
  private static let all = """
      average: {of: activation_mean}
      flat: {of: saturated_share}
      dead: {of: dead_share}
      dw: {of: weight_gradient_norm}
      ratio: {of: update_ratio}
      w: {of: weight_norm}
      g: {of: gradient_histogram}
      wh: {of: weight_histogram}
      wg: {of: weight_gradient_histogram}
      j1: {of: jacobian_largest}
      j2: {of: jacobian_median}
      j3: {of: jacobian_smallest}
      test: {of: test_loss, every: 7}
      right: {of: test_accuracy, every: 7}
      eta: {of: learning_rate}
    """
  private static let layerProbes: Set<String> = [
    "m2", "dz", "x", "average", "flat", "dead", "dw", "ratio", "w", "g", "wh", "wg", "j1", "j2",
    "j3",
  ]

  /// The network of arm "calm" at step 0 and its first batch, made without the lab.
  private func reference(
    activation: Activation
  ) throws -> (trainer: Trainer, images: Tensor, labels: [Int], test: LabeledImages) {
    let network = try Network(inputShape: [784]) { model throws(NetworkFault) in
      try [(784, 16), (16, 16), (16, 16), (16, 10)].enumerated().map {
        index, size throws(NetworkFault) in
        let isHead = index == 3
        return try Dense(
          size.0, size.1, weight: .normal(variance: (isHead ? 1.0 : 2.0) / Double(size.0)),
          activation: isHead ? .identity : activation, name: isHead ? "head" : "hidden\(index + 1)",
          in: &model)
      }
    }
    let data = testData(count: 240, seed: 1)
    var batches = ShuffledBatches(count: 240, batchSize: 16, seed: Seed(7))
    let (images, labels) = data.batch(batches.indices(0))
    return (Trainer(network, seed: Seed(7)), images, labels, testData(count: 60, seed: 2))
  }

  @Test(
    "layers read what their formulas say, at step 0, before any step is taken",
    arguments: [Activation.relu, .tanh, .sigmoid])
  func layers(activation: Activation) throws {
    var text = TestLesson()
    text.extraProbes = Self.all
    text.activation = activation.name
    let session = try Session.started(text)
    #expect(session.arm("calm")?.readings == [:])
    session.request(SnapshotRequest(probes: Self.layerProbes))
    session.waitUntilSettled()
    let readings = try #require(session.arm("calm")?.readings)
    #expect(readings.values.allSatisfy { $0.step == 0 })
    #expect(session.arm("calm")?.step == 0)

    var (trainer, images, labels, test) = try reference(activation: activation)
    let start = trainer
    let layers = trainer.trainObserving(images, labels, learningRate: 0.05).layers
    let jacobians = start.network.jacobians(at: test.batch([0]).images, start.weights)
    for (index, layer) in layers.prefix(3).enumerated() {
      let x = layer.output.scalars.map(Double.init)
      let dz = layer.preactivationGradient.scalars.map(Double.init)
      func expect(_ probe: String, _ expected: Double, _ tolerance: Double = 1e-9) {
        let value = readings.layers(probe)?[index] ?? .nan
        #expect(
          abs(value - expected) <= tolerance * max(1, abs(expected)), "\(probe)[\(index + 1)]")
      }
      expect("average", x.reduce(0, +) / Double(x.count))
      expect("m2", x.reduce(0) { $0 + $1 * $1 } / Double(x.count))
      expect("dz", dz.reduce(0) { $0 + $1 * $1 }.squareRoot())
      expect("dw", layer.weightGradient.norm())
      expect("w", start.weights.tensors[2 * index].norm())
      let flat = x.map { isFlat($0, activation) }
      expect("flat", Double(flat.count { $0 }) / Double(flat.count))
      let dead = (0..<16).count { unit in (0..<16).allSatisfy { flat[16 * $0 + unit] } }
      expect("dead", Double(dead) / 16)
      // σ(ΔW)/σ(W) with ΔW = −0.05·∂L/∂W.
      let update = deviation(layer.weightGradient.scalars.map { 0.05 * Double($0) })
      let weights = deviation(start.weights.tensors[2 * index].scalars.map(Double.init))
      expect("ratio", log10(update / weights), 1e-3)
      // What single precision can't tell from zero counts as zero.
      let raw = singularValues(of: jacobians[index])
      let spectrum = raw.map { $0 > raw[0] * 16 * 0x1p-23 ? $0 : 0 }
      expect("j1", spectrum[0])
      expect("j2", (spectrum[7] + spectrum[8]) / 2)
      expect("j3", spectrum[15])
      let histogram = try #require(readings.histograms("x")?[index])
      // The zeros of a ReLU are left out.
      let counted = activation == .relu ? x.filter { $0 != 0 } : x
      #expect(histogram.counts == counts(counted, histogram))
      let gradients = try #require(readings.histograms("g")?[index])
      #expect(gradients.counts == counts(dz, gradients))
      for (probe, tensor) in [
        ("wh", start.weights.tensors[2 * index]), ("wg", layer.weightGradient),
      ] {
        let found = try #require(readings.histograms(probe)?[index])
        #expect(found.counts == counts(tensor.scalars.map(Double.init), found), "\(probe)")
      }
    }
    // The head is not among the layers shown.
    #expect(readings.keys.allSatisfy { readings.layers($0)?.count ?? 3 == 3 })
    #expect(readings.layers("j1")?.first == 1)
  }

  @Test("a projected shortcut's readings stand in its own row, with its own function")
  func projectedShortcut() throws {
    var text = TestLesson()
    text.model = "kind: resnet, depth: 8, widths: [2, 3, 4], shortcut: projected"
    text.extraProbes = "  flat: {of: saturated_share}\n  gap: {of: batch_mean}"
    let session = try Session.started(text)
    session.request(SnapshotRequest(probes: ["flat", "m2", "gap"]))
    session.waitUntilSettled()
    let arm = try #require(session.arm("calm"))
    let shares = try #require(arm.readings.layers("flat"))
    // A convolution, a block without shortcut layers, and two with: f = ReLU where one follows within
    // the branch, none at the end of a branch and of a shortcut, which are added before theirs.
    let bends = [true, true, false, true, false, false, true, false, false]
    #expect(shares.map { $0 > 0 } == bends)
    #expect(arm.readings.layers("m2")?.count == bends.count)
    #expect(arm.readings.layers("gap")?.count == bends.count)
  }

  private func isFlat(_ x: Double, _ activation: Activation) -> Bool {
    switch activation {
    case .relu: x == 0
    case .tanh: abs(x) > 0.97
    default: x < 0.03 || x > 0.97
    }
  }

  private func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
      .squareRoot()
  }

  private func counts(_ values: [Double], _ histogram: Experiments.Histogram) -> [Int] {
    var counts = [Int](repeating: 0, count: histogram.counts.count)
    let (low, high) = (histogram.range.lowerBound, histogram.range.upperBound)
    for value in values {
      let place = (value - low) / (high - low) * Double(counts.count)
      counts[min(max(Int(place.rounded(.down)), 0), counts.count - 1)] += 1
    }
    return counts
  }

  @Test("the test set is measured every so many steps, in inference mode")
  func evaluations() throws {
    var text = TestLesson()
    text.extraProbes = Self.all
    text.arms = "  calm: {label: calm, set: {c: 2}}"
    text.body = "## Run\nIt.\n```lab\nplots: [curve]\nrun: {until: 60}\n```\n"
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 20)
    let series = run.arms[0].series
    #expect(series["test"]?.raw.count == 3)
    #expect(series["test"]?.firstStep == 0 && series["test"]?.every == 7)
    let (trainer, _, _, test) = try reference(activation: .relu)
    let (loss, accuracy) = trainer.evaluate(test.images, test.labels)
    #expect(abs((series["test"]?.raw[0] ?? .nan) - loss) < 1e-5)
    #expect(series["right"]?.raw[0] == accuracy)
    #expect(series["eta"]?.raw == [Double](repeating: 0.05, count: 20))
    #expect(series["loss"]?.raw.count == 20)
  }

  @Test("values that the lesson names are kept as the run passes their steps")
  func recording() throws {
    var text = TestLesson()
    text.extraProbes = Self.all
    text.claims = """
      claims:
        some: "metric(calm, loss, 0) + metric(calm, loss, 4) + metric(calm, loss, 30) > 0"
        deep: "metric(calm, m2[1], 0) / metric(faint, m2[3], 20) > 0 and metric(calm, dz[4], 1) > 0"
        tests: "metric(calm, test, 5) > 0 and metric(calm, eta, 5) > 0"
      """
    let lesson = try text.lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 20)
    let calm = run.arms[0].snapshot.recorded
    let losses = run.arms[0].series["loss"]?.raw ?? []
    #expect(calm[MetricKey(probe: "loss", step: 0)] == losses[0])
    let mean = losses[0..<4].reduce(0, +) / 4
    #expect(abs((calm[MetricKey(probe: "loss", step: 4)] ?? .nan) - mean) < 1e-12)
    #expect(calm[MetricKey(probe: "loss", step: 30)] == nil)
    #expect(calm[MetricKey(probe: "eta", step: 5)] == 0.05)
    #expect(calm[MetricKey(probe: "test", step: 5)].map { $0 > 0 } == true)
    let (trainer, images, labels, _) = try reference(activation: .relu)
    var first = trainer
    let layers = first.trainObserving(images, labels, learningRate: 0.05).layers
    let m2 = layers[0].output.sumOfSquares() / Double(layers[0].output.count)
    #expect(calm[MetricKey(probe: "m2", layer: 1, step: 0)] == m2)
    // Layer 4 is the head.
    #expect(calm[MetricKey(probe: "dz", layer: 4, step: 1)].map { $0 > 0 } == true)
    #expect(run.arms[1].snapshot.recorded.keys.contains(MetricKey(probe: "m2", layer: 3, step: 20)))
    let metrics = SnapshotMetrics(run.snapshot)
    #expect(
      lesson.claims.map { $0.expression.evaluate(in: metrics) } == [
        .pending, .boolean(true), .boolean(true),
      ])
    #expect(metrics.knob("c", arm: "faint") == .number(0.5))
    #expect(metrics.parameterCount(arm: "faint") == run.arms[1].snapshot.parameterCount)
    #expect(metrics.parameterCount(arm: "nobody") == nil)
    #expect(metrics.knob("c", arm: nil) == .number(1))
  }

  @Test("traces are as fine as asked for, and of the steps asked for")
  func resolution() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    session.request(SnapshotRequest(resolution: 10))
    session.waitUntilSettled()
    let trace = try #require(session.arm("calm")?.traces["loss"])
    #expect((5...10).contains(trace.raw.count))
    #expect(trace.raw.first?.steps.lowerBound == 1 && trace.raw.last?.steps.upperBound == 60)
    session.request(SnapshotRequest(resolution: 100, steps: 20...29))
    session.waitUntilSettled()
    #expect(session.arm("calm")?.traces["loss"]?.raw.map(\.steps.lowerBound) == Array(20...29))
    #expect(session.arm("calm")?.traces["loss"]?.smoothed.count == 10)
  }

  @Test("a signal tells of news, and asking for the same again is none")
  func signals() throws {
    let session = try Session.started(at: 4)
    session.drainChangeSignal()
    #expect(!session.signals(within: 20))
    session.request(SnapshotRequest(resolution: 50, probes: ["m2"]))
    #expect(session.signals(within: 2000))
    session.waitUntilSettled()
    session.drainChangeSignal()
    for _ in 0..<5 {
      session.request(SnapshotRequest(resolution: 50, probes: ["m2"]))
      session.waitUntilSettled()
    }
    #expect(!session.signals(within: 20))
    try session.sendAndSettle(.step)
    #expect(session.signals(within: 2000))
    #expect(session.arm("calm")?.readings["m2"]?.step == 1)
  }
}
