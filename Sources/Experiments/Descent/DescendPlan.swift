internal import Tensors

/// An optimizer that walks down a surface known in closed form.
public struct DescendPlan: Hashable, Sendable {
  /// The loss over the variables.
  public var surface: Function
  public var start: [Double]
  /// Where it is least; nil: nobody says.
  public var minimum: [Double]?
  /// The standard deviation of what is added to each part of the gradient, as mini-batches do.
  public var noise: Double
  /// So many go from the same start, each with noise of its own; the first one is shown.
  public var walkers: Int
  /// Optimizer, rate and schedule; its batch means nothing here.
  public var training: TrainingPlan

  public init(
    surface: Function, start: [Double], minimum: [Double]?, noise: Double,
    walkers: Int = 1, training: TrainingPlan
  ) {
    self.surface = surface
    self.start = start
    self.minimum = minimum
    self.noise = noise
    self.walkers = walkers
    self.training = training
  }
}

extension DescendPlan: ExperimentPlan {
  /// The same surface from the same start, with the same optimizer state.
  package func differsOnlyLive(from other: DescendPlan) -> Bool {
    var other = other
    guard training.differsOnlyLive(from: other.training) else { return false }
    other.training = training
    return self == other
  }

  package func reads(_ measure: Measure) -> Bool {
    guard measure.processReader?.fits(self) == true else { return false }
    if measure == .distance { return minimum != nil }
    if measure == .variance { return walkers > 1 }
    return measure != .surface || surface.variables.count == 2
  }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    ProcessExperiment(try Descent(self, seed: Seed(start.seed)), start)
  }
}
