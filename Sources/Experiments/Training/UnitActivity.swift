internal import Arithmetic
internal import Datasets
internal import Networks
internal import Tensors

/// On how many training examples each unit of a layer has a slope. A unit of a convolution is a
/// channel, and has one where any of its places does.
struct UnitActivity {
  let layer: String
  /// By unit, 0 … 1; 0: the unit is dead.
  let shares: [Double]

  var deadCount: Int { shares.count { $0 == 0 } }
  var deadShare: Double { Double(deadCount) / Double(shares.count) }

  /// The units in the rows of a square.
  var picture: Picture {
    let side = Int(Double(shares.count).squareRoot().rounded(.up))
    let rows = stride(from: 0, to: shares.count, by: max(side, 1)).map {
      Array(shares[$0..<min($0 + side, shares.count)])
    }
    var picture = Picture(title: "\(deadCount) dead, \(layer)", values: rows, range: 0...1)
    picture.hasZerosApart = true
    return picture
  }

  /// Of each layer with weights, over all training examples in inference mode.
  static func all(in experiment: TrainExperiment) -> [UnitActivity] {
    let (trainer, set) = (experiment.trainer, experiment.data.train)
    let network = trainer.network
    let activations = Dictionary(
      zip(network.layerNames, experiment.plan.network.observedActivations)
    ) { first, _ in first }
    var counts: [(name: String, active: [Int], examples: Int)] = []
    for rows in chunks(of: set.count, size: network.evaluationBatch) {
      let found = network.outputs(network.examples(rows, of: set).x, trainer.weights).layers
      if counts.isEmpty {
        counts = found.map { ($0.name, [Int](repeating: 0, count: $0.output.shape[1]), 0) }
      }
      for (index, layer) in found.enumerated() {
        counts[index].examples += layer.output.shape[0]
        layer.output.countActive(
          activations[layer.name] ?? .identity, into: &counts[index].active)
      }
    }
    return counts.map { layer in
      UnitActivity(
        layer: layer.name, shares: layer.active.map { Double($0) / Double(layer.examples) })
    }
  }
}

extension Tensor {
  /// Counts by unit the examples at which the function has a slope somewhere.
  /// - Shape: [N, n] or [N, C, H, W]
  fileprivate func countActive(_ activation: Activation, into counts: inout [Int]) {
    let units = shape[1]
    let places = shape.dropFirst(2).reduce(1, *)
    scalars.withUnsafeBufferPointer { outputs in
      for row in 0..<shape[0] {
        for unit in 0..<units {
          let start = (row * units + unit) * places
          let isActive = outputs[start..<start + places].contains {
            !ObservedLayer.isFlat($0, activation)
          }
          if isActive { counts[unit] += 1 }
        }
      }
    }
  }
}
