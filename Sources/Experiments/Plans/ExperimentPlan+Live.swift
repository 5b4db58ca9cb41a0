extension ExperimentPlan {
  /// Whether a run can go on under this plan where it has come to under `other`: same network, data
  /// and batches, same optimizer state.
  package func differsOnlyLive(from other: ExperimentPlan) -> Bool {
    data == other.data && network == other.network && augmentations == other.augmentations
      && training.differsOnlyLive(from: other.training)
  }
}

extension TrainingPlan {
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
