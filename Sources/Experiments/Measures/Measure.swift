/// What a probe measures. ẑ below is a layer's sum before its activation, x its output.
public enum Measure: String, CaseIterable, Hashable, Sendable {
  // Of the whole network.
  case trainLoss = "train_loss"
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"
  case learningRate = "learning_rate"
  /// Over the training set as in inference, at most 2,000 examples of it.
  case trainSetLoss = "train_set_loss"
  /// The share of test examples whose greedy decoding is the target, at most 256 of them.
  case exactMatch = "exact_match"
  // The test set through a network whose batch normalization takes the statistics of each batch, as
  // in training: batches of the training's size as they come, of one class, of one image.
  case testLossBatch = "test_loss_batch"
  case testAccuracyBatch = "test_accuracy_batch"
  case testAccuracyOneClass = "test_accuracy_one_class"
  case testAccuracyOneImage = "test_accuracy_one_image"
  /// The share of attention that the digits of a date pay to the characters that they come from.
  case attentionMassYear = "attention_mass_year"
  case attentionMassMonth = "attention_mass_month"
  case attentionMassDay = "attention_mass_day"
  /// The share of target tokens of a field whose largest attention lies in its source.
  case attentionArgmax = "attention_argmax"
  // Of each layer.
  case activationMean = "activation_mean"
  case activationMeanSquare = "activation_mean_square"
  /// Without the exact zeros of a ReLU; `saturatedShare` counts those.
  case activationHistogram = "activation_histogram"
  case saturatedShare = "saturated_share"
  case deadShare = "dead_share"
  case gradientNorm = "gradient_norm"
  case gradientHistogram = "gradient_histogram"
  case weightGradientNorm = "weight_gradient_norm"
  case updateRatio = "update_ratio"
  case weightNorm = "weight_norm"
  /// Singular values of ∂x_l/∂x_1 at one input: the largest, the median, the smallest.
  case jacobianLargest = "jacobian_largest"
  case jacobianMedian = "jacobian_median"
  case jacobianSmallest = "jacobian_smallest"
  // Of each batch normalization, the root mean square over its channels.
  case batchMean = "batch_mean"
  case runningMean = "running_mean"
  case batchDeviation = "batch_deviation"
  case runningDeviation = "running_deviation"
  /// ‖μ_batch − μ_running‖ / ‖σ_batch‖.
  case statisticsGap = "statistics_gap"
  // Pictures: matrices of an example, or of a layer.
  /// Attention weights α: rows are output tokens, columns input tokens.
  case attention
  /// The kernels of a convolution.
  case filters
  /// What a layer makes of an image, channel by channel.
  case featureMaps = "feature_maps"
  /// The image itself.
  case input

  public var isPerLayer: Bool { !isNumber && !isPicture }

  /// Whether it reads matrices, to be looked at.
  public var isPicture: Bool {
    switch self {
    case .attention, .filters, .featureMaps, .input: true
    default: false
    }
  }

  /// Whether it is one number for the whole network, and so a curve over the steps.
  public var isNumber: Bool {
    switch self {
    case .trainLoss, .testLoss, .testAccuracy, .learningRate, .trainSetLoss, .exactMatch,
      .testLossBatch, .testAccuracyBatch, .testAccuracyOneClass, .testAccuracyOneImage,
      .attentionMassYear, .attentionMassMonth, .attentionMassDay, .attentionArgmax:
      true
    default: false
    }
  }

  /// Whether its layers are the batch normalizations, and not those with weights.
  public var isOfNormalization: Bool {
    switch self {
    case .batchMean, .runningMean, .batchDeviation, .runningDeviation, .statisticsGap: true
    default: false
    }
  }

  public var isHistogram: Bool { self == .activationHistogram || self == .gradientHistogram }

  /// Whether it takes passes of its own over examples.
  public var isEvaluation: Bool { isNumber && self != .trainLoss && self != .learningRate }

  public var isJacobian: Bool {
    self == .jacobianLargest || self == .jacobianMedian || self == .jacobianSmallest
  }
}
