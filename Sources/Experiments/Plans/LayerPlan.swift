public import Networks
public import Tensors

/// One layer. The kinds grow with the lessons; what is more than a chain of layers (a network from
/// sequence to sequence, a Transformer) is one case.
public indirect enum LayerPlan: Hashable, Sendable {
  /// z = x·W + b, then the activation.
  case dense(
    inputs: Int, outputs: Int, weight: Initializer, bias: Initializer, activation: Activation)
  /// z = w ⋆ x + b with a square window, then the activation; `bias` nil where a normalization
  /// follows, which would take it away again.
  case convolution(
    inputs: Int, outputs: Int, kernel: Int, stride: Int, padding: Int, weight: Initializer,
    bias: Initializer?, activation: Activation)
  /// The largest or the mean of square windows.
  case pooling(Pooling.Kind, window: Int, stride: Int)
  /// The mean of each channel: [C, H, W] → [C].
  case globalAverage
  /// [C, H, W] → [C·H·W].
  case flatten
  /// x̂ = (x − μ)/σ, z = γx̂ + β. `averaging` is λ, the weight of the newest batch in the running
  /// averages of batch normalization.
  case normalization(Normalization, channels: Int, averaging: Double)
  /// A function of every number by itself.
  case activation(Activation)
  /// In training each number is 0 with this probability.
  case dropout(Double)
  /// y = f(S(x) + scale·B(x)) with the branch B beside the shortcut S, which is the identity where it
  /// has no layers.
  case residual(
    branch: [LayerPlan], shortcut: [LayerPlan], scale: Double, activation: Activation)
  /// Every `stride`-th pixel, between channels of zeros: a shortcut without parameters.
  case paddedShortcut(channels: Int, stride: Int)
  /// An encoder and a decoder. [S + T] tokens → [T, V].
  case sequenceToSequence(SequenceToSequenceSettings)
  /// Embedding, recurrent layer, output. [T] tokens → [T, V].
  case characters(
    RecurrentCell, vocabulary: Int, embedding: Int, width: Int,
    initializers: RecurrentLayer.Initializers)
  /// Embedding, convolutions over time, output. [T] tokens → [T, V].
  case causalConvolutions(CausalConvolutionSettings, vocabulary: Int)
  /// Embedding, positions, blocks, output. [T] tokens → [T, V].
  case decoderTransformer(
    TransformerSettings, SequenceReading, vocabulary: Int, steps: Int, depth: Int)

  /// Over what μ and σ are taken.
  public enum Normalization: Hashable, Sendable {
    /// The examples of a batch, a channel each. `holdsStatistics`: the way back takes μ and σ for
    /// constants, which is wrong on purpose.
    case batch(holdsStatistics: Bool = false)
    /// All features of one example.
    case layer
    /// So many groups of one example's channels.
    case group(Int)
    /// One channel of one example.
    case instance
  }
}

extension LayerPlan {
  /// Whether it has weights of its own and shows its sums to those who measure layers.
  package var isWeighted: Bool {
    switch self {
    case .dense, .convolution: true
    default: false
    }
  }

  /// The function at its end.
  public var activation: Activation {
    switch self {
    case .dense(_, _, _, _, let activation), .convolution(_, _, _, _, _, _, _, let activation),
      .activation(let activation), .residual(_, _, _, let activation):
      activation
    default: .identity
    }
  }
}
