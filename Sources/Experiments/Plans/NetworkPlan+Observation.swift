public import Networks

extension NetworkPlan {
  /// The function at the end of each observed layer that the plan can name, in the order of the
  /// network's `layerNames`: the layer's own, or that of what follows it before the next weights.
  public var observedActivations: [Activation] { layers.observedActivations }

  /// Batch normalizations, in forward order.
  public var batchNormalizationCount: Int { layers.batchNormalizationCount }

  /// Tokens that its first recurrent layer reads; nil where it has none.
  var recurrentSteps: Int? { layers.lazy.compactMap { $0.recurrentSteps(of: inputShape) }.first }

  /// Layers that show what is inside of them, in forward order; 0 where the network can't be built.
  public var observedLayerCount: Int { (try? network(limit: .max))?.layerNames.count ?? 0 }
}

extension [LayerPlan] {
  fileprivate var observedActivations: [Activation] {
    var result: [Activation] = []
    for (index, plan) in enumerated() {
      switch plan {
      case .dense, .convolution:
        let group = self[index..<index + [LayerPlan](self[index...]).observedLength]
        result.append(group.last { $0.activation != .identity }?.activation ?? .identity)
      case .residual(let branch, let shortcut, _, _):
        result += branch.observedActivations + shortcut.observedActivations
      case .causalConvolutions(let settings, _):
        result += settings.dilations.map { _ in .relu } + [.identity]
      case .sequenceToSequence(let settings):
        result += settings.hasBridge ? [.tanh] : []
        result.append(settings.hasTiedReadout ? .tanh : .identity)
      default: break
      }
    }
    return result
  }

  fileprivate var batchNormalizationCount: Int {
    reduce(0) { count, plan in
      switch plan {
      case .normalization(.batch, _, _): count + 1
      case .residual(let branch, let shortcut, _, _):
        count + branch.batchNormalizationCount + shortcut.batchNormalizationCount
      default: count
      }
    }
  }
}

extension LayerPlan {
  fileprivate func recurrentSteps(of inputShape: [Int]) -> Int? {
    switch self {
    case .characters: inputShape.first
    case .sequenceToSequence(let settings): settings.sourceSteps
    case .dense, .convolution, .pooling, .globalAverage, .flatten, .normalization, .activation,
      .dropout, .residual, .paddedShortcut, .causalConvolutions, .decoderTransformer:
      nil
    }
  }
}
