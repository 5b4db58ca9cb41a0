/// A network, layer by layer.
public struct NetworkPlan: Hashable, Sendable {
  /// Shape of one example as the network takes it: [D], [C, H, W] or [T].
  public var inputShape: [Int]
  public var layers: [LayerPlan]
  /// A name for each layer, the beginning of its parameters' names and so of their random streams.
  public var names: [String]

  /// - Parameter names: nil: by kind and number, "hidden1", "norm1", "head".
  public init(inputShape: [Int], layers: [LayerPlan], names: [String]? = nil) {
    self.inputShape = inputShape
    self.layers = layers
    self.names = names ?? layers.standardNames(head: "head")
  }
}

extension [LayerPlan] {
  /// Names by kind and number; a normalization has the number of the layer that it follows, so that
  /// one more layer leaves the random streams of the others as they are.
  /// - Parameter head: of the last dense layer.
  package func standardNames(head: String? = nil) -> [String] {
    let last = lastIndex { if case .dense = $0 { true } else { false } }
    var (weighted, counts) = (0, [String: Int]())
    return enumerated().map { index, layer in
      if layer.isWeighted { weighted += 1 }
      let stem = layer.stem
      if index == last, let head { return head }
      switch layer {
      case .dense, .convolution, .normalization: return "\(stem)\(weighted)"
      default:
        counts[stem, default: 0] += 1
        return "\(stem)\(counts[stem] ?? 1)"
      }
    }
  }
}

extension LayerPlan {
  fileprivate var stem: String {
    switch self {
    case .dense: "hidden"
    case .convolution: "conv"
    case .pooling: "pool"
    case .globalAverage: "mean"
    case .flatten: "flatten"
    case .normalization: "norm"
    case .activation: "activation"
    case .dropout: "dropout"
    case .residual: "block"
    case .paddedShortcut: "shortcut"
    case .sequenceToSequence: "translator"
    case .characters: "characters"
    case .causalConvolutions: "convolutions"
    case .decoderTransformer: "transformer"
    }
  }
}

extension NetworkPlan {
  /// Residual blocks among the layers that follow each other.
  var residualBlockCount: Int {
    layers.count { if case .residual = $0 { true } else { false } }
  }
}
