import Networks
import Tensors
import Testing

@Suite("Divergence of every kind of network") struct DivergenceTests {
  private static let networks: [(name: String, make: @Sendable () throws -> Network)] = [
    ("LeNet-5", { try .leNet5() }),
    ("the original LeNet-5", { try .originalLeNet5() }),
    (
      "a residual network",
      { try .residual(ResidualSettings(depth: 8, widths: [4, 8, 8]), image: [1, 28, 28]) }
    ),
    (
      "an LSTM",
      { try .characters(.lstm, vocabulary: 7, embedding: 3, width: 9, steps: 5) }
    ),
    (
      "a GRU",
      { try .characters(.gru(.afterProduct), vocabulary: 7, embedding: 3, width: 9, steps: 5) }
    ),
    (
      "a Transformer",
      {
        try .decoderTransformer(
          vocabulary: 7, steps: 5, depth: 1, TransformerSettings(width: 8, heads: 2))
      }
    ),
  ]

  @Test(
    "a rate of 10³⁰ or none at all ends in a loss that says so, and everything goes on",
    arguments: networks.indices, [1e30, .nan])
  func diverges(_ index: Int, _ learningRate: Double) throws {
    let (name, make) = Self.networks[index]
    let network = try make()
    let (x, labels) = batch(network)
    var trainer = Trainer(network, seed: Seed(2))
    let losses = (0..<4).map { _ in trainer.train(x, labels, learningRate: learningRate) }
    // Gates keep a network finite, with enormous logits; distances to codes end at 65 nats.
    let isLost = !losses[3].isFinite || losses[3] > 60
    #expect(losses[0].isFinite && isLost, "\(name): \(losses)")
    #expect(learningRate.isFinite || losses[1...].allSatisfy { $0.isNaN }, "\(name): \(losses)")
    #expect((0...1).contains(trainer.evaluate(x, labels).accuracy))
    _ = trainer.trainObserving(x, labels, learningRate: 0.1)
  }

  /// Four images of normal numbers, or four texts of seven characters.
  private func batch(_ network: Network) -> (x: Tensor, labels: [Int]) {
    var stream = Seed(1).stream("batch")
    let shape = [4] + network.inputShape
    guard shape.count == 2 else {
      return (stream.normals(shape), (0..<4).map { _ in stream.next(below: 7) })
    }
    let tokens = (0..<Tensor.count(of: shape)).map { _ in stream.next(below: 7) }
    return (Tensor(shape: shape, scalars: tokens.map { Float($0) }), tokens.reversed())
  }
}
