/// Losses and accuracies.
extension Measure {
  public static let trainLoss = Measure(
    "train_loss", "the loss of the batch that is trained", every: 1, .trainingLoss)
  public static let learningRate = Measure(
    "learning_rate", "how far a step goes", every: 1, .learningRate)

  public static let testLoss = Measure(
    "test_loss", "the loss of the test examples", settings: [.batches, .masks],
    .evaluation { $0.test($1).loss })
  public static let testAccuracy = Measure(
    "test_accuracy", "the share of test examples answered right", settings: [.batches, .masks],
    .evaluation { $0.test($1).accuracy })
  /// The share of test labels for which the mean over so many masks has the same answer as inference.
  public static let maskAgreement = Measure(
    "mask_agreement", "how often masks and inference agree", settings: [.masks],
    .evaluation { $0.maskAgreement($1.masks ?? 100) })

  /// Over the training set as in inference, at most 2,000 examples of it.
  public static let trainSetLoss = Measure(
    "train_set_loss", "the loss of training examples, as in tests",
    .evaluation { evaluations, _ in evaluations.trainSet.loss })
}

/// Test batches of which batch normalization takes the statistics, as in training, where it else takes
/// its running averages.
public enum EvaluationBatches: String, CaseIterable, Hashable, Sendable {
  /// Of the training's size, as the examples come.
  case mixed
  /// All examples of a batch are of the same class.
  case oneClass = "one_class"
  /// One example a batch.
  case oneImage = "one_image"
}
