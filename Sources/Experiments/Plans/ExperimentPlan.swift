public import Datasets
public import Networks

/// One arm's experiment with every number settled.
public struct ExperimentPlan: Hashable, Sendable {
  public var data: DataPlan
  public var network: NetworkPlan
  public var training: TrainingPlan
  /// How the images of training batches are changed, one after the other.
  public var augmentations: [ImageAugmentation]
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
}

extension ExperimentPlan {
  /// What a training step takes: parameters, floating-point operations and bytes.
  /// - Throws: `NetworkFault` where the network can't be built.
  public func cost() throws(NetworkFault) -> Cost {
    try network.network(batch: training.batch).cost(batch: training.batch)
  }
}
