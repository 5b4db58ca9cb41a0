internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// Claims that a run of this page can hold or not: none where it trains on other data.
  var judgedClaims: [Claim] { lesson.ownData == nil ? lesson.claims : [] }

  /// The command line that brings another session to this one's page, seed, knobs, forks and step:
  /// `--set depth=20` for all arms, `--set huge.c=4` for one, `--operate huge@150='freeze hidden1'` for
  /// what was done to its network, `--fork` and `--turn` for what was done on the way, `--trained` for how
  /// far the runs are.
  var reproducingCommand: String {
    let opening = lesson.bench?.words ?? ["open", lesson.argument?.shellWord ?? lesson.id]
    var words = ["gradlab"] + opening + ["--seed", "\(snapshot.seed)"]
    if let own = lesson.ownData { words += ["--data", own.argument.shellWord] }
    if step > 0 { words += ["--step", "\(step + 1)"] }
    words += settings + forking + lesson.ownArms.flatMap { changes(of: $0.id, as: $0.id) }
    if needsTheWay { words += ["--trained", "\(now)"] }
    return words.joined(separator: " ")
  }

  /// Whether the state is not that of runs from their start with the knobs as they are.
  private var needsTheWay: Bool {
    isBackInTime
      || arms.contains { lesson.arm($0.id)?.forkedFrom != nil || !$0.turns.isEmpty }
  }

  /// The knobs with which arms begin.
  private var settings: [String] {
    var words: [String] = []
    let isTurned = snapshot.arms.contains { !$0.turns.isEmpty }
    let shared =
      isTurned
      ? Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) }) : snapshot.knobs
    for knob in lesson.knobs {
      if let value = shared[knob.name], value != knob.value {
        words += ["--set", "\(knob.name)=\(value.argument)".shellWord]
      }
      for arm in lesson.ownArms {
        let common = lesson.knobValues(of: arm, session: shared)[knob.name]
        guard let value = beginning(of: arm.id)?[knob.name], value != common else { continue }
        words += ["--set", "\(arm.id).\(knob.name)=\(value.argument)".shellWord]
      }
    }
    return words
  }

  private func beginning(of arm: String) -> [String: KnobValue]? {
    armSnapshot(arm).map { $0.turns.isEmpty ? $0.knobs : $0.firstKnobs }
  }

  /// Each fork of the page as one of the lesson's own arm before its first step, with what made it another
  /// one: equal courses come to the same bits.
  private var forking: [String] {
    var words: [String] = []
    for (index, fork) in shownArms.map(\.arm).filter({ $0.forkedFrom != nil }).enumerated() {
      let id = "fork\(index + 1)"
      let planned = PlannedChange(arm: fork.root, step: 0, kind: .fork(knob: nil, to: nil))
      words += ["--fork", planned.text.shellWord]
      words += turns(
        of: id, at: 0, from: beginning(of: fork.root), to: armSnapshot(fork.id)?.firstKnobs)
      words += changes(of: fork.id, as: id)
    }
    return words
  }

  /// What was operated on the way of an arm, and where it is of the page, which goes the way, turned.
  private func changes(of arm: String, as id: String) -> [String] {
    guard let snapshot = armSnapshot(arm) else { return [] }
    var words: [String] = []
    for effect in snapshot.operations {
      let planned = PlannedOperation(arm: id, step: effect.step, operation: effect.operation)
      words += ["--operate", planned.text.shellWord]
    }
    guard shownArms.contains(where: { $0.arm.id == arm }) else { return words }
    var knobs = snapshot.firstKnobs
    for (step, newer) in snapshot.turns {
      words += turns(of: id, at: step, from: knobs, to: newer)
      knobs = newer
    }
    return words
  }

  private func turns(
    of id: String, at step: Int, from old: [String: KnobValue]?, to new: [String: KnobValue]?
  ) -> [String] {
    lesson.knobs.flatMap { knob -> [String] in
      guard let value = new?[knob.name], value != old?[knob.name] else { return [] }
      let planned = PlannedChange(
        arm: id, step: step, kind: .turn(knob: knob.name, to: value.argument))
      return ["--turn", planned.text.shellWord]
    }
  }
}

extension ArmSnapshot {
  /// The knobs that were turned on the way and that a step was taken with, with the steps.
  fileprivate var turns: [(step: Int, knobs: [String: KnobValue])] {
    changes.compactMap { change in
      guard change.step < step, case .knobs(let knobs) = change.kind else { return nil }
      return (change.step, knobs)
    }
  }
}
