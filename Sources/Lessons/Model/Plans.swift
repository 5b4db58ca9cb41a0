public import Datasets
public import Networks

/// Which data an experiment trains on.
public struct DataPlan: Hashable, Sendable {
  /// A name of `Datasets`' catalog, such as "mnist".
  public var kind: String
  public var trainCount: Int
  public var testCount: Int
  /// Numbers that the kind is told: `length`, `noise`, …
  public var settings: [String: Double]
  /// Words and paths that the kind is told: `file`, `label`, …
  public var words: [String: String]
  /// What a person's own files hold, since they were looked at; nil: the kind says it.
  public var looked: DatasetDescription?

  public init(
    kind: String, trainCount: Int, testCount: Int, settings: [String: Double] = [:],
    words: [String: String] = [:], looked: DatasetDescription? = nil
  ) {
    self.kind = kind
    self.trainCount = trainCount
    self.testCount = testCount
    self.settings = settings
    self.words = words
    self.looked = looked
  }

  /// What the examples are called: images, points, sequences or pairs.
  public var noun: String { (try? description())?.form.noun ?? "examples" }

  /// What is known of the data before they are loaded.
  public func description() throws(DataFault) -> DatasetDescription {
    if let looked { return looked }
    return try DatasetCatalog.description(
      of: kind, DataSettings(numbers: settings, words: words))
  }

  /// The data themselves.
  /// - Parameter folder: where the shipped data files are.
  public func load(from folder: String) throws(DataFault) -> TrainingData {
    try DatasetCatalog.load(
      kind, DataSettings(numbers: settings, words: words), from: folder, trainCount: trainCount,
      testCount: testCount)
  }
}

/// What of a lesson's data is still open in the knobs.
public struct DataTemplate: Hashable, Sendable {
  /// By name: `train`, `test`, those of the kind such as `length`, and `augment.shift` and the like.
  public var settings: [String: Setting]

  public init(settings: [String: Setting] = [:]) {
    self.settings = settings
  }
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
  /// By name; names of groups are joined by a dot, as in `init.variance`.
  public var settings: [String: Setting]

  public init(kind: String, settings: [String: Setting]) {
    self.kind = kind
    self.settings = settings
  }
}

/// How a lesson trains, still open in the knobs.
public struct TrainingTemplate: Hashable, Sendable {
  public var settings: [String: Setting]
  /// The most steps that any run of the lesson takes.
  public var steps: Int

  public init(settings: [String: Setting], steps: Int) {
    self.settings = settings
    self.steps = steps
  }
}

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
