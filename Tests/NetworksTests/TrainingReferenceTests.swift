import FoundationEssentials
import Networks
import Tensors
import Testing

@Suite("Training against PyTorch in float64") struct TrainingReferenceTests {
  private static let names = BenchmarkNetwork.allCases.map(\.rawValue)

  /// At most four times the error of PyTorch's own single precision, or 10⁻⁵ where that is larger.
  @Test("20 steps with the network's own optimizer have PyTorch's losses", arguments: names)
  func ownOptimizer(_ name: String) throws {
    let net = try #require(BenchmarkNetwork(rawValue: name))
    let reference = try TrainingReference.read()
    let expected = try #require(reference.own[name])
    let limit = max(1e-5, 4 * (try #require(reference.single[name])))
    let start = try TrainingStart(net)
    var trainer = Trainer(start.network, weights: start.weights, optimizer: net.optimizer)
    for (step, loss) in expected.enumerated() {
      let found = trainer.train(
        start.batch.x, start.batch.labels, learningRate: net.learningRate)
      #expect(
        abs(found - loss) < limit * loss, "\(name), step \(step): \(found), not \(loss)")
    }
  }

  @Test(
    "20 fast steps on sequences have PyTorch's losses",
    arguments: ["rnn", "lstm", "gru", "bahdanau", "tf_d64", "tf_d128"])
  func momentum(_ name: String) throws {
    let net = try #require(BenchmarkNetwork(rawValue: name))
    let expected = try #require(try TrainingReference.read().momentum[name])
    let start = try TrainingStart(net)
    var trainer = Trainer(
      start.network, weights: start.weights, optimizer: SGD(momentum: 0.9))
    for (step, loss) in expected.enumerated() {
      let found = trainer.train(start.batch.x, start.batch.labels, learningRate: 0.05)
      #expect(abs(found - loss) < 1e-5 * loss, "\(name), step \(step): \(found), not \(loss)")
    }
  }
}
