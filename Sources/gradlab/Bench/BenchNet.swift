import ArgumentParser
import Networks
import Tensors

/// The networks whose training step is timed: those of the usual comparisons with PyTorch, random
/// data and all.
enum BenchNet: String, CaseIterable, ExpressibleByArgument {
  /// 784-256-256-10 with ReLU.
  case mlp
  /// 784, twenty layers of 100 with tanh, 10.
  case deepTanh20 = "deep_tanh20"

  static let batch = 128
  private static let inputs = 784
  private static let classes = 10

  private var hidden: [Int] {
    switch self {
    case .mlp: [256, 256]
    case .deepTanh20: Array(repeating: 100, count: 20)
    }
  }

  private var activation: Activation {
    switch self {
    case .mlp: .relu
    case .deepTanh20: .tanh
    }
  }

  func network() throws(NetworkFault) -> Network {
    let (hidden, activation) = (hidden, activation)
    return try Network(inputShape: [BenchNet.inputs], batch: BenchNet.batch) {
      (model) throws(NetworkFault) in
      var layers: [any Layer] = []
      var inputs = BenchNet.inputs
      for (index, outputs) in (hidden + [BenchNet.classes]).enumerated() {
        layers.append(
          try Dense(
            inputs, outputs, weight: .xavier(fanIn: inputs, fanOut: outputs),
            activation: index < hidden.count ? activation : .identity, name: "layer\(index + 1)",
            in: &model))
        inputs = outputs
      }
      return layers
    }
  }

  /// Times whole training steps: forward, loss, backward, update. With two threads each works on one
  /// half of the batch.
  func time(threads: Int, seconds: Double) throws -> Timing {
    let network = try network()
    var stream = Seed(1).stream("data")
    let x = stream.normals([BenchNet.batch, BenchNet.inputs])
    let labels = (0..<BenchNet.batch).map { _ in stream.next(below: BenchNet.classes) }
    var trainer = Trainer(network, seed: Seed(1))
    guard threads == 2 else {
      return Timing.measure(seconds: seconds) { trainer.train(x, labels, learningRate: 0.01) }
    }
    let companion = Companion()
    let (first, second) = BenchNet.halves(of: x, labels)
    return Timing.measure(seconds: seconds) {
      trainer.train(first, second, with: companion, learningRate: 0.01)
    }
  }

  private static func halves(of x: Tensor, _ labels: [Int]) -> (Batch, Batch) {
    let (half, size) = (labels.count / 2, labels.count / 2 * inputs)
    let (head, tail) = (Array(x.scalars[..<size]), Array(x.scalars[size...]))
    return (
      Batch(
        x: Tensor(shape: [half, inputs], scalars: head), labels: Array(labels[..<half])),
      Batch(
        x: Tensor(shape: [labels.count - half, inputs], scalars: tail),
        labels: Array(labels[half...]))
    )
  }
}
