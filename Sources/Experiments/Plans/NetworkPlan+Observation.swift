public import Networks

extension NetworkPlan {
  /// The function at the end of each observed layer that the plan can name, in the order of the
  /// network's `layerNames`: the layer's own, or that of what follows it before the next weights.
  public var observedActivations: [Activation] { layers.observedActivations }

  /// Batch normalizations, in forward order.
  public var batchNormalizationCount: Int { layers.batchNormalizationCount }

  /// Layers that show what is inside of them, in forward order; 0 where the network can't be built.
  public var observedLayerCount: Int { (try? network(limit: .max))?.layerNames.count ?? 0 }

  /// Whether a measure has something to read in this network.
  /// - Parameter isOfImages: whether the examples are images, in rows or not.
  public func supports(_ measure: Measure, isOfImages: Bool) -> Bool {
    switch measure {
    case .attention, .attentionMassYear, .attentionMassMonth, .attentionMassDay,
      .attentionArgmax:
      layers.contains { plan in
        if case .sequenceToSequence(let settings) = plan { settings.hasAttention } else { false }
      }
    case .exactMatch:
      inputShape.count == 1
        && layers.contains { plan in
          switch plan {
          case .sequenceToSequence, .characters, .decoderTransformer: true
          default: false
          }
        }
    case .filters, .featureMaps:
      layers.contains { if case .convolution = $0 { true } else { false } }
    case .input: isOfImages
    case _ where measure.isOfNormalization: batchNormalizationCount > 0
    case _ where measure.isJacobian: isOfRows
    default: true
    }
  }

  /// Whether it takes examples as one row of numbers.
  private var isOfRows: Bool {
    if case .dense? = layers.first { true } else { false }
  }
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
      case .sequenceToSequence(let settings):
        result += settings.hasBridge ? [.tanh, .identity] : [.identity]
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
