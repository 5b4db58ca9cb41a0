internal import Datasets
package import Networks

/// Bytes that experiments take side by side, known before anything is allocated.
public struct MemoryEstimate: Hashable, Sendable {
  /// Weights, their gradients, and what optimizers remember of each.
  public var weights = 0
  /// What passes over batches hold, in training and in evaluation.
  public var passes = 0
  /// The examples; arms with the same data share them.
  public var data = 0
  /// The curves of probes.
  public var curves = 0

  public init() {}

  public var total: Int { [weights, passes, data, curves].reduce(0, Self.sum) }

  /// All of both.
  package mutating func add(_ other: MemoryEstimate) {
    weights = Self.sum(weights, other.weights)
    passes = Self.sum(passes, other.passes)
    data = Self.sum(data, other.data)
    curves = Self.sum(curves, other.curves)
  }

  /// Beyond all integers is as much as the largest.
  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (result, tooLarge) = a.addingReportingOverflow(b)
    return tooLarge ? .max : result
  }
}

extension TrainPlan {
  package func memory(probes: [Probe]) throws(NetworkFault) -> MemoryEstimate {
    let network = try network.network(batch: training.batch)
    let cost = try network.cost(batch: training.batch)
    var estimate = MemoryEstimate()
    let looksInside = probes.contains(where: \.looksInside)
    let planes = probes.filter(\.measure.isSlow).map(LossPlane.init)
    let landscapes = Set(planes.map { [Double($0.side), $0.extent] }).count
    // A landscape has the weights of its middle, two directions in double precision, and the weights
    // of the point that it looks at.
    let copies =
      training.numbersPerWeight + (looksInside ? 2 + training.momenta : 0) + 6 * landscapes
      + (probes.contains { $0.measure.isOfTrail } ? WeightTrail.limit : 0)
    estimate.weights = 4 * copies * cost.parameters
    let evaluation = max(
      min(network.evaluationBatch, max(1, data.testCount)),
      landscapes > 0
        ? min(network.evaluationBatch(atMost: Landscape.exampleLimit), max(1, data.trainCount)) : 0)
    let held = evaluation * ((try? network.cost(batch: 1))?.largestNeighbors ?? 0)
    // On the way back layers hold about a quarter more than what they gave, and the gradients of two
    // of them. The allocator keeps what evaluation took: neither can use all that the other left.
    let training = cost.activations + cost.activations / 4 + cost.largestNeighbors
    estimate.passes = 4 * (training + held)
    return estimate
  }
}

extension TrainingPlan {
  /// Numbers that the optimizer remembers of each weight.
  fileprivate var momenta: Int {
    switch optimizer {
    case "sgd": momentum == 0 ? 0 : 1
    case "rmsprop": 1
    default: 2
    }
  }

  /// The weight, and what the optimizer remembers from step to step.
  var keptNumbersPerWeight: Int { 1 + momenta }

  /// These and the gradient.
  fileprivate var numbersPerWeight: Int { keptNumbersPerWeight + 1 }
}

extension DataPlan {
  /// At most four bytes for each number of an example, and eight for a label.
  package var byteCount: Int {
    guard let dataset = try? description() else { return 0 }
    let example = 4 * dataset.featureCount + 8 * dataset.targetsPerExample
    return (trainCount + testCount) * example
  }
}
