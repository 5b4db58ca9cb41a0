import Autograd
import Networks
import Tensors
import Testing

@Suite("Gradients through time")
struct GradientThroughTimeTests {
  private static let steps = 5
  private static let width = 4

  private func network(_ cell: RecurrentCell) throws -> Network {
    try Network.characters(
      cell, vocabulary: 6, embedding: 3, width: Self.width, steps: Self.steps)
  }

  /// Two texts and what is asked after each token; the last token counts as much as the others.
  private var batch: (x: Tensor, labels: [Int]) {
    let tokens: [Float] = [0, 3, 1, 5, 2, 4, 4, 0, 2, 1]
    return (Tensor(shape: [2, Self.steps], scalars: tokens), [3, 1, 5, 2, 0, 4, 0, 2, 1, 3])
  }

  /// L when the state, or an LSTM's cell, is moved after token `time`, step by step.
  private func loss(
    _ model: CharacterModel, _ weights: Weights, moving time: Int, by delta: Tensor, cell: Bool
  ) -> Double {
    let pass = Pass(weights, mode: .inference)
    let (x, labels) = batch
    var states = InitialVariables()
    var logits: [Variable] = []
    for step in 0..<Self.steps {
      let tokens = (0..<2).map { Int(x.scalars[$0 * Self.steps + step]) }
      states = model.recurrent.step(pass[model.embedding.table].embedding(tokens), states, in: pass)
      guard var state = states.state else { return .nan }
      if step == time, cell, let old = states.cell {
        // What c shows of itself through its own gate o moves h too: h = o·tanh(c).
        let moved = old + pass.tape.constant(delta)
        let gate = pass.tape.constant(state.value / old.tanh().value)
        states.cell = moved
        state = gate * moved.tanh()
        states.state = state
      } else if step == time {
        state = pass.tape.constant(state.value + delta)
        states.state = state
      }
      logits.append(model.output(state, in: pass))
    }
    var sum = 0.0
    for step in 0..<Self.steps {
      let wanted = (0..<2).map { labels[$0 * Self.steps + step] }
      sum += Double(logits[step].softmaxCrossEntropy(wanted).value.item) / Double(Self.steps)
    }
    return sum
  }

  @Test(
    "what a step shows is how the loss answers when a state is moved at one token",
    arguments: [0, 1, 2], [false, true])
  func finiteDifferences(_ index: Int, cell: Bool) throws {
    let kind: RecurrentCell = [.simple(.tanh), .lstm, .gru(.afterProduct)][index]
    guard !cell || kind == .lstm else { return }
    let network = try network(kind)
    let model = try #require(network.first(CharacterModel.self))
    let weights = network.weights(seed: Seed(3))
    var trainer = Trainer(network, weights: weights)
    let shown = trainer.trainObserving(batch.x, batch.labels, learningRate: 0).recurrences
    let layer = try #require(shown.first)
    #expect(layer.layer == "recurrent" && layer.states.count == Self.steps)
    #expect(layer.cells.count == (kind == .lstm ? Self.steps : 0))
    let gradients = cell ? layer.cells : layer.states
    for time in 0..<Self.steps {
      for place in 0..<2 * Self.width {
        var scalars = [Float](repeating: 0, count: 2 * Self.width)
        scalars[place] = 0.01
        let delta = Tensor(shape: [2, Self.width], scalars: scalars)
        let up = loss(model, weights, moving: time, by: delta, cell: cell)
        let down = loss(model, weights, moving: time, by: -delta, cell: cell)
        let expected = (up - down) / 0.02
        // Single precision gives the difference of two losses to 1e-7, over 0.02.
        let found = Double(gradients[time].scalars[place])
        #expect(abs(found - expected) < 2e-5 + 1e-3 * abs(expected), "token \(time + 1)")
      }
    }
  }

  @Test("both directions of an encoder show themselves, token by token")
  func bothDirections() throws {
    var settings = SequenceToSequenceSettings(
      sourceVocabulary: 6, targetVocabulary: 6, sourceSteps: 4, embedding: 3, width: 4,
      attentionWidth: 4)
    (settings.isBidirectional, settings.hasBridge) = (true, true)
    let network = try Network(inputShape: [7]) { (model: inout ModelBuilder) throws(NetworkFault) in
      [try SequenceToSequence(settings, in: &model)]
    }
    var trainer = Trainer(network, seed: Seed(1))
    let x = Tensor(shape: [1, 7], scalars: [1, 2, 3, 4, 0, 1, 2])
    let shown = trainer.trainObserving(x, [1, 2, 3], learningRate: 0).recurrences
    #expect(shown.map(\.layer) == ["encoder", "encoder_reverse"])
    #expect(network.recurrentLayers.map(\.isReversed) == [false, true])
    for layer in shown {
      #expect(layer.states.count == 4)
      #expect(layer.states.allSatisfy { $0.norm() > 0 })
    }
  }
}
