internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// Claims that a run of this page can hold or not: none where it trains on other data.
  var judgedClaims: [Claim] { lesson.ownData == nil ? lesson.claims : [] }

  /// The command line that brings another session to this one's lesson step, seed and knobs:
  /// `--set depth=20` for all arms, `--set huge.c=4` for one, `--operate huge@150='freeze hidden1'` for
  /// what was done to its network.
  var reproducingCommand: String {
    let opening = lesson.bench?.words ?? ["open", lesson.argument?.shellWord ?? lesson.id]
    var words = ["gradlab"] + opening + ["--seed", "\(snapshot.seed)"]
    if let own = lesson.ownData { words += ["--data", own.argument.shellWord] }
    if step > 0 { words += ["--step", "\(step + 1)"] }
    for knob in lesson.knobs {
      if let value = snapshot.knobs[knob.name], value != knob.value {
        words += ["--set", "\(knob.name)=\(value.argument)".shellWord]
      }
      for arm in lesson.arms {
        let shared = lesson.knobValues(of: arm, session: snapshot.knobs)[knob.name]
        guard let value = armSnapshot(arm.id)?.knobs[knob.name], value != shared else { continue }
        words += ["--set", "\(arm.id).\(knob.name)=\(value.argument)".shellWord]
      }
    }
    for arm in snapshot.arms {
      for effect in arm.operations {
        let planned = PlannedOperation(arm: arm.id, step: effect.step, operation: effect.operation)
        words += ["--operate", planned.text.shellWord]
      }
    }
    return words.joined(separator: " ")
  }
}
