public import Lessons

/// What the claims of a lesson came to, over some seeds.
public struct VerificationReport: Sendable {
  public var lesson: String
  public var seeds: [UInt64]
  public var claims: [ClaimReport]
  /// Training steps that the claims took of each arm, in the lesson's order.
  public var steps: [String: Int]
  /// Arms that could not be built, with the reason.
  public var faults: [String]
  /// What to know of the arms: settings and data without effect.
  public var notices: [String]
  /// Seconds until the lesson is open; nil where it was not asked for.
  public var opening: Double?
  /// The page that a learner waits for longest; nil where nothing runs or it was not asked for.
  public var longestWait: PageWait?
  /// Wall-clock time.
  public var seconds: Double

  public var holds: Bool { faults.isEmpty && claims.allSatisfy(\.holds) }
}

/// One claim over all seeds.
public struct ClaimReport: Sendable {
  public var name: String
  /// The expression as the lesson has it.
  public var text: String
  public var over: Claim.Quantifier
  /// Whether it holds on each seed, in the report's order.
  public var holdsBySeed: [Bool]
  /// Whether it holds as the lesson quantifies it.
  public var holds: Bool
  /// The comparisons that it is made of, arms written out.
  public var comparisons: [ComparisonReport]

  /// It holds, but so narrowly that another seed might break it.
  public var isThin: Bool { holds && comparisons.contains(where: \.isThin) }

  /// The smallest margin of its comparisons, in standard deviations; nil where nothing varies.
  public var margin: Double? { comparisons.compactMap(\.margin).min() }
}

/// A value against its bound, over all seeds.
public struct ComparisonReport: Sendable {
  /// What is compared, as the lesson writes it.
  public var text: String
  /// The arms that its variables stand for.
  public var arms: [ArmBinding]
  public var relation: Relation
  /// The bound in words: `< 1.2`, `in [0.1, 4]`, `is true`; that of the first seed where it varies.
  public var bound: String
  /// The right side on each seed where it is not the same on all; else empty.
  public var movingBound: [Double]
  /// The left side on each seed, in the report's order; NaN where an arm diverged.
  public var values: [Double]
  /// Extremes and middle of the finite values; NaN when there is none.
  public var minimum: Double
  public var median: Double
  public var maximum: Double
  public var holds: Bool
  /// One for each bound: two for `in`, none for statements of yes or no and for `==`.
  public var bounds: [BoundMargin]

  /// What is compared, after what its variables stand for: `a = he: metric(a, loss, 9)`.
  public var subject: String {
    let arms = arms.map { "\($0.variable) = \($0.arm)" }.joined(separator: ", ")
    return arms.isEmpty ? text : "\(arms): \(text)"
  }

  /// How much room is left, in standard deviations; negative when it fails, nil where nothing
  /// varies with the seed or there is no bound.
  public var margin: Double? { bounds.compactMap(\.margin).min() }

  /// The standard deviation of value − bound over the seeds that must hold.
  public var deviation: Double? { bounds.compactMap(\.deviation).max() }

  public var isThin: Bool { holds && bounds.contains(where: \.isThin) }
}
