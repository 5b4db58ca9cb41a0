/// Losses and accuracies.
extension Measure {
  public static let trainLoss = Measure("train_loss", every: 1, .trainingLoss)
  public static let learningRate = Measure("learning_rate", every: 1, .learningRate)

  public static let testLoss = Measure(
    "test_loss", settings: [.batches], .evaluation { $0.test($1.batches).loss })
  public static let testAccuracy = Measure(
    "test_accuracy", settings: [.batches], .evaluation { $0.test($1.batches).accuracy })

  /// Over the training set as in inference, at most 2,000 examples of it.
  public static let trainSetLoss = Measure(
    "train_set_loss", .evaluation { evaluations, _ in evaluations.trainSet.loss })
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
