public import Autograd
internal import Tensors

/// What convolutions over time are made of.
public struct CausalConvolutionSettings: Hashable, Sendable {
  /// D: numbers a token.
  public var width: Int
  /// k.
  public var kernel: Int
  /// d of each layer; none: every token by itself.
  public var dilations: [Int]
  /// How the rows of the embedding begin.
  public var embedding: Initializer

  public init(
    width: Int, kernel: Int = 3, dilations: [Int], embedding: Initializer = .normal(variance: 1)
  ) {
    self.width = width
    self.kernel = kernel
    self.dilations = dilations
    self.embedding = embedding
  }
}

/// Predicts the next token of a text from a window before it: embedding, residual convolutions
/// x + relu(conv(x)) over time, output. Without convolutions it is a table of pairs of tokens.
/// - Shape: x [N, T], whole numbers in 0..<V → logits [N·T, V], example after example
/// - Source: Bai, Kolter, Koltun 2018.
public struct CausalConvolutionModel: Layer {
  public let embedding: Embedding
  public let convolutions: [CausalConvolution]
  public let output: Dense

  /// - Throws: `NetworkFault` for sizes below 1.
  public init(
    _ settings: CausalConvolutionSettings, vocabulary: Int, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    let width = settings.width
    embedding = try Embedding(
      vocabulary: vocabulary, width: width, table: settings.embedding, name: "embedding",
      in: &model)
    var convolutions: [CausalConvolution] = []
    for (index, dilation) in settings.dilations.enumerated() {
      convolutions.append(
        try CausalConvolution(
          width, width, kernel: settings.kernel, dilation: dilation, activation: .relu,
          name: "convolution\(index + 1)", in: &model))
    }
    self.convolutions = convolutions
    let weight = Initializer.uniform(variance: 1 / (3 * Double(max(1, width))))
    output = try Dense(
      width, vocabulary, weight: weight, bias: weight, name: "output", in: &model)
  }

  public var names: [String] { convolutions.flatMap(\.names) + output.names }

  /// Tokens that the logits of one token depend on: 1 + Σ d(k − 1).
  public var reach: Int { convolutions.reduce(1) { $0 + $1.reach - 1 } }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let states = convolutions.reduce(embedding(x, in: pass)) { $0 + $1($0, in: pass) }
    return output(states.reshaped([-1, output.inputs]), in: pass)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2 else {
      throw .shapeMismatch(layer: "embedding", expected: [1], found: Array(input.dropFirst()))
    }
    var state = try embedding.estimate(input, into: &cost)
    for convolution in convolutions {
      state = try convolution.estimate(state, into: &cost)
      cost.addActivation(state)
    }
    return try output.estimate([input[0] * input[1], output.inputs], into: &cost)
  }
}

/// Reads the last so many tokens of a text anew for each token that it writes.
public protocol WindowedReader: Layer {
  /// Tokens that it looks at, at most.
  var longest: Int { get }
}

extension WindowedReader {
  /// The logits of the token after a text, in inference mode.
  /// - Precondition: 1 to `longest` tokens.
  public func nextLogits(after tokens: [Int], _ weights: Weights) -> [Float] {
    let pass = Pass(weights, mode: .inference)
    let x = Tensor(shape: [1, tokens.count], scalars: tokens.map(Float.init))
    let logits = self(pass.tape.constant(x), in: pass).value
    return Array(logits.scalars.suffix(logits.shape[1]))
  }
}

extension CausalConvolutionModel: WindowedReader {
  public var longest: Int { reach }
}
