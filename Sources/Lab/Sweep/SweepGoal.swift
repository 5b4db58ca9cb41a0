public import Experiments

/// Which values of a measure are the better ones.
public enum SweepGoal: String, Hashable, Sendable, CaseIterable {
  case lowest, highest

  /// That of a measure; nil where neither is better in itself, as with a norm.
  public init?(of measure: Measure) {
    let rising: [Measure] = [.testAccuracy, .maskAgreement, .exactMatch, .tokenAccuracy]
    let falling: [Measure] = [
      .trainLoss, .testLoss, .trainSetLoss, .countedLoss, .loss, .distance, .sampleError,
      .shuffleError, .oneHotError, .shiftError,
    ]
    if rising.contains(measure) {
      self = .highest
    } else if falling.contains(measure) {
      self = .lowest
    } else {
      return nil
    }
  }

  /// Whether a value is better than another one.
  public func prefers(_ value: Double, to other: Double) -> Bool {
    self == .lowest ? value < other : value > other
  }
}
