import Glibc
import Networks
import Tensors
import Testing

@Suite("Training") struct TrainerTests {
  private let batch = randomBatch(64, 20, classes: 5)

  private func trainer(
    _ activation: Activation = .relu, optimizer: SGD = SGD(momentum: 0.9, weightDecay: 1e-4)
  ) throws -> Trainer {
    let network = try Network.perceptron([20, 33, 17, 5], activation)
    return Trainer(network, seed: Seed(7), optimizer: optimizer)
  }

  @Test("a batch is learned by heart")
  func learns() throws {
    var trainer = try trainer()
    let first = trainer.train(batch.x, batch.labels, learningRate: 0.1)
    for _ in 0..<300 { trainer.train(batch.x, batch.labels, learningRate: 0.1) }
    let (loss, accuracy) = trainer.evaluate(batch.x, batch.labels)
    #expect(first > 1.5 && loss < 0.05 && accuracy == 1)
    #expect(trainer.step == 301)
  }

  @Test("two runs of one seed are equal to the bit, and another seed is another run")
  func determinism() throws {
    func losses(_ seed: UInt64) throws -> [Double] {
      let network = try Network.perceptron([20, 33, 17, 5], .tanh)
      var trainer = Trainer(network, seed: Seed(seed), optimizer: SGD(momentum: 0.9))
      return (0..<50).map { _ in trainer.train(batch.x, batch.labels, learningRate: 0.1) }
    }
    #expect(try losses(1) == losses(1))
    #expect(try losses(1) != losses(2))
  }

  @Test(
    "looking into the layers changes no bit", arguments: Activation.all + [.leakyReLU(leak: 0.3)])
  func observing(_ activation: Activation) throws {
    var (blind, watched) = (try trainer(activation), try trainer(activation))
    for step in 0..<20 {
      let loss = blind.train(batch.x, batch.labels, learningRate: 0.1)
      let seen =
        step % 3 == 0
        ? watched.trainObserving(batch.x, batch.labels, learningRate: 0.1).loss
        : watched.train(batch.x, batch.labels, learningRate: 0.1)
      #expect(loss == seen)
    }
    #expect(blind.weights == watched.weights)
  }

  @Test("an observation shows sums, outputs, gradients and what the step changed")
  func observation() throws {
    var trainer = try trainer(.tanh, optimizer: SGD())
    let before = trainer.weights
    let layers = trainer.trainObserving(batch.x, batch.labels, learningRate: 0.5).layers
    try #require(layers.map(\.layer) == ["layer1", "layer2", "layer3"])
    var input = batch.x
    for (index, layer) in layers.enumerated() {
      #expect(layer.weight == before.tensors[2 * index])
      let z = affine(input, layer.weight, before.tensors[2 * index + 1])
      #expect(layer.preactivation == z)
      let function: Nonlinearity = index == 2 ? .identity : .tanh
      #expect(layer.output == function(z))
      #expect(
        layer.weightGradient == matmul(input, transposeA: true, layer.preactivationGradient))
      #expect(layer.update == trainer.weights.tensors[2 * index] - layer.weight)
      // W ← W − ηg, rounded once; ΔW then has the rounding error of W.
      let error = (layer.update + layer.weightGradient * 0.5).absolute().max()
      #expect(error <= 2.4e-7 * layer.weight.absolute().max())
      input = layer.output
    }
    let expected = CrossEntropy(logits: layers[2].preactivation, labels: batch.labels).dLogits
    #expect(layers[2].preactivationGradient == expected)
  }

  @Test("the update ratio of plain descent is that of η·σ(g) to σ(W)")
  func updateRatio() throws {
    var trainer = try trainer(.tanh, optimizer: SGD())
    let layers = trainer.trainObserving(batch.x, batch.labels, learningRate: 0.25).layers
    let layer = try #require(layers.dropFirst().first)
    func spread(_ tensor: Tensor) -> Double { tensor.meanAndVariance().variance.squareRoot() }
    let expected = log10(0.25 * spread(layer.weightGradient) / spread(layer.weight))
    #expect(abs(layer.logUpdateRatio - expected) < 1e-4)
  }

  @Test("a copy of the trainer is a snapshot: going on from it gives the same bits")
  func snapshot() throws {
    var trainer = try trainer()
    for _ in 0..<5 { trainer.train(batch.x, batch.labels, learningRate: 0.1) }
    var saved = trainer
    let kept = saved.weights
    for _ in 0..<5 { trainer.train(batch.x, batch.labels, learningRate: 0.1) }
    #expect(saved.weights == kept)
    for _ in 0..<5 { saved.train(batch.x, batch.labels, learningRate: 0.1) }
    #expect(saved.weights == trainer.weights)
  }

  @Test(
    "a diverging run gives a loss that is not finite, and nothing crashes",
    arguments: [
      1e30, Double.nan, .infinity, -1e30,
    ])
  func diverges(_ learningRate: Double) throws {
    var trainer = try trainer()
    let losses = (0..<5).map { _ in
      trainer.train(batch.x, batch.labels, learningRate: learningRate)
    }
    #expect(losses[0].isFinite && !losses[4].isFinite)
    #expect(!trainer.weights.isFinite)
    #expect(!trainer.evaluate(batch.x, batch.labels).loss.isFinite)
    #expect(trainer.trainObserving(batch.x, batch.labels, learningRate: 0.1).layers.count == 3)
  }

  @Test("without examples there is nothing to train on, and nothing right or wrong to count")
  func noExamples() async throws {
    #expect(Tensor(zeros: [0, 3]).accuracy([]) == 0)
    let found = [
      Tensor(zeros: [0, 3]).evaluation([], ignoring: nil),
      Tensor(zeros: [2, 3]).evaluation([-1, -1], ignoring: -1),
      try trainer().evaluate(Tensor(zeros: [0, 20]), []),
    ]
    #expect(found.allSatisfy { $0.loss == 0 && $0.accuracy == 0 })
    await #expect(processExitsWith: .failure) {
      _ = Batch(x: Tensor(zeros: [0, 20]), labels: [])
    }
    await #expect(processExitsWith: .failure) {
      var trainer = Trainer(try .perceptron([20, 5], .relu), seed: Seed(1))
      trainer.train(Tensor(zeros: [0, 20]), [], learningRate: 0.1)
    }
  }

  @Test("a learning rate of 0 changes nothing")
  func noRate() throws {
    var trainer = try trainer(optimizer: SGD())
    let before = trainer.weights
    trainer.train(batch.x, batch.labels, learningRate: 0)
    #expect(trainer.weights == before)
  }

  @Test("accuracy counts the rows whose largest entry is the label's, the first of equals")
  func accuracy() {
    let logits = Tensor(shape: [4, 3], scalars: [1, 2, 3, 3, 2, 1, 0, 0, 0, -1, -2, .nan])
    #expect(logits.accuracy([2, 0, 0, 1]) == 0.75)
  }

  @Test("denormal numbers count as zero on a prepared thread")
  func denormals() throws {
    // 40 sigmoid layers of tiny weights: gradients fall far below 1.2·10⁻³⁸.
    let network = try Network.perceptron(
      [20] + [Int](repeating: 16, count: 40) + [5], .sigmoid, weight: .normal(variance: 1e-4))
    var trainer = Trainer(network, seed: Seed(1))
    let layers = EngineRuntime.asPrepared {
      trainer.trainObserving(batch.x, batch.labels, learningRate: 0.1).layers
    }
    try #require(layers.count == 41)
    let gradients = layers.flatMap(\.preactivationGradient.scalars)
    #expect(gradients.allSatisfy { !$0.isSubnormal })
    #expect(layers[0].preactivationGradient.absolute().max() == 0)
    #expect(layers[39].preactivationGradient.absolute().max() > 0)
  }
}
