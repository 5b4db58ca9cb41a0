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

  /// It holds, but so narrowly that another processor's rounding might break it.
  public var isThin: Bool { holds && comparisons.contains(where: \.isThin) }

  /// The smallest margin of its comparisons; nil where none has a bound.
  public var margin: Double? { comparisons.compactMap(\.margin).min() }
}

/// A value against its bound, over all seeds.
public struct ComparisonReport: Sendable {
  /// Below this margin a claim that holds is called thin.
  public static let thinMargin = 0.2

  /// What is compared, as the lesson writes it.
  public var text: String
  /// The arms that its variables stand for.
  public var arms: [ArmBinding]
  public var relation: Relation
  /// The bound in words: `< 1.2`, `in [0.1, 4]`, `is true`.
  public var bound: String
  /// The left side on each seed, in the report's order; NaN where an arm diverged.
  public var values: [Double]
  /// Extremes and middle of the finite values; NaN when there is none.
  public var minimum: Double
  public var median: Double
  public var maximum: Double
  public var holds: Bool
  /// How much room is left, 1 at best, negative when it fails; nil without a bound.
  ///
  /// The distance to the bound on the seed that decides (the worst; for `7/8` the seventh best),
  /// divided by that of the median seed: 1 means that all seeds are alike, 0 that the deciding one
  /// sits on the bound. For `median` it is how far the seeds that hold by themselves are in the
  /// majority: 1 when all do, 0 when half do.
  public var margin: Double?

  public var isThin: Bool { holds && (margin.map { $0 < Self.thinMargin } ?? false) }
}
