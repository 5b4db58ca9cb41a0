public import Autograd
public import Tensors

/// Predicts the next token of a text: embedding and positions, causal blocks, norm, output.
/// - Shape: x [N, T], whole numbers in 0..<V → logits [N·T, V], example after example
/// - Source: Radford et al. 2019.
public struct DecoderTransformer: Layer {
  public let embedding: Embedding
  public let positions: LearnedPositions
  public let blocks: [TransformerBlock]
  public let norm: LayerNormalization
  public let output: Dense

  /// - Parameter longest: the longest text.
  /// - Throws: `NetworkFault` for impossible sizes.
  public init(
    vocabulary: Int, longest: Int, depth: Int, _ settings: TransformerSettings,
    positions: Initializer = .normal(variance: 4e-4), in model: inout ModelBuilder
  ) throws(NetworkFault) {
    embedding = try Embedding(
      vocabulary: vocabulary, width: settings.width, name: "embedding", in: &model)
    self.positions = try LearnedPositions(
      longest: longest, width: settings.width, table: positions, name: "positions", in: &model)
    var blocks: [TransformerBlock] = []
    for number in 0..<max(0, depth) {
      blocks.append(
        try TransformerBlock(settings, isCausal: true, name: "blocks/\(number)", in: &model))
    }
    self.blocks = blocks
    norm = try LayerNormalization(settings.width, name: "norm", in: &model)
    let weight = Initializer.uniform(variance: 1 / (3 * Double(max(1, settings.width))))
    output = try Dense(
      settings.width, vocabulary, weight: weight, bias: weight, name: "output", in: &model)
  }

  public var names: [String] { blocks.flatMap(\.names) + output.names }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x, in: pass).logits
  }

  /// - Returns: logits, and α of every block [N, heads, T, T].
  public func run(_ x: Variable, in pass: Pass) -> (logits: Variable, weights: [Tensor]) {
    var state = positions(embedding(x, in: pass), in: pass)
    var weights: [Tensor] = []
    for block in blocks {
      let (next, alpha) = block.run(state, in: pass)
      state = next
      weights.append(alpha)
    }
    let normal = norm(state.reshaped([-1, output.inputs]), in: pass)
    return (output(normal, in: pass), weights)
  }

  /// The logits of the token after a text, in inference mode.
  /// - Precondition: 1 to `longest` tokens.
  public func nextLogits(after tokens: [Int], _ weights: Weights) -> [Float] {
    let pass = Pass(weights, mode: .inference)
    let x = Tensor(shape: [1, tokens.count], scalars: tokens.map(Float.init))
    let logits = self(pass.tape.constant(x), in: pass).value
    return Array(logits.scalars.suffix(logits.shape[1]))
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2 else {
      throw .shapeMismatch(layer: "embedding", expected: [1], found: Array(input.dropFirst()))
    }
    var state = try positions.estimate(try embedding.estimate(input, into: &cost), into: &cost)
    for block in blocks { state = try block.estimate(state, into: &cost) }
    _ = try norm.estimate(state, into: &cost)
    return try output.estimate([input[0] * input[1], output.inputs], into: &cost)
  }
}

extension Network {
  /// A Transformer that continues texts: with width 64, 4 heads, 2 blocks and 32 tokens the `tf_d64`
  /// of the benchmarks, with 128, 4, 4 and 64 the `tf_d128`.
  public static func decoderTransformer(
    vocabulary: Int, steps: Int, depth: Int, _ settings: TransformerSettings, batch: Int = 1
  ) throws(NetworkFault) -> Network {
    try Network(inputShape: [steps], batch: batch) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try DecoderTransformer(
          vocabulary: vocabulary, longest: steps, depth: depth, settings, in: &model)
      ]
    }
  }
}
