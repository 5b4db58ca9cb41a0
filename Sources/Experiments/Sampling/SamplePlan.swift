internal import Tensors

/// Draws whose means accumulate, at places along a variable, with the exact value beside them.
public struct SamplePlan: Hashable, Sendable {
  /// One draw at x, from u uniform in [0, 1) and z of N(0, 1): over [x, u, z].
  public var draw: Function
  /// What the mean of the draws comes to, over [x]; nil: nobody says.
  public var exact: Function?
  /// How far the mean of n draws is off at most, nearly always, over [x, n]; nil: nobody says.
  public var bound: Function?
  public var range: ClosedRange<Double>
  /// Draws at each place a step.
  public var drawsPerStep: Int

  /// Places along the range: their number is one more than a power of two, so that the ends, the
  /// middle and the quarters are among them.
  public static let placeCount = 65

  public init(
    draw: Function, exact: Function?, bound: Function?, range: ClosedRange<Double>,
    drawsPerStep: Int
  ) {
    self.draw = draw
    self.exact = exact
    self.bound = bound
    self.range = range
    self.drawsPerStep = drawsPerStep
  }

  var places: [Double] { range.places(Self.placeCount) }
}

extension SamplePlan: ExperimentPlan {
  package func differsOnlyLive(from other: SamplePlan) -> Bool { self == other }

  package func reads(_ measure: Measure) -> Bool {
    guard measure.processReader?.fits(self) == true else { return false }
    if measure == .sampleError { return exact != nil }
    return measure != .sampleExcess || exact != nil && bound != nil
  }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    ProcessExperiment(Sampling(self, seed: Seed(start.seed)), start)
  }
}

extension ClosedRange<Double> {
  /// So many numbers at equal distances, both ends among them.
  func places(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let share = Double(index) / Double(Swift.max(1, count - 1))
      return lowerBound * (1 - share) + upperBound * share
    }
  }
}
