public import Autograd
public import Tensors

/// Where a Transformer block normalizes.
public enum NormPlacement: Hashable, Sendable {
  /// x + f(norm(x)): before each part, as most networks do today (Xiong et al. 2020).
  case before
  /// norm(x + f(x)): after each sum, as in the first paper (Vaswani et al. 2017).
  case after
}

/// What is common to the blocks of a Transformer.
public struct TransformerSettings: Hashable, Sendable {
  /// D.
  public var width: Int
  public var heads: Int
  /// Width inside of the feed-forward part; 4·D in the paper. 0: blocks of attention alone.
  public var hidden: Int
  public var placement: NormPlacement
  /// Probability that a number of a part's result is left out while training.
  public var dropout: Double
  /// Probability that a weight of the attention is left out while training.
  public var attentionDropout: Double

  public init(
    width: Int, heads: Int, hidden: Int? = nil, placement: NormPlacement = .before,
    dropout: Double = 0, attentionDropout: Double = 0
  ) {
    self.width = width
    self.heads = heads
    self.hidden = hidden ?? 4 * width
    self.placement = placement
    self.dropout = dropout
    self.attentionDropout = attentionDropout
  }
}

/// One residual part: x + f(norm(x)) or norm(x + f(x)).
struct TransformerPart: Sendable {
  let norm: LayerNormalization
  let dropout: Dropout
  let placement: NormPlacement

  init(
    _ settings: TransformerSettings, norm: String, dropout: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    self.norm = try LayerNormalization(settings.width, name: norm, in: &model)
    self.dropout = try Dropout(settings.dropout, name: dropout)
    placement = settings.placement
  }

  func callAsFunction(_ x: Variable, in pass: Pass, _ f: (Variable) -> Variable) -> Variable {
    switch placement {
    case .before: x + dropout(f(norm(x, in: pass)), in: pass)
    case .after: norm(x + dropout(f(x), in: pass), in: pass)
    }
  }
}

/// W₂·gelu(W₁·x + b₁) + b₂ at every time by itself.
/// - Shape: x [N, T, D] → the same
public struct FeedForward: Layer {
  public let first, second: Dense
  /// Whether it gives 0.
  private let isSilenced: Bool

  init(
    _ settings: TransformerSettings, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    func initializer(_ inputs: Int) -> Initializer {
      .uniform(variance: 1 / (3 * Double(max(1, inputs))))
    }
    isSilenced = model.surgery.silenced.contains(name)
    first = try Dense(
      settings.width, settings.hidden, weight: initializer(settings.width),
      bias: initializer(settings.width), name: "\(name)/first", in: &model)
    second = try Dense(
      settings.hidden, settings.width, weight: initializer(settings.hidden),
      bias: initializer(settings.hidden), name: "\(name)/second", in: &model)
  }

  public var names: [String] { [first.name, second.name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let rows = x.reshaped([-1, first.inputs])
    let y = second(first(rows, in: pass).gelu(), in: pass).reshaped(x.shape)
    return isSilenced ? 0 * y : y
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    let rows = input.dropLast().reduce(1, *)
    let inner = try first.estimate([rows, input.last ?? 0], into: &cost)
    cost.addActivation(inner)
    _ = try second.estimate(inner, into: &cost)
    return input
  }
}

/// Self-attention, then a feed-forward part, each with a residual path: an encoder's block, or with
/// `isCausal` that of a network that continues texts.
/// - Shape: x [N, T, D] → the same
/// - Source: Vaswani et al. 2017, section 3.1.
public struct TransformerBlock: Layer {
  public let name: String
  public let attention: SelfAttention
  /// nil: attention alone.
  public let feedForward: FeedForward?
  private let attentionPart: TransformerPart
  private let feedForwardPart: TransformerPart?

  /// - Throws: `NetworkFault` for impossible sizes, a taken name.
  public init(
    _ settings: TransformerSettings, isCausal: Bool = false, name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    self.name = name
    attention = try SelfAttention(
      width: settings.width, heads: settings.heads, isCausal: isCausal,
      dropout: settings.attentionDropout, name: "\(name)/attention", in: &model)
    let hasFeedForward = settings.hidden > 0
    feedForward =
      hasFeedForward
      ? try FeedForward(settings, name: "\(name)/feedforward", in: &model) : nil
    attentionPart = try TransformerPart(
      settings, norm: "\(name)/norm1", dropout: "\(name)/dropout1", in: &model)
    feedForwardPart =
      hasFeedForward
      ? try TransformerPart(
        settings, norm: "\(name)/norm2", dropout: "\(name)/dropout2", in: &model) : nil
  }

  public var names: [String] { attention.names + (feedForward?.names ?? []) }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x, in: pass).output
  }

  /// - Parameter lengths: keys of each example that count; nil: all.
  /// - Returns: the result, and α [N, heads, T, T].
  public func run(_ x: Variable, lengths: [Int]? = nil, in pass: Pass) -> (
    output: Variable, weights: Tensor
  ) {
    var weights = Tensor([])
    let y = attentionPart(x, in: pass) { x in
      let (output, alpha) = attention.run(x, lengths: lengths, in: pass)
      weights = alpha
      return output
    }
    guard let feedForward, let feedForwardPart else { return (y, weights) }
    return (feedForwardPart(y, in: pass) { feedForward($0, in: pass) }, weights)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    for part in [attentionPart, feedForwardPart] {
      _ = try part?.norm.estimate(input, into: &cost)
    }
    _ = try attention.estimate(input, into: &cost)
    return try feedForward?.estimate(input, into: &cost) ?? input
  }
}

/// Causal self-attention, attention to a memory, and a feed-forward part: a decoder's block.
/// - Shape: x [N, T, D], memory [N, S, D] → [N, T, D]
/// - Source: Vaswani et al. 2017, section 3.1.
public struct TransformerDecoderBlock: Sendable {
  public let name: String
  public let attention: SelfAttention
  public let crossAttention: CrossAttention
  public let feedForward: FeedForward
  private let parts: [TransformerPart]

  /// - Throws: `NetworkFault` for impossible sizes, a taken name.
  public init(
    _ settings: TransformerSettings, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    self.name = name
    attention = try SelfAttention(
      width: settings.width, heads: settings.heads, isCausal: true,
      dropout: settings.attentionDropout, name: "\(name)/attention", in: &model)
    crossAttention = try CrossAttention(
      width: settings.width, heads: settings.heads, dropout: settings.attentionDropout,
      name: "\(name)/cross", in: &model)
    feedForward = try FeedForward(settings, name: "\(name)/feedforward", in: &model)
    var parts: [TransformerPart] = []
    for number in 1...3 {
      parts.append(
        try TransformerPart(
          settings, norm: "\(name)/norm\(number)", dropout: "\(name)/dropout\(number)",
          in: &model))
    }
    self.parts = parts
  }

  /// - Parameter memoryLengths: times of each memory that count; nil: all.
  /// - Returns: the result, and α of the attention to the memory [N, heads, T, S].
  public func callAsFunction(
    _ x: Variable, memory: Variable, memoryLengths: [Int]? = nil, in pass: Pass
  ) -> (output: Variable, weights: Tensor) {
    var weights = Tensor([])
    let own = parts[0](x, in: pass) { attention($0, in: pass) }
    let crossed = parts[1](own, in: pass) { x in
      let (output, alpha) = crossAttention(
        x, memory: memory, lengths: memoryLengths, in: pass)
      weights = alpha
      return output
    }
    return (parts[2](crossed, in: pass) { feedForward($0, in: pass) }, weights)
  }
}
