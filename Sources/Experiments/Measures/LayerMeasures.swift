internal import Datasets
internal import Networks
internal import Tensors

/// What a training step shows of each layer: ẑ is its sum before the activation, x its output.
extension Measure {
  public static let activationMean = Measure(
    "activation_mean", "the mean output of each layer", .layer { $0.output.mean() })
  public static let activationMeanSquare = Measure(
    "activation_mean_square", "the mean squared output of each layer",
    .layer { $0.output.sumOfSquares() / Double($0.output.count) })
  /// Without the exact zeros of a ReLU; `saturatedShare` counts those.
  public static let activationHistogram = Measure(
    "activation_histogram", "the outputs of each layer", .histogram(\.activationHistogram))
  /// The share of outputs at which the activation is flat.
  public static let saturatedShare = Measure(
    "saturated_share", "the share of outputs where it is flat", .layer(\.saturatedShare))
  /// The share of units that are flat on every example of the batch.
  public static let deadShare = Measure(
    "dead_share", "the share of units flat on all of a batch", .layer(\.deadShare))
  /// ‖∂L/∂ẑ‖.
  public static let gradientNorm = Measure(
    "gradient_norm", "‖∂L/∂z‖ of each layer", .layer { $0.preactivationGradient.norm() })
  /// ‖∂L/∂x‖ of what flows from layer to layer, behind a residual block's sum at its end.
  public static let signalGradientNorm = Measure(
    "signal_gradient_norm", "‖∂L/∂x‖ of what layers hand on", .layer { $0.signalGradient.norm() })
  public static let gradientHistogram = Measure(
    "gradient_histogram", "∂L/∂z of each layer", .histogram(\.gradientHistogram))
  public static let weightHistogram = Measure(
    "weight_histogram", "the weights of each layer", .histogram(\.weightHistogram))
  /// Of ∂L/∂W.
  public static let weightGradientHistogram = Measure(
    "weight_gradient_histogram", "∂L/∂W of each layer", .histogram(\.weightGradientHistogram))
  public static let weightGradientNorm = Measure(
    "weight_gradient_norm", "‖∂L/∂W‖ of each layer", .layer { $0.weightGradient.norm() })
  /// log₁₀ of the size of the step's update over that of the weights.
  public static let updateRatio = Measure(
    "update_ratio", "log₁₀ of a step's size over the weights'", .layer(\.logUpdateRatio))
  public static let weightNorm = Measure(
    "weight_norm", "‖W‖ of each layer", .layer { $0.weight.norm() })
  /// 0 where there is none.
  public static let biasNorm = Measure(
    "bias_norm", "‖b‖ of each layer", .layer { $0.bias?.norm() ?? 0 })
}

/// How often units have a slope, over all training examples in inference mode.
extension Measure {
  /// The share of units that are flat on every training example.
  public static let trainSetDeadShare = Measure(
    "train_set_dead_share", "the share of units flat on all examples", every: 50,
    .units(.layers) { .layers($0.map(\.deadShare)) },
    where: \.hasOneTarget)
  /// The units of each layer in a square, each by the share of training examples on which it has a
  /// slope.
  public static let trainSetActivity = Measure(
    "train_set_activity", "how often each unit has a slope", every: 50,
    .units(.pictures) { .pictures($0.map(\.picture)) },
    where: \.hasOneTarget)
}

/// One weight w of each layer in a training step: what the step sees of it and does to it.
extension Measure {
  public static let weight = weight("weight", "one weight of each layer") { $0.weight.number($1) }
  /// ∂L/∂w.
  public static let weightGradient = weight("weight_gradient", "∂L/∂w of one weight of each layer")
  { $0.weightGradient.number($1) }
  /// m̂ of Adam as the step takes it, or the velocity of momentum; NaN of other optimizers.
  public static let firstMoment = weight(
    "first_moment", "Adam's m̂ or momentum's velocity of a weight"
  ) { $0.memory.first?.number($1) ?? .nan }
  /// √v̂ of Adam as the step takes it, or √s of RMSprop; NaN of other optimizers.
  public static let secondMomentRoot = weight(
    "second_moment_root", "Adam's √v̂ or RMSprop's √s of a weight"
  ) {
    ($0.memory.second?.number($1) ?? .nan).squareRoot()
  }
  /// Δw.
  public static let weightStep = weight("weight_step", "what a step adds to one weight") {
    $0.update.number($1)
  }

  private static func weight(
    _ name: String, _ meaning: String, _ read: @escaping @Sendable (ObservedLayer, Int) -> Double
  ) -> Measure {
    Measure(name, meaning, every: 1, settings: [.index], .weight(read))
  }
}

extension Tensor {
  /// One of its numbers, row by row from 0; NaN beyond the last.
  fileprivate func number(_ index: Int) -> Double {
    scalars.indices.contains(index) ? Double(scalars[index]) : .nan
  }
}

/// Singular values of ∂x_l/∂x_1 at one input.
extension Measure {
  public static let jacobianLargest = jacobian(
    "jacobian_largest", "the most that a change grows up to a layer"
  ) { $0.first ?? .nan }
  public static let jacobianMedian = jacobian(
    "jacobian_median", "how much a change grows up to a layer", \.median)
  public static let jacobianSmallest = jacobian(
    "jacobian_smallest", "the least that a change grows up to a layer"
  ) { $0.last ?? .nan }

  private static func jacobian(
    _ name: String, _ meaning: String, _ choose: @escaping @Sendable ([Double]) -> Double
  ) -> Measure {
    Measure(name, meaning, .spectrum(choose), where: \.isOfRows)
  }
}

extension MeasuredSubject {
  /// Whether each example has one answer, and not one a token.
  fileprivate var hasOneTarget: Bool { data?.targetsPerExample == 1 }

  /// Whether the network takes examples as one row of numbers.
  fileprivate var isOfRows: Bool {
    if case .dense? = plan.layers.first { true } else { false }
  }
}

/// What each batch normalization found in the batch, and its running averages: root mean squares over
/// the channels.
extension Measure {
  public static let batchMean = normalization("batch_mean", "the batch's mean, by normalization") {
    $0.mean.rootMeanSquare
  }
  public static let runningMean = normalization(
    "running_mean", "the running mean, by normalization"
  ) { $0.runningMean.rootMeanSquare }
  public static let batchDeviation = normalization(
    "batch_deviation", "the batch's deviation, by normalization"
  ) {
    $0.variance.mean().squareRoot()
  }
  public static let runningDeviation = normalization(
    "running_deviation", "the running deviation, by normalization"
  ) {
    $0.runningVariance.mean().squareRoot()
  }
  /// ‖μ_batch − μ_running‖ / ‖σ_batch‖.
  public static let statisticsGap = normalization(
    "statistics_gap", "how far batch and running means differ"
  ) { layer in
    let gap = (layer.mean - layer.runningMean).norm()
    return gap / (layer.variance.mean() * Double(layer.mean.count)).squareRoot()
  }

  private static func normalization(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (ObservedStatistics) -> Double
  ) -> Measure {
    Measure(name, meaning, .normalization(value), where: { $0.plan.batchNormalizationCount > 0 })
  }
}

extension Tensor {
  fileprivate var rootMeanSquare: Double { (sumOfSquares() / Double(count)).squareRoot() }
}

extension [Double] {
  /// The middle of the values, the mean of the two middle ones for an even count. NaN of none, and
  /// where one is NaN.
  package var median: Double {
    guard !isEmpty, !contains(where: \.isNaN) else { return .nan }
    let sorted = sorted()
    let (low, high) = (sorted[(count - 1) / 2], sorted[count / 2])
    return low == high ? low : (low + high) / 2
  }
}
