import Networks
import Tensors
import Testing

@Suite("Two threads") struct CompanionTests {
  private func trained(_ companion: Companion?, split: Int) throws -> ([Double], Weights) {
    let network = try Network.perceptron([20, 33, 17, 5], .tanh)
    var trainer = Trainer(network, seed: Seed(4), optimizer: SGD(momentum: 0.9))
    let (x, labels) = randomBatch(65, 20, classes: 5)
    let (first, second) = (Array(0..<split), Array(split..<65))
    let halves = [first, second].map { indices in
      Batch(x: x.rows(at: indices), labels: indices.map { labels[$0] })
    }
    let losses = (0..<200).map { _ in
      trainer.train(halves[0], halves[1], with: companion, learningRate: 0.1)
    }
    return (losses, trainer.weights)
  }

  @Test("with and without a companion a run is the same to the bit")
  func sameBits() throws {
    let companion = try #require(Companion())
    let (alone, together) = (try trained(nil, split: 32), try trained(companion, split: 32))
    #expect(alone == together)
  }

  /// A network with dense layers, a recurrent one, or convolutions with batch normalization.
  @Test(
    "one, two and four threads train the four parts of a batch to the same bits",
    arguments: ["mlp", "gru", "tf_d64", "resnet20_16"])
  func threads(_ name: String) throws {
    let net = try #require(BenchmarkNetwork(rawValue: name))
    let network = try net.network()
    var stream = Seed(3).stream("data")
    let parts = net.batch(from: &stream).parts(4)
    func trained(threads: Int) throws -> ([Double], Weights) {
      let companions = try (1..<threads).map { _ in try #require(Companion()) }
      var trainer = Trainer(network, seed: Seed(4), optimizer: net.optimizer)
      let losses = (0..<3).map { _ in
        trainer.train(parts, with: companions, learningRate: net.learningRate)
      }
      return (losses, trainer.weights)
    }
    let alone = try trained(threads: 1)
    #expect(try trained(threads: 2) == alone)
    #expect(try trained(threads: 4) == alone)
  }

  @Test("halves of unequal size count by their examples", arguments: [1, 20, 64])
  func shares(_ split: Int) throws {
    let network = try Network.perceptron([20, 33, 17, 5], .tanh)
    var whole = Trainer(network, seed: Seed(4), optimizer: SGD(momentum: 0.9))
    let (x, labels) = randomBatch(65, 20, classes: 5)
    let losses = (0..<200).map { _ in whole.train(x, labels, learningRate: 0.1) }
    let (halves, _) = try trained(nil, split: split)
    // The order of sums differs, and 200 steps amplify the rounding.
    for (a, b) in zip(losses, halves) { #expect(abs(a - b) < 1e-4) }
  }

  @Test("companions end when they are let go")
  func manyCompanions() throws {
    for _ in 0..<300 { _ = try #require(Companion()) }
  }
}
