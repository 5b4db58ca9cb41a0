public import Autograd
public import Tensors

/// Predicts the next token of a text from all that came before: embedding, recurrent layer, output.
/// - Shape: x [N, T], whole numbers in 0..<V → logits [N·T, V], example after example
/// - Source: Graves 2013; Karpathy 2015.
public struct CharacterModel: Layer {
  public let embedding: Embedding
  public let recurrent: RecurrentLayer
  public let output: Dense

  /// - Throws: `NetworkFault` for sizes below 1.
  public init(
    _ cell: RecurrentCell, vocabulary: Int, embedding embeddingWidth: Int, width: Int,
    initializers: RecurrentLayer.Initializers = .standard, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    embedding = try Embedding(
      vocabulary: vocabulary, width: embeddingWidth, name: "embedding", in: &model)
    recurrent = try RecurrentLayer(
      cell, inputs: embeddingWidth, width: width, initializers: initializers, name: "recurrent",
      in: &model)
    let weight = Initializer.uniform(variance: 1 / (3 * Double(max(1, width))))
    output = try Dense(
      width, vocabulary, weight: weight, bias: weight, name: "output", in: &model)
  }

  public var names: [String] { output.names }
  public var recurrentLayers: [RecurrentLayer] { [recurrent] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x.value, in: pass).logits
  }

  /// - Parameter flow: is told how gradients flow back through time.
  public func run(_ x: Tensor, flow: RecurrentFlow? = nil, in pass: Pass) -> (
    logits: Variable, recurrent: RecurrentOutput
  ) {
    let found = recurrent.run(
      .tokens(x.tokens, table: pass[embedding.table]), examples: x.shape[0], steps: x.shape[1],
      flow: flow, in: pass)
    return (output(found.states.reshaped([-1, recurrent.width]), in: pass), found)
  }

  /// States between two tokens: what has been read so far.
  public struct Memory: Sendable {
    var state, cell: Tensor?

    public init() {}
  }

  /// Reads one more token of each of N texts.
  /// - Returns: logits of the token after it [N, V].
  public func read(_ tokens: [Int], _ memory: inout Memory, _ weights: Weights) -> Tensor {
    let pass = Pass(weights, mode: .inference)
    let x = pass[embedding.table].embedding(tokens)
    let states = recurrent.step(
      x,
      InitialVariables(
        state: memory.state.map(pass.tape.constant), cell: memory.cell.map(pass.tape.constant)),
      in: pass)
    (memory.state, memory.cell) = (states.state?.value, states.cell?.value)
    guard let state = states.state else { preconditionFailure("read: a step without a state") }
    return output(state, in: pass).value
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2 else {
      throw .shapeMismatch(layer: "embedding", expected: [1], found: Array(input.dropFirst()))
    }
    let x = try embedding.estimate(input, into: &cost)
    let states = try recurrent.estimate(x, into: &cost)
    return try output.estimate([input[0] * input[1], states[2]], into: &cost)
  }
}

extension Network {
  /// A character network by its cell: for `width` 128, `embedding` 32 and a vocabulary of 64 the
  /// `rnn`, `lstm` and `gru` of the benchmarks.
  public static func characters(
    _ cell: RecurrentCell, vocabulary: Int, embedding: Int, width: Int, steps: Int,
    batch: Int = 1, initializers: RecurrentLayer.Initializers = .standard
  ) throws(NetworkFault) -> Network {
    try Network(inputShape: [steps], batch: batch) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try CharacterModel(
          cell, vocabulary: vocabulary, embedding: embedding, width: width,
          initializers: initializers, in: &model)
      ]
    }
  }

  /// The first layer of a type: models by name are one layer that can do more than others.
  public func first<L: Layer>(_ type: L.Type) -> L? {
    if let layer = layer as? L { return layer }
    return (layer as? Sequential)?.layers.lazy.compactMap { $0 as? L }.first
  }
}

extension Tensor {
  /// The numbers as tokens.
  /// - Precondition: whole numbers, which single precision holds up to 2²⁴.
  package var tokens: [Int] { scalars.map { Int($0) } }
}
