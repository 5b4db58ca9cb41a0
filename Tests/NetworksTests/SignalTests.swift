import Networks
import Tensors
import Testing

@Suite("What flows from layer to layer") struct SignalTests {
  private let batch = randomBatch(16, 8, classes: 4)

  private func network(scale: Double) throws(NetworkFault) -> Network {
    try Network(inputShape: [8]) { (model: inout ModelBuilder) throws(NetworkFault) in
      let first = try Dense(
        8, 8, weight: .he(fanIn: 8), activation: .tanh, name: "first", in: &model)
      let branch = try Dense(
        8, 8, weight: .he(fanIn: 8), activation: .tanh, name: "branch", in: &model)
      return [
        first,
        try ResidualBlock([branch], scale: scale, activation: .identity, name: "block"),
        try Dense(8, 4, weight: .he(fanIn: 8), name: "head", in: &model),
      ]
    }
  }

  private func observed(scale: Double) throws -> [Observation] {
    var trainer = Trainer(try network(scale: scale), seed: Seed(5))
    return trainer.trainObserving(batch.x, batch.labels, learningRate: 0.1).layers
  }

  @Test("the gradient of a sum is the gradient of what goes on, times the slope")
  func slope() throws {
    let first = try observed(scale: 0.5)[0]
    // tanh′ = 1 − x².
    let expected = first.signalGradient * (1 - first.output.squared())
    let error = (first.preactivationGradient - expected).absolute().max()
    #expect(error <= 1e-6 * expected.absolute().max())
    #expect(first.signalGradient.norm() > 0)
  }

  @Test("behind a block it is that of the block's sum, which the scaled branch gets less of")
  func behindBlock() throws {
    let layers = try observed(scale: 0.5)
    let (branch, head) = (layers[1], layers[2])
    // The head alone lies behind the block: ∂L/∂y = ∂L/∂z·Wᵀ.
    let expected = matmul(head.preactivationGradient, head.weight, transposeB: true)
    let error = (branch.signalGradient - expected).absolute().max()
    #expect(error <= 1e-6 * expected.absolute().max())
    let inside = branch.signalGradient * 0.5 * (1 - branch.output.squared())
    let apart = (branch.preactivationGradient - inside).absolute().max()
    #expect(apart <= 1e-6 * inside.absolute().max())
  }

  @Test("through a branch times 0 the gradient is the same to the bit")
  func closed() throws {
    let layers = try observed(scale: 0)
    #expect(layers[0].signalGradient.norm() == layers[1].signalGradient.norm())
    #expect(layers[1].preactivationGradient.norm() == 0)
  }
}

@Suite("What dropout drops") struct MaskTests {
  private let batch = randomBatch(16, 8, classes: 4)

  private func trainer(dropping probability: Double) throws -> Trainer {
    let network = try Network(inputShape: [8]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      let hidden = try Dense(
        8, 32, weight: .he(fanIn: 8), activation: .tanh, name: "hidden", in: &model)
      return [
        ObservedGroup(hidden, followedBy: [try Dropout(probability, name: "dropout")]),
        try Dense(32, 4, weight: .he(fanIn: 32), name: "head", in: &model),
      ]
    }
    return Trainer(network, seed: Seed(5))
  }

  @Test("the masks that are shown are those of the step, and looking changes no bit")
  func shown() throws {
    var (blind, watched) = (try trainer(dropping: 0.4), try trainer(dropping: 0.4))
    for _ in 0..<3 {
      blind.train(batch.x, batch.labels, learningRate: 0.1)
      let step = watched.trainObserving(batch.x, batch.labels, learningRate: 0.1)
      let mask = try #require(step.masks.first)
      #expect(step.masks.count == 1 && mask.layer == "dropout")
      // tanh is nowhere 0 here: what is 0 was dropped.
      let kept = step.layers[0].output.scalars.map { $0 == 0 ? Float(0) : 1 }
      #expect(mask.kept.scalars == kept)
      #expect(kept.contains(0) && kept.contains(1))
    }
    #expect(blind.weights == watched.weights)
  }

  @Test("the mean over masks has rows that sum to 1, and is inference where nothing is dropped")
  func means() throws {
    let closed = try trainer(dropping: 0)
    let plain = closed.network(batch.x, closed.weights).softmaxRows()
    let mean = closed.meanProbabilities(batch.x, masks: 4, name: "here")
    #expect((mean - plain).absolute().max() < 1e-6)
    let open = try trainer(dropping: 0.4)
    let one = open.meanProbabilities(batch.x, masks: 1, name: "here")
    #expect(one == open.meanProbabilities(batch.x, masks: 1, name: "here"))
    #expect(one != open.meanProbabilities(batch.x, masks: 1, name: "there"))
    let many = open.meanProbabilities(batch.x, masks: 400, name: "here")
    for row in 0..<16 {
      let sum = many.scalars[row * 4..<row * 4 + 4].reduce(0, +)
      #expect(abs(sum - 1) < 1e-5)
    }
    // Many masks lie nearer to inference than one does.
    let scaled = open.network(batch.x, open.weights).softmaxRows()
    #expect((many - scaled).norm() < (one - scaled).norm())
  }
}
