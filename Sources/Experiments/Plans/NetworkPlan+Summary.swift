public import Networks

/// A row of a network's table of layers.
public struct LayerSummary: Hashable, Sendable {
  public var name: String
  /// "convolution 5×5".
  public var kind: String
  /// Of its result for one example.
  public var outputShape: [Int]
  /// Numbers that are trained.
  public var parameters: Int
}

extension NetworkPlan {
  /// The layers with what they give and hold; activations stand with the layers before them.
  /// - Throws: `NetworkFault` where the network can't be built.
  public func summary() throws(NetworkFault) -> [LayerSummary] {
    var model = ModelBuilder()
    var shape = [1] + inputShape
    let built = try layers.built(names, &shape, in: &model)
    return built.flatMap { layer -> [LayerSummary] in
      switch layer.plan {
      case .activation: return []
      case .sequenceToSequence(let settings):
        return model.parts { settings.part($0, targetSteps: inputShape[0] - settings.sourceSteps) }
      case .characters(let cell, let vocabulary, let embedding, let width, _):
        let sizes = (vocabulary, embedding, width)
        return model.parts {
          LayerPlan.recurrentPart($0, cell.words, steps: inputShape[0], sizes)
        }
      case .causalConvolutions(let settings, let vocabulary):
        return model.parts { settings.part($0, steps: inputShape[0], vocabulary: vocabulary) }
      case .decoderTransformer(let settings, _, let vocabulary, let steps, _):
        return model.parts { settings.part($0, steps: steps, vocabulary: vocabulary) }
      default:
        return [
          LayerSummary(
            name: layer.name, kind: layer.plan.words, outputShape: layer.outputShape,
            parameters: layer.parameterCount)
        ]
      }
    }
  }
}

extension ModelBuilder {
  /// The parameters put together by the first part of their names, in their order.
  fileprivate func parts(
    _ describe: (String) -> (kind: String, outputShape: [Int])
  ) -> [LayerSummary] {
    var rows: [LayerSummary] = []
    for parameter in parameters where parameter.isTrained {
      let words = parameter.name.split(separator: "/")
      let name = words.first == "blocks" ? words.prefix(2).joined(separator: "/") : "\(words[0])"
      if rows.last?.name != name {
        let (kind, shape) = describe(name)
        rows.append(LayerSummary(name: name, kind: kind, outputShape: shape, parameters: 0))
      }
      rows[rows.count - 1].parameters += parameter.count
    }
    return rows
  }
}

extension LayerPlan {
  /// What kind of layer it is.
  var words: String {
    switch self {
    case .dense: "dense"
    case .convolution(_, _, let kernel, let stride, _, _, _, _):
      "convolution \(kernel)×\(kernel)" + (stride > 1 ? ", stride \(stride)" : "")
    case .pooling(let kind, let window, _):
      (kind == .max ? "largest" : "mean") + " of \(window)×\(window)"
    case .globalAverage: "mean of each channel"
    case .flatten: "flatten"
    case .normalization(.batch, _, _): "batch normalization"
    case .normalization(.layer, _, _): "layer normalization"
    case .normalization(.group(let groups), _, _): "normalization of \(groups) groups"
    case .normalization(.instance, _, _): "instance normalization"
    case .activation(let activation): activation.title
    case .dropout(let probability): "dropout \(probability)"
    case .residual: "residual block"
    case .paddedShortcut: "shortcut"
    case .sequenceToSequence: "encoder and decoder"
    case .characters: "recurrent network"
    case .causalConvolutions: "convolutions over time"
    case .decoderTransformer: "Transformer"
    }
  }

  fileprivate static func recurrentPart(
    _ name: String, _ cell: String, steps: Int,
    _ sizes: (vocabulary: Int, embedding: Int, width: Int)
  ) -> (kind: String, outputShape: [Int]) {
    switch name {
    case "embedding": ("embedding", [steps, sizes.embedding])
    case "output": ("dense", [steps, sizes.vocabulary])
    default: (cell, [steps, sizes.width])
    }
  }
}

extension SequenceToSequenceSettings {
  fileprivate func part(
    _ name: String, targetSteps: Int
  ) -> (kind: String, outputShape: [Int]) {
    switch name {
    case "source": ("embedding", [sourceSteps, embedding])
    case "target": ("embedding", [targetSteps, embedding])
    case "encoder":
      (
        isBidirectional ? "GRU, both directions" : "GRU",
        [sourceSteps, isBidirectional ? 2 * width : width]
      )
    case "bridge": ("dense", [width])
    case "attention": ("additive attention", [targetSteps, sourceSteps])
    case "output":
      (hasTiedReadout ? "dense, then embedding" : "dense", [targetSteps, targetVocabulary])
    default: ("GRU", [targetSteps, width])
    }
  }
}

extension CausalConvolutionSettings {
  fileprivate func part(
    _ name: String, steps: Int, vocabulary: Int
  ) -> (kind: String, outputShape: [Int]) {
    switch name {
    case "embedding": return ("embedding", [steps, width])
    case "output": return ("dense", [steps, vocabulary])
    default:
      let index = (Int(name.drop { !$0.isNumber }) ?? 1) - 1
      let dilation = dilations.indices.contains(index) ? dilations[index] : 1
      return (
        "convolution of \(kernel)" + (dilation > 1 ? ", dilation \(dilation)" : ""),
        [steps, width]
      )
    }
  }
}

extension TransformerSettings {
  /// What a block's attention is called.
  var attentionWords: String { "attention, \(heads) \(heads == 1 ? "head" : "heads")" }

  fileprivate func part(
    _ name: String, steps: Int, vocabulary: Int
  ) -> (kind: String, outputShape: [Int]) {
    switch name {
    case "embedding": ("embedding", [steps, width])
    case "positions": ("positions", [steps, width])
    case "norm": ("layer normalization", [steps, width])
    case "output": ("dense", [steps, vocabulary])
    default: (attentionWords, [steps, width])
    }
  }
}
