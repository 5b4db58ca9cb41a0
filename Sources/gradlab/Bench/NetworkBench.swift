import ArgumentParser
import Charts
import Lab
import Networks
import Tensors

extension BenchmarkNetwork: ExpressibleByArgument {}

/// Times whole training steps of a network on random data: forward, loss, backward, update.
struct NetworkBench {
  let net: BenchmarkNetwork
  /// How many share the work.
  let threads: Int

  /// - Parameter ceiling: multiply-adds of one core, in floating-point operations a second.
  func measure(seconds: Double, ceiling: Double) throws -> NetworkResult {
    EngineRuntime.setThreads(threads)
    let step = try TrainingStep(net)
    let timing = Timing.measure(seconds: seconds) { step.run() }
    return NetworkResult(
      name: net.rawValue, threads: threads, timing: timing,
      floor: step.flops / (ceiling * Double(threads)))
  }

  /// Takes so many steps: for those who time the whole program.
  func take(_ steps: Int) throws {
    EngineRuntime.setThreads(threads)
    let step = try TrainingStep(net)
    for _ in 0..<steps { step.run() }
  }

  /// Bytes by which ten training steps and their network raise the peak of the process.
  func peakBytes() throws -> Int {
    EngineRuntime.setThreads(threads)
    // What the first step of any network brings in is not counted.
    try TrainingStep.tiny().run()
    let meter = try MemoryMeter()
    let step = try TrainingStep(net)
    for _ in 0..<10 { step.run() }
    return try meter.growth()
  }
}

/// A network with its data, ready for one step after the other.
final class TrainingStep {
  private var trainer: Trainer
  private let learningRate: Double
  private let batch: Batch
  /// Of the matrix products of one step.
  let flops: Double

  convenience init(_ net: BenchmarkNetwork) throws {
    var stream = Seed(1).stream("data")
    try self.init(
      try net.network(), net.batch(from: &stream), optimizer: net.optimizer,
      learningRate: net.learningRate)
  }

  private init(
    _ network: Network, _ batch: Batch, optimizer: any Optimizer, learningRate: Double
  ) throws {
    trainer = Trainer(network, seed: Seed(1), optimizer: optimizer)
    self.learningRate = learningRate
    self.batch = batch
    flops = try network.cost(batch: batch.x.shape[0]).flops
  }

  /// Four numbers in, three classes out.
  static func tiny() throws -> TrainingStep {
    let network = try Network(inputShape: [4]) { (model) throws(NetworkFault) in
      [try Dense(4, 3, weight: .he(fanIn: 4), name: "layer", in: &model)]
    }
    return try TrainingStep(
      network, Batch(x: Tensor(repeating: 1, shape: [2, 4]), labels: [0, 2]), optimizer: Adam(),
      learningRate: 1e-3)
  }

  func run() {
    trainer.train(batch.x, batch.labels, learningRate: learningRate)
  }
}

/// Milliseconds of a training step.
struct NetworkResult {
  let name: String
  let threads: Int
  let timing: Timing
  /// The least time that the step's matrix products can take, in seconds.
  let floor: Double

  var json: JSONValue {
    .object([
      "name": .string(name), "threads": .integer(threads),
      "median_ms": .number(timing.median * 1e3), "p10_ms": .number(timing.p10 * 1e3),
      "p90_ms": .number(timing.p90 * 1e3), "floor_share": .number(floor / timing.median),
    ])
  }

  var row: BenchResult {
    BenchResult(
      name: "\(name) step, \(threads) thread\(threads == 1 ? "" : "s")", timing: timing,
      scale: 1e3, unit: "ms", shareOfFloor: floor / timing.median)
  }
}
