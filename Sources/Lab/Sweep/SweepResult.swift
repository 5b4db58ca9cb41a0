internal import Experiments

/// What a sweep came to.
public struct SweepResult: Sendable {
  /// What became of one run.
  public enum Outcome: Hashable, Sendable {
    /// The probe at the last step; NaN where it had nothing to read.
    case value(Double)
    case diverged(step: Int)
    /// It could not be begun; the text says why.
    case failed(String)

    /// nil: there is none that could be compared.
    public var value: Double? {
      if case .value(let value) = self, value.isFinite { value } else { nil }
    }

    public var divergedAt: Int? { if case .diverged(let step) = self { step } else { nil } }
  }

  public struct Run: Hashable, Sendable {
    /// Which of the sweep's points.
    public var point: Int
    public var seed: UInt64
    public var outcome: Outcome
  }

  /// The runs of one point, over the seeds that came to a number.
  public struct Summary: Hashable, Sendable {
    /// The middle one, or the mean of the middle two; nil: no seed came to a number.
    public var median, minimum, maximum: Double?
    public var divergedCount: Int
    /// Runs in all, one a seed.
    public var count: Int
    /// Whether every run came to a number.
    public var isWhole: Bool
  }

  public let sweep: KnobSweep
  /// By point, and by seed for each.
  public let runs: [Run]

  /// Those of one point, in the order of the seeds.
  public func runs(of point: Int) -> ArraySlice<Run> {
    runs[point * sweep.seeds.count..<(point + 1) * sweep.seeds.count]
  }

  public func summary(of point: Int) -> Summary {
    let outcomes = runs(of: point).map(\.outcome)
    let values = outcomes.compactMap(\.value)
    return Summary(
      median: values.isEmpty ? nil : values.median, minimum: values.min(), maximum: values.max(),
      divergedCount: outcomes.count { $0.divergedAt != nil }, count: outcomes.count,
      isWhole: values.count == outcomes.count)
  }

  /// The point with the best median, the first of equal ones; nil where there is none. Where a run
  /// diverged or failed, a point is never the best.
  public func best(_ goal: SweepGoal) -> Int? {
    var best: (point: Int, value: Double)?
    for point in sweep.points.indices {
      let summary = summary(of: point)
      guard summary.isWhole, let value = summary.median else { continue }
      if best.map({ goal.prefers(value, to: $0.value) }) ?? true { best = (point, value) }
    }
    return best?.point
  }

  /// Why runs could not be begun, each reason once.
  public var faults: [String] {
    runs.reduce(into: []) { faults, run in
      if case .failed(let text) = run.outcome, !faults.contains(text) { faults.append(text) }
    }
  }
}
