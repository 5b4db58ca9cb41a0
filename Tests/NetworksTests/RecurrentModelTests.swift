import Autograd
import Networks
import Tensors
import Testing

@Suite("Networks of sequences") struct RecurrentModelTests {
  private static let seq2seq = {
    var settings = SequenceToSequenceSettings(
      sourceVocabulary: 64, targetVocabulary: 64, sourceSteps: 16, embedding: 32, width: 64,
      attentionWidth: 64)
    settings.padding = nil
    return settings
  }()

  @Test("parameters are counted as in PyTorch")
  func parameterCounts() throws {
    func characters(_ cell: RecurrentCell) throws -> Int {
      try Network.characters(cell, vocabulary: 64, embedding: 32, width: 128, steps: 64)
        .parameterCount
    }
    #expect(try characters(.simple(.tanh)) == 31_040)
    #expect(try characters(.lstm) == 93_248)
    #expect(try characters(.gru(.afterProduct)) == 72_512)
    #expect(
      try Network.sequenceToSequence(Self.seq2seq, targetSteps: 16).parameterCount == 70_528)
    func transformer(_ width: Int, _ depth: Int, _ steps: Int) throws -> Int {
      try Network.decoderTransformer(
        vocabulary: 64, steps: steps, depth: depth,
        TransformerSettings(width: width, heads: 4)
      ).parameterCount
    }
    #expect(try transformer(64, 2, 32) == 110_400)
    #expect(try transformer(128, 4, 64) == 817_984)
  }

  /// Small networks, all on 7 tokens in and out (the encoder's 3 and the decoder's 4).
  private static let networks: [(String, @Sendable () throws -> Network, outputs: Int)] = [
    (
      "rnn", { try .characters(.simple(.tanh), vocabulary: 5, embedding: 3, width: 9, steps: 7) }, 7
    ),
    ("lstm", { try .characters(.lstm, vocabulary: 5, embedding: 3, width: 9, steps: 7) }, 7),
    (
      "gru",
      { try .characters(.gru(.afterProduct), vocabulary: 5, embedding: 3, width: 9, steps: 7) }, 7
    ),
    (
      "gru, reset first",
      { try .characters(.gru(.beforeProduct), vocabulary: 5, embedding: 3, width: 9, steps: 7) }, 7
    ),
    ("seq2seq", { try .sequenceToSequence(small(attention: false), targetSteps: 4) }, 4),
    ("attention", { try .sequenceToSequence(small(attention: true), targetSteps: 4) }, 4),
    (
      "attention, tied readout",
      {
        var settings = small(attention: true)
        settings.hasTiedReadout = true
        return try .sequenceToSequence(settings, targetSteps: 4)
      }, 4
    ),
    (
      "transformer",
      {
        try .decoderTransformer(
          vocabulary: 5, steps: 7, depth: 2, TransformerSettings(width: 8, heads: 2))
      }, 7
    ),
    (
      "transformer with dropout",
      {
        try .decoderTransformer(
          vocabulary: 5, steps: 7, depth: 1,
          TransformerSettings(width: 16, heads: 2, placement: .after, dropout: 0.02))
      }, 7
    ),
  ]

  private static func small(attention: Bool) -> SequenceToSequenceSettings {
    var settings = SequenceToSequenceSettings(
      sourceVocabulary: 5, targetVocabulary: 5, sourceSteps: 3, embedding: 4, width: 12,
      attentionWidth: 6)
    settings.hasAttention = attention
    settings.isBidirectional = true
    settings.hasBridge = true
    return settings
  }

  private func data(_ outputs: Int) -> (x: Tensor, labels: [Int]) {
    var stream = Seed(9).stream("tokens")
    let x = (0..<6 * 7).map { _ in Float(stream.next(below: 5)) }
    return (
      Tensor(shape: [6, 7], scalars: x), (0..<6 * outputs).map { _ in stream.next(below: 5) }
    )
  }

  @Test("a batch is learned", arguments: networks.indices)
  func learns(_ index: Int) throws {
    let (name, make, outputs) = Self.networks[index]
    let (x, labels) = data(outputs)
    // Over 24 seeds every network ends below 0.32, all but the one with dropout below 0.08.
    var trainer = Trainer(try make(), seed: Seed(3), optimizer: Adam())
    let first = trainer.train(x, labels, learningRate: 0.02)
    for _ in 0..<300 { trainer.train(x, labels, learningRate: 0.02) }
    let loss = trainer.evaluate(x, labels).loss
    #expect(first > 1.3 && loss < 0.7, "\(name): \(first) → \(loss)")
  }

  @Test("reading a text token by token gives the logits of reading it at once")
  func reading() throws {
    let cells: [RecurrentCell] = [
      .simple(.tanh), .lstm, .gru(.afterProduct), .gru(.beforeProduct),
    ]
    for cell in cells {
      let network = try Network.characters(
        cell, vocabulary: 5, embedding: 3, width: 9, steps: 7)
      let model = try #require(network.first(CharacterModel.self))
      let weights = network.weights(seed: Seed(4))
      let (x, _) = data(7)
      let whole = network(x, weights).reshaped([6, 7, 5])
      var memory = CharacterModel.Memory()
      for time in 0..<7 {
        let tokens = (0..<6).map { Int(x[$0, time]) }
        let logits = model.read(tokens, &memory, weights)
        let expected = whole.sliced(time..<time + 1, axis: 1).reshaped([6, 5])
        #expect((logits - expected).absolute().max() < 1e-5)
      }
    }
  }

  @Test("a causal Transformer knows nothing of later tokens")
  func causality() throws {
    let network = try Network.decoderTransformer(
      vocabulary: 5, steps: 7, depth: 2, TransformerSettings(width: 8, heads: 2))
    let weights = network.weights(seed: Seed(4))
    var (x, _) = data(7)
    let before = network(x, weights).reshaped([6, 7, 5]).sliced(0..<5, axis: 1)
    x[2, 5] = 4 - x[2, 5]
    let after = network(x, weights).reshaped([6, 7, 5]).sliced(0..<5, axis: 1)
    #expect(before == after)
  }

  @Test("tokens that only fill up change nothing, and nothing looks at them")
  func padding() throws {
    var settings = Self.small(attention: true)
    settings.padding = 0
    let network = try Network.sequenceToSequence(settings, targetSteps: 4)
    let model = try #require(network.first(SequenceToSequence.self))
    let weights = network.weights(seed: Seed(8))
    let short = Tensor(shape: [2, 3], scalars: [3, 2, 0, 1, 4, 2])
    let (tokens, attention) = model.translate(short, start: 1, steps: 4, weights)
    let alpha = try #require(attention)
    #expect(alpha.shape == [2, 4, 3])
    for step in 0..<4 {
      #expect(alpha[0, step, 2] == 0)
      #expect(abs(alpha.row(1).row(step).sum() - 1) < 1e-6)
    }
    // The same source alone, without room to fill.
    var narrow = settings
    narrow.sourceSteps = 2
    let other = try Network.sequenceToSequence(narrow, targetSteps: 4)
    let same = try #require(other.first(SequenceToSequence.self)).translate(
      Tensor(shape: [1, 2], scalars: [3, 2]), start: 1, steps: 4, weights)
    #expect(same.tokens == [tokens[0]])
    let rows = try #require(same.weights)
    #expect((alpha.sliced(0..<1, axis: 0).sliced(0..<2, axis: 2) - rows).absolute().max() < 1e-6)
  }

  @Test("the forget gate starts where it is told, and the other biases at 0")
  func forgetBias() throws {
    let network = try Network.characters(
      .lstm, vocabulary: 5, embedding: 3, width: 2, steps: 7, initializers: .forgetBias(3))
    let model = try #require(network.first(CharacterModel.self))
    let weights = network.weights(seed: Seed(1))
    #expect(weights[model.recurrent.inputBias].scalars == [0, 0, 3, 3, 0, 0, 0, 0])
    #expect(weights[model.recurrent.recurrentBias] == Tensor(zeros: [8]))
    #expect(model.recurrent.inputWeight.name == "recurrent/weight_ih_l0")
  }
}
