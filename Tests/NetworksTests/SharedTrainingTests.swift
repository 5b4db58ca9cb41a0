import Networks
import Tensors
import Testing

@Suite("Training on several threads", .serialized)
struct SharedTrainingTests {
  @Test(
    "one, two and four threads train to the same bits",
    arguments: BenchmarkNetwork.allCases.map(\.rawValue))
  func threads(_ name: String) throws {
    let net = try #require(BenchmarkNetwork(rawValue: name))
    let network = try net.network()
    var stream = Seed(3).stream("data")
    let batch = net.batch(from: &stream)
    func trained(threads: Int) -> ([Double], Weights) {
      EngineRuntime.setThreads(threads)
      var trainer = Trainer(network, seed: Seed(4), optimizer: net.optimizer)
      let losses = (0..<2).map { _ in
        trainer.train(batch.x, batch.labels, learningRate: net.learningRate)
      }
      return (losses, trainer.weights)
    }
    let alone = trained(threads: 1)
    #expect(trained(threads: 2) == alone)
    #expect(trained(threads: 4) == alone)
    EngineRuntime.setThreads(EngineRuntime.processorCount)
  }
}
