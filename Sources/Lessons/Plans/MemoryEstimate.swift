internal import Datasets
public import Experiments
internal import Networks

/// Bytes that the arms of a lesson take side by side, known before anything is allocated.
public struct MemoryEstimate: Hashable, Sendable {
  /// Weights, their gradients, and what optimizers remember of each.
  public var weights = 0
  /// What passes over batches hold, in training and in evaluation.
  public var passes = 0
  /// The examples; arms with the same data share them.
  public var data = 0
  /// The curves of probes.
  public var curves = 0

  public var total: Int { [weights, passes, data, curves].reduce(0, Self.sum) }

  /// Beyond all integers is as much as the largest.
  static func sum(_ a: Int, _ b: Int) -> Int {
    let (result, tooLarge) = a.addingReportingOverflow(b)
    return tooLarge ? .max : result
  }
}

extension Lesson {
  /// What a session may take: 2 GiB.
  public static let memoryLimit = Cost.defaultLimit
  /// The values that a session's curve keeps.
  public static let curveLimit = 16_384

  /// What the plans take, one an arm, all at their peak at the same time.
  /// - Parameter curveLength: the training steps of which curves keep every value; nil: of a session.
  public func memory(
    of plans: [ExperimentPlan], curveLength: Int? = nil
  ) throws(PlanFault) -> MemoryEstimate {
    var estimate = MemoryEstimate()
    for plan in plans {
      let network: Network
      let cost: Cost
      do {
        network = try plan.network.network(batch: plan.training.batch)
        cost = try network.cost(batch: plan.training.batch)
      } catch { throw .network(error) }
      let copies = plan.training.numbersPerWeight + (looksInside ? 2 + plan.training.momenta : 0)
      estimate.weights = MemoryEstimate.sum(estimate.weights, 4 * copies * cost.parameters)
      let evaluation = min(network.evaluationBatch, max(1, plan.data.testCount))
      let held = evaluation * ((try? network.cost(batch: 1))?.largestNeighbors ?? 0)
      // On the way back layers hold about a quarter more than what they gave, and the gradients of two
      // of them. The allocator keeps what evaluation took: neither can use all that the other left.
      let training = cost.activations + cost.activations / 4 + cost.largestNeighbors
      estimate.passes = MemoryEstimate.sum(estimate.passes, 4 * (training + held))
      estimate.curves += curves * (curveLength ?? Self.curveLimit)
    }
    for data in Set(plans.map(\.data)) {
      estimate.data = MemoryEstimate.sum(estimate.data, data.byteCount)
    }
    return estimate
  }

  /// - Throws: `PlanFault.tooMuchMemory`
  package func checkMemory(
    of plans: [ExperimentPlan], curveLength: Int? = nil, limit: Int = Lesson.memoryLimit
  ) throws(PlanFault) {
    let estimate = try memory(of: plans, curveLength: curveLength)
    guard estimate.total <= limit else {
      throw .tooMuchMemory(estimate, arms: plans.count, limit: limit)
    }
  }

  /// Whether steps are also taken by a copy of the network, to look at its layers.
  private var looksInside: Bool { probes.contains { $0.measure.isPerLayer } }

  /// Bytes of the curves for each of their values: a cell of 40, and one for two of the finer scale;
  /// where a probe is smoothed the same again.
  private var curves: Int {
    probes.filter(\.measure.isNumber).reduce(0) { $0 + ($1.smoothing > 1 ? 160 : 80) }
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

  /// The weight, its gradient, and what the optimizer remembers.
  fileprivate var numbersPerWeight: Int { 2 + momenta }
}

extension DataPlan {
  /// At most four bytes for each number of an example, and eight for a label.
  fileprivate var byteCount: Int {
    guard let dataset = try? description() else { return 0 }
    let example = 4 * dataset.featureCount + 8 * dataset.targetsPerExample
    return (trainCount + testCount) * example
  }
}
