public import Experiments

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
  /// Numbers in rows.
  case matrix(KnobMatrix)
}

/// The network of a lesson, its sizes and initial variances still open in the knobs.
public struct ModelTemplate: Hashable, Sendable {
  public var kind: String
  /// By name; names of groups are joined by a dot, as in `init.variance`.
  public var settings: [String: Setting]
  /// The shipped file of weights that it starts from, without its ending; nil: the seed draws them.
  public var weights: String?

  public init(kind: String, settings: [String: Setting], weights: String? = nil) {
    self.kind = kind
    self.settings = settings
    self.weights = weights
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
