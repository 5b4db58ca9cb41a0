internal import Networks
internal import Tensors

/// The units of a chain of dense layers on one example of a training step, and which of them dropout
/// drops in it.
struct MaskedUnits {
  private struct Column {
    var title: String
    var outputs: [Float]
    /// nil: nothing is dropped.
    var kept: [Float]?
  }

  private var columns: [Column]

  /// - Parameters:
  ///   - x: a batch, of which the first example is shown [N, D].
  ///   - step: what the step on this batch showed.
  ///   - limit: units of a column beyond which no more are shown.
  init(_ plan: NetworkPlan, x: Tensor, _ step: ObservedStep, limit: Int) {
    func first(_ batch: Tensor) -> [Float] {
      Array(batch.scalars.prefix(min(limit, batch.count / max(1, batch.shape[0]))))
    }
    let outputs = Dictionary(step.layers.map { ($0.layer, $0.output) }) { first, _ in first }
    let masks = Dictionary(step.masks.map { ($0.layer, $0.kept) }) { first, _ in first }
    columns = [Column(title: "x", outputs: first(x))]
    for (layer, name) in zip(plan.layers, plan.names) {
      if case .dense = layer, let output = outputs[name] {
        columns.append(Column(title: name, outputs: first(output)))
      } else if case .dropout = layer, let kept = masks[name] {
        columns[columns.count - 1].kept = first(kept)
      }
    }
  }

  var graph: Graph {
    var graph = Graph(arrangement: .columns, titles: columns.map(\.title))
    for (number, column) in columns.enumerated() {
      for (unit, output) in column.outputs.enumerated() {
        let isLeftOut = column.kept.map { $0[unit] == 0 } ?? false
        graph.nodes.append(
          Graph.Node(
            "\(unit + 1)", name: "\(column.title), unit \(unit + 1)", column: number, row: unit,
            isFramed: false, isLeftOut: isLeftOut,
            facts: column.kept == nil
              ? [] : [Graph.Fact("dropout", isLeftOut ? "dropped" : "kept")],
            values: [Graph.Value("output", Double(output))]))
      }
    }
    return graph
  }
}

extension NetworkPlan {
  /// Whether all its layers with weights are dense and follow each other.
  var isChainOfDense: Bool {
    layers.allSatisfy { layer in
      switch layer {
      case .dense, .normalization, .activation, .dropout: true
      case .convolution, .pooling, .globalAverage, .flatten, .residual, .paddedShortcut,
        .sequenceToSequence, .characters, .causalConvolutions, .decoderTransformer:
        false
      }
    }
  }
}
