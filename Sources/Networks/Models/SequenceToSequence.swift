public import Autograd
public import Tensors

/// What kind of network turns one sequence into another.
public struct SequenceToSequenceSettings: Hashable, Sendable {
  public var sourceVocabulary, targetVocabulary: Int
  /// Longest source, S; sources and targets stand side by side in the input.
  public var sourceSteps: Int
  /// E, of both embeddings.
  public var embedding: Int
  /// H, of the encoder in each direction and of the decoder.
  public var width: Int
  /// A.
  public var attentionWidth: Int
  /// Whether the decoder looks at the encoder's states; if not, all it has is its first state.
  public var hasAttention = true
  public var isBidirectional = false
  /// Whether the decoder starts at tanh(W·last states + b); if not, at the last state itself.
  public var hasBridge = false
  /// Whether the logits are tanh(W·features + b) times the table of the target's embedding (Press and
  /// Wolf 2017), which spares a matrix of its own for V words.
  public var hasTiedReadout = false
  /// The token that fills sources up to S; nil where all have the same length.
  public var padding: Int?

  public init(
    sourceVocabulary: Int, targetVocabulary: Int, sourceSteps: Int, embedding: Int, width: Int,
    attentionWidth: Int
  ) {
    self.sourceVocabulary = sourceVocabulary
    self.targetVocabulary = targetVocabulary
    self.sourceSteps = sourceSteps
    self.embedding = embedding
    self.width = width
    self.attentionWidth = attentionWidth
  }
}

/// A GRU encoder, and a GRU decoder that looks at the encoder's states before every step.
///
/// Trained with teacher forcing: the input holds the source and the target shifted by one.
/// - Shape: x [N, S + T], whole numbers: S source tokens, T decoder inputs → logits [N·T, V]
/// - Source: Bahdanau, Cho, Bengio 2014; without attention Sutskever et al. 2014, Cho et al. 2014.
public struct SequenceToSequence: Layer {
  public let settings: SequenceToSequenceSettings
  public let sourceEmbedding, targetEmbedding: Embedding
  public let encoder: Encoder
  /// To the decoder's first state.
  public let bridge: Dense?
  public let decoder: RecurrentLayer
  public let attention: AttentionParameters?
  /// From state and context, or from the state alone; to the logits, or with a tied readout to E.
  public let output: Dense

  public enum Encoder: Sendable {
    case forward(RecurrentLayer)
    case bidirectional(BidirectionalLayer)

    var recurrentLayers: [RecurrentLayer] {
      switch self {
      case .forward(let layer): [layer]
      case .bidirectional(let layer): layer.recurrentLayers
      }
    }
  }

  /// Of the score vᵀ·tanh(K·m + Q·s): key K [M, A], query Q [H, A], score v [A].
  public struct AttentionParameters: Sendable {
    public let key, query, score: Parameter
  }

  /// - Throws: `NetworkFault` for impossible sizes, and for a bidirectional encoder without bridge.
  public init(
    _ settings: SequenceToSequenceSettings, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard settings.sourceSteps > 0 else {
      throw .impossibleValue(
        layer: "encoder", name: "source steps", Double(settings.sourceSteps))
    }
    let (e, h) = (settings.embedding, settings.width)
    let memory = settings.isBidirectional ? 2 * h : h
    guard settings.hasBridge || !settings.isBidirectional else {
      throw .shapeMismatch(layer: "decoder", expected: [h], found: [memory])
    }
    self.settings = settings
    sourceEmbedding = try Embedding(
      vocabulary: settings.sourceVocabulary, width: e, name: "source", in: &model)
    // Rows of length 1 where they are read from, too, so that logits begin small.
    targetEmbedding = try Embedding(
      vocabulary: settings.targetVocabulary, width: e,
      table: .normal(variance: settings.hasTiedReadout ? 1 / Double(max(1, e)) : 1),
      name: "target", in: &model)
    encoder =
      settings.isBidirectional
      ? .bidirectional(
        try BidirectionalLayer(
          .gru(.afterProduct), inputs: e, width: h, name: "encoder", in: &model))
      : .forward(
        try RecurrentLayer(
          .gru(.afterProduct), inputs: e, width: h, name: "encoder", in: &model))
    bridge =
      settings.hasBridge
      ? try Dense(
        memory, h, weight: uniform(memory), bias: uniform(memory), activation: .tanh,
        name: "bridge", in: &model) : nil
    decoder = try RecurrentLayer(
      .gru(.afterProduct), inputs: settings.hasAttention ? e + memory : e, width: h,
      name: "decoder", in: &model)
    attention =
      settings.hasAttention
      ? try AttentionParameters(settings, memory: memory, in: &model) : nil
    let features = settings.hasAttention ? h + memory : h
    output = try Dense(
      features, settings.hasTiedReadout ? e : settings.targetVocabulary,
      weight: uniform(features), bias: uniform(features),
      activation: settings.hasTiedReadout ? .tanh : .identity, name: "output", in: &model)
  }

  public var names: [String] { (bridge?.names ?? []) + output.names }

  /// A decoder that looks at the encoder's states is one operation with its attention, and not here.
  public var recurrentLayers: [RecurrentLayer] {
    encoder.recurrentLayers + (attention == nil ? [decoder] : [])
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x.value, in: pass).logits
  }

  /// - Returns: logits [N·T, V], and α [N, T, S] where there is attention.
  public func run(_ x: Tensor, in pass: Pass) -> (logits: Variable, weights: Tensor?) {
    let (features, weights) = features(x, in: pass)
    return (logits(features.reshaped([-1, output.inputs]), in: pass), weights)
  }

  /// Where each step of the targets looks, without what it says.
  /// - Returns: α [N, T, S]; nil without attention.
  public func attention(_ x: Tensor, in pass: Pass) -> Tensor? { features(x, in: pass).weights }

  private func features(
    _ x: Tensor, in pass: Pass
  ) -> (features: Variable, weights: Tensor?) {
    let source = x.sliced(0..<settings.sourceSteps, axis: 1)
    let target = x.sliced(settings.sourceSteps..<x.shape[1], axis: 1)
    let memory = encode(source, in: pass)
    return decode(target.tokens, steps: target.shape[1], from: memory.first, memory, in: pass)
  }

  /// - Shape: features [R, M′] → [R, V]
  func logits(_ features: Variable, in pass: Pass) -> Variable {
    let result = output(features, in: pass)
    return settings.hasTiedReadout
      ? result.matmul(pass[targetEmbedding.table], transposeB: true) : result
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2, input[1] > settings.sourceSteps else {
      throw .shapeMismatch(
        layer: "encoder", expected: [settings.sourceSteps + 1], found: Array(input.dropFirst()))
    }
    let (examples, sourceSteps) = (input[0], settings.sourceSteps)
    let steps = input[1] - sourceSteps
    let x = try sourceEmbedding.estimate([examples, sourceSteps], into: &cost)
    let memory: [Int]
    switch encoder {
    case .forward(let layer): memory = try layer.estimate(x, into: &cost)
    case .bidirectional(let layer): memory = try layer.estimate(x, into: &cost)
    }
    _ = try bridge?.estimate([examples, memory[2]], into: &cost)
    _ = try targetEmbedding.estimate([examples, steps], into: &cost)
    _ = try decoder.estimate([examples, steps, decoder.inputs], into: &cost)
    attention?.estimate(memory, steps: steps, into: &cost)
    let rows = examples * steps
    let result = try output.estimate([rows, output.inputs], into: &cost)
    guard settings.hasTiedReadout else { return result }
    let logits = [rows, settings.targetVocabulary]
    cost.addActivation(logits)
    cost.addProduct(flops: 2 * Double(rows * settings.embedding) * Double(logits[1]))
    return logits
  }
}

private func uniform(_ inputs: Int) -> Initializer {
  .uniform(variance: 1 / (3 * Double(max(1, inputs))))
}

extension SequenceToSequence.AttentionParameters {
  fileprivate init(
    _ settings: SequenceToSequenceSettings, memory: Int, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    let (h, a) = (settings.width, settings.attentionWidth)
    key = try model.parameter(
      "attention/key/weight", shape: [memory, a], initializer: uniform(memory))
    query = try model.parameter(
      "attention/query/weight", shape: [h, a], initializer: uniform(h))
    score = try model.parameter("attention/score/weight", shape: [a], initializer: uniform(a))
  }

  /// Scores and sums over S keys at every one of T steps.
  fileprivate func estimate(_ memory: [Int], steps: Int, into cost: inout Cost) {
    for parameter in [key, query, score] { cost.addParameters(parameter.shape) }
    let (examples, keys, width) = (memory[0], memory[1], key.shape[1])
    cost.addActivation([examples, keys, width])
    cost.addActivation([examples, steps, keys, width])
    cost.addActivation([examples, steps, memory[2]])
    let rows = 2 * Double(examples)
    cost.addProduct(flops: rows * Double(keys * memory[2]) * Double(width))
    cost.addProduct(flops: rows * Double(steps * query.shape[0]) * Double(width))
    cost.addProduct(flops: rows * Double(steps * keys) * Double(width + memory[2]))
  }
}
