public import Datasets
public import Networks

/// A network that trains on data, with every number settled.
public struct TrainPlan: Hashable, Sendable {
  public var data: DataPlan
  public var network: NetworkPlan
  public var training: TrainingPlan
  /// The shipped file whose weights it starts from; nil: those that the seed draws.
  public var weights: String?
  /// How the images of training batches are changed, one after the other.
  public var augmentations: [ImageAugmentation]
  /// What was done to the network on its way, in that order.
  public internal(set) var operations: [Operation] = []
  /// What was changed so that it can run, in words for the learner.
  public var notices: [String]

  public init(
    data: DataPlan, network: NetworkPlan, training: TrainingPlan,
    augmentations: [ImageAugmentation] = [], notices: [String] = []
  ) {
    self.data = data
    self.network = network
    self.training = training
    self.augmentations = augmentations
    self.notices = notices
  }

  /// What a training step takes: parameters, floating-point operations and bytes.
  /// - Throws: `NetworkFault` where the network can't be built.
  public func cost() throws(NetworkFault) -> Cost {
    try network.network(batch: training.batch).cost(batch: training.batch)
  }
}

extension TrainPlan: ExperimentPlan {
  package var dataSets: [DataPlan] { [data] }

  /// Same network, data and batches, same optimizer state; perhaps with more operations.
  package func differsOnlyLive(from other: TrainPlan) -> Bool {
    operations.starts(with: other.operations) && data == other.data && network == other.network
      && weights == other.weights
      && augmentations == other.augmentations
      && training.differsOnlyLive(from: other.training)
  }

  package func reads(_ measure: Measure) -> Bool {
    measure.reads(network, on: try? data.description()) && training.remembers(measure)
  }

  package var gates: [RecurrentGate] {
    network.layers.flatMap { layer -> [RecurrentGate] in
      if case .characters(let cell, _, _, _, _) = layer { RecurrentGate.all(of: cell) } else { [] }
    }
  }

  package func placeCounts(of measures: [Measure]) -> [Int] {
    // The network is built for it, once for all of them.
    lazy var layerCount = network.observedLayerCount
    return measures.map { measure in
      if measure.isOverLags { return max(0, (network.inputShape.first ?? 0) - 1) }
      if measure.isOverTokens { return network.recurrentSteps ?? 0 }
      if measure == .residualBlock { return network.residualBlockCount }
      return measure.isOfNormalization ? network.batchNormalizationCount : layerCount
    }
  }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    try TrainExperiment(plan: self, start, data: start.shelf.data(for: data))
  }
}

extension TrainingPlan {
  /// Whether the optimizer has what the measure reads of its memory, if it does.
  fileprivate func remembers(_ measure: Measure) -> Bool {
    switch measure {
    case .firstMoment: optimizer == "sgd" ? momentum > 0 : optimizer != "rmsprop"
    case .secondMomentRoot: optimizer != "sgd"
    default: true
    }
  }

  /// Whether an optimizer of `other` can go on as one of this plan: what `retuned` can turn.
  package func differsOnlyLive(from other: TrainingPlan) -> Bool {
    var other = other
    other.learningRate = learningRate
    other.momentum = momentum
    other.weightDecay = weightDecay
    other.schedule = schedule
    return self == other
  }
}
