public import Autograd
public import Tensors

/// How a Transformer of one sequence reads and answers.
public struct SequenceReading: Hashable, Sendable {
  public var positions: TokenPositions
  /// Whether tokens see those before them only.
  public var isCausal: Bool
  /// Whether it answers once, from the mean over all tokens, and says the same at each of them.
  public var readsMean: Bool

  public init(
    positions: TokenPositions = .learned(variance: 4e-4), isCausal: Bool = true,
    readsMean: Bool = false
  ) {
    self.positions = positions
    self.isCausal = isCausal
    self.readsMean = readsMean
  }

  public static let standard = SequenceReading()
}

/// Predicts the next token of a text, or the answer to it: embedding and positions, blocks, norm,
/// output.
/// - Shape: x [N, T], whole numbers in 0..<V → logits [N·T, V], example after example
/// - Source: Radford et al. 2019.
public struct DecoderTransformer: Layer, WindowedReader {
  public let embedding: Embedding
  /// Tokens that it reads at most.
  public let longest: Int
  public let reading: SequenceReading
  public let blocks: [TransformerBlock]
  public let norm: LayerNormalization
  public let output: Dense
  private let learnedPositions: LearnedPositions?

  /// - Parameter longest: the longest text.
  /// - Throws: `NetworkFault` for impossible sizes.
  public init(
    vocabulary: Int, longest: Int, depth: Int, _ settings: TransformerSettings,
    _ reading: SequenceReading = .standard, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    self.longest = longest
    self.reading = reading
    embedding = try Embedding(
      vocabulary: vocabulary, width: settings.width, name: "embedding", in: &model)
    if case .learned(let variance) = reading.positions {
      learnedPositions = try LearnedPositions(
        longest: longest, width: settings.width, table: .normal(variance: variance),
        name: "positions", in: &model)
    } else {
      learnedPositions = nil
    }
    var blocks: [TransformerBlock] = []
    for number in 0..<max(0, depth) {
      blocks.append(
        try TransformerBlock(
          settings, isCausal: reading.isCausal, name: "blocks/\(number)", in: &model))
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
    let (states, weights) = states(of: embedded(x, in: pass), in: pass)
    let normal = norm(states.reshaped([-1, output.inputs]), in: pass)
    guard reading.readsMean else { return (output(normal, in: pass), weights) }
    let answers = output(normal.reshaped(states.shape).mean(axis: 1), in: pass)
    let rows = (0..<x.shape[0]).flatMap { repeatElement($0, count: x.shape[1]) }
    return (answers.gathered(rows, axis: 0), weights)
  }

  /// The rows of the tokens with their positions.
  /// - Shape: x [N, T] → [N, T, D]
  public func embedded(_ x: Variable, in pass: Pass) -> Variable {
    let rows = embedding(x, in: pass)
    switch reading.positions {
    case .none: return rows
    case .sinusoids(let base): return SinusoidalPositions(base: base)(rows, in: pass)
    case .learned: return learnedPositions?(rows, in: pass) ?? rows
    }
  }

  /// What the blocks make of rows, and α of each.
  /// - Shape: [N, T, D] → the same
  public func states(of rows: Variable, in pass: Pass) -> (Variable, weights: [Tensor]) {
    var (state, weights): (Variable, [Tensor]) = (rows, [])
    for block in blocks {
      let (next, alpha) = block.run(state, in: pass)
      state = next
      weights.append(alpha)
    }
    return (state, weights)
  }

  /// What is added to the rows of the tokens at 0..<`longest`; nil where nothing is.
  /// - Shape: [T, D]
  public func positionTable(_ weights: Weights) -> Tensor? {
    switch reading.positions {
    case .none: nil
    case .sinusoids(let base):
      SinusoidalPositions(base: base).table(steps: longest, width: output.inputs)
    case .learned: learnedPositions.map { weights[$0.table] }
    }
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2 else {
      throw .shapeMismatch(layer: "embedding", expected: [1], found: Array(input.dropFirst()))
    }
    var state = try embedding.estimate(input, into: &cost)
    switch reading.positions {
    case .none: break
    case .sinusoids(let base):
      state = try SinusoidalPositions(base: base).estimate(state, into: &cost)
    case .learned: state = try learnedPositions?.estimate(state, into: &cost) ?? state
    }
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
