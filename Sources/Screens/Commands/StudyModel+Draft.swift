internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// The bench with its knobs as they stand, to be kept under a name; nil: this is no bench.
  func draft(named name: String) -> PlayDraft? {
    guard let bench = lesson.bench else { return nil }
    var values = snapshot.knobs
    values.merge(armSnapshot(PlayBench.arm)?.knobs ?? [:]) { $1 }
    for (target, value) in pending where target.arm == nil || target.arm == PlayBench.arm {
      values[target.knob] = value
    }
    return PlayDraft(bench: bench, name: name, seed: snapshot.seed, values: values)
  }
}
