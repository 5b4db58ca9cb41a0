public import Networks

/// Which data an experiment trains on.
public struct DataPlan: Hashable, Sendable {
  /// A name of `Datasets`' catalog, such as "mnist".
  public var kind: String
  public var trainCount: Int
  public var testCount: Int
}

/// A value in a lesson file that may depend on knobs: `0.05`, `$rate`, `"$c / fan_in"`, `relu`.
public enum Setting: Hashable, Sendable {
  case expression(Expression)
  case word(String)
  /// A word taken from a knob with choices.
  case knob(String)
}

/// The network of a lesson, its sizes and initial variances still open in the knobs.
public struct ModelTemplate: Hashable, Sendable {
  public var kind: String
  public var settings: [String: Setting]
}

/// How a lesson trains, still open in the knobs.
public struct TrainingTemplate: Hashable, Sendable {
  public var settings: [String: Setting]
  /// The most steps that any run of the lesson takes.
  public var steps: Int
}

/// One arm's experiment with every number settled.
public struct ExperimentPlan: Hashable, Sendable {
  public var data: DataPlan
  public var network: NetworkPlan
  public var training: TrainingPlan
}

/// A network, layer by layer.
public struct NetworkPlan: Hashable, Sendable {
  public var layers: [LayerPlan]
}

/// One layer. The kinds grow with the lessons.
public enum LayerPlan: Hashable, Sendable {
  /// z = x·W + b, then the activation.
  case dense(
    inputs: Int, outputs: Int, weight: Initializer, bias: Initializer, activation: Activation)
}

/// Optimizer, schedule and batch with every number settled.
public struct TrainingPlan: Hashable, Sendable {
  /// The optimizer's name: "sgd".
  public var optimizer: String
  public var learningRate: Double
  public var momentum: Double
  public var weightDecay: Double
  public var schedule: Schedule
  public var batch: Int
}
