public import Experiments
public import Lessons

/// What expressions read of a session: the values recorded by its arms, and the knobs.
public struct SnapshotMetrics: ExpressionContext, Sendable {
  private let recorded: [String: [MetricKey: Double]]
  private let parameterCounts: [String: Int]
  private let armKnobs: [String: [String: KnobValue]]
  private let knobs: [String: KnobValue]

  public init(_ snapshot: SessionSnapshot) {
    self.init(arms: snapshot.arms, knobs: snapshot.knobs)
  }

  /// Arms of one run; `knobs` are the lesson's.
  package init(arms: [ArmSnapshot], knobs: [String: KnobValue]) {
    recorded = Dictionary(arms.map { ($0.id, $0.recorded) }) { first, _ in first }
    // An arm that isn't built has none.
    let counts = arms.filter { $0.parameterCount > 0 }.map { ($0.id, $0.parameterCount) }
    parameterCounts = Dictionary(counts) { first, _ in first }
    armKnobs = Dictionary(arms.map { ($0.id, $0.knobs) }) { first, _ in first }
    self.knobs = knobs
  }

  public func metric(_ key: MetricKey, of arm: String) -> Double? { recorded[arm]?[key] }

  public func parameterCount(arm: String) -> Int? { parameterCounts[arm] }

  public func knob(_ name: String, arm: String?) -> KnobValue? {
    guard let arm else { return knobs[name] }
    return armKnobs[arm]?[name] ?? knobs[name]
  }
}
