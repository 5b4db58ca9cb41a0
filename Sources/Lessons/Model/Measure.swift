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

  public var isPerLayer: Bool {
    switch self {
    case .trainLoss, .testLoss, .testAccuracy, .learningRate: false
    default: true
    }
  }

  public var isHistogram: Bool { self == .activationHistogram || self == .gradientHistogram }
}
