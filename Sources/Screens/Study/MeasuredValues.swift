import Experiments
import Lab
import Lessons

/// What runs have recorded for the lesson's text, by all that decides a run: its arm, seed and knobs.
/// A run that starts again will come to the same numbers, so the text needn't lose them meanwhile.
struct MeasuredValues: Sendable {
  private struct Run: Hashable, Sendable {
    var arm: String
    var seed: UInt64
    var knobs: [String: KnobValue]
  }

  private var values: [Run: [MetricKey: Double]] = [:]

  mutating func note(_ snapshot: SessionSnapshot) {
    for arm in snapshot.arms where !arm.recorded.isEmpty && !arm.isOutdated {
      let run = Run(arm: arm.id, seed: snapshot.seed, knobs: arm.knobs)
      if values[run]?.count == arm.recorded.count { continue }
      values[run, default: [:]].merge(arm.recorded) { _, newer in newer }
    }
  }

  /// The snapshot with what earlier runs of the same seed and knobs recorded.
  func filled(_ snapshot: SessionSnapshot) -> SessionSnapshot {
    var filled = snapshot
    for (index, arm) in snapshot.arms.enumerated() {
      let known = values[Run(arm: arm.id, seed: snapshot.seed, knobs: arm.knobs)] ?? [:]
      filled.arms[index].recorded = known.merging(arm.isOutdated ? [:] : arm.recorded) { _, newer in
        newer
      }
    }
    return filled
  }
}
