/// What a probe measures. ẑ below is a layer's sum before its activation, x its output.
public enum Measure: String, CaseIterable, Hashable, Sendable {
  // Of the whole network.
  case trainLoss = "train_loss"
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"
  case learningRate = "learning_rate"
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
  // Pictures: matrices of an example, or of a layer.
  /// Attention weights α: rows are output tokens, columns input tokens.
  case attention
  /// The kernels of a convolution.
  case filters
  /// What a layer makes of an image, channel by channel.
  case featureMaps = "feature_maps"
  /// The image itself.
  case input

  public var isPerLayer: Bool {
    switch self {
    case .trainLoss, .testLoss, .testAccuracy, .learningRate: false
    default: !isPicture
    }
  }

  /// Whether it reads matrices, to be looked at.
  public var isPicture: Bool {
    switch self {
    case .attention, .filters, .featureMaps, .input: true
    default: false
    }
  }

  /// Whether it is one number for the whole network, and so a curve over the steps.
  public var isNumber: Bool { !isPerLayer && !isPicture }

  public var isHistogram: Bool { self == .activationHistogram || self == .gradientHistogram }
}
