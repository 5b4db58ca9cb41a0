internal import Experiments
import Lab
import Lessons

/// A run among those that an arm has had.
struct TryMark: Hashable, Sendable {
  var arm: String
  /// Counts the runs of the arm; nil: the present one.
  var number: Int?
}

/// A line of the list of tries: whose run, what was different, and what came of it.
struct TryLine: Hashable, Sendable {
  var mark: TryMark
  /// The arm's place in the lesson, which gives its color.
  var arm: Int
  var label: String
  /// The knobs that are not as the lesson has them, and their values.
  var differences: [String]
  var seed: UInt64
  var step: Int
  var divergedStep: Int?
  /// The newest value of the lesson's headline.
  var result: Double?
}

extension StudyModel {
  /// The runs of the page's arms, the best at the step where they are first: of each arm the present one,
  /// and those before it. Where neither value is better, and of those alike, in the order of the arms, the
  /// newest first.
  var tryLines: [TryLine] {
    let lines = shownArms.flatMap { entry -> [TryLine] in
      guard let arm = armSnapshot(entry.arm.id) else { return [] }
      let present = TryLine(
        mark: TryMark(arm: arm.id), arm: entry.index, label: arm.label,
        differences: differences(arm.knobs, of: lesson.arm(entry.arm.root) ?? entry.arm),
        seed: snapshot.seed, step: arm.step,
        divergedStep: arm.divergedStep, result: lesson.headlineProbe.flatMap { arm.newest($0.name) }
      )
      let past = arm.tries.reversed().map { old in
        TryLine(
          mark: TryMark(arm: arm.id, number: old.id), arm: entry.index, label: arm.label,
          differences: differences(old.knobs, of: lesson.arm(entry.arm.root) ?? entry.arm)
            + (old.isSteered ? ["turned on the way"] : []),
          seed: old.seed, step: min(old.step, max(now, 1)), divergedStep: old.divergedStep,
          result: lesson.headlineProbe.flatMap { old.traces[$0.name]?.value(at: max(now, 1)) })
      }
      return [present] + past
    }
    guard let goal = lesson.headlineProbe.flatMap({ SweepGoal(of: $0.measure) }) else {
      return lines
    }
    return lines.enumerated().sorted { a, b in
      let (x, y) = (a.element.standing(goal), b.element.standing(goal))
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
  }

  private func differences(_ knobs: [String: KnobValue], of arm: Arm) -> [String] {
    lesson.knobs.compactMap { knob in
      guard !knob.isText, let value = knobs[knob.name],
        value != lesson.knobValues(of: arm)[knob.name]
      else { return nil }
      return "\(knob.label) \(KnobText.text(value, of: knob))"
    }
  }

  func tried(_ mark: TryMark) -> Try? {
    armSnapshot(mark.arm)?.tries.first { $0.id == mark.number }
  }

  /// The tries whose curves stand behind those of an arm: the newest, and those that are pinned.
  func ghosts(of arm: ArmSnapshot) -> [Try] {
    arm.tries.filter { old in
      old.id == arm.tries.last?.id || pinned.contains(TryMark(arm: arm.id, number: old.id))
    }
  }

  /// Keeps the newest try of each arm of the page in sight, or no longer.
  mutating func pinNewestTries() -> Reply {
    let marks = arms.compactMap { arm in
      arm.tries.last.map { TryMark(arm: arm.id, number: $0.id) }
    }
    guard !marks.isEmpty else {
      return .say(
        "No earlier run to pin: turn a knob or press \(key(.restart(.same))), and run again.")
    }
    if pinned.isSuperset(of: marks) {
      pinned.subtract(marks)
      return .say("No longer pinned; the list of tries (\(key(.tries))) has it.")
    }
    pinned.formUnion(marks)
    return .say("Pinned: the last curve stays in sight. c lists all tries.")
  }

  /// Turns the knobs of an arm to what they were in one of its tries.
  func commandsBack(to old: Try, arm id: String) -> [Command] {
    guard let now = armSnapshot(id)?.knobs else { return [] }
    return lesson.knobs.compactMap { knob in
      guard let value = old.knobs[knob.name], value != now[knob.name] else { return nil }
      return .set(knob: knob.name, to: value, arm: id)
    }
  }
}

extension TryLine {
  /// The less the better; runs without a number come last.
  fileprivate func standing(_ goal: SweepGoal) -> Double {
    guard divergedStep == nil, let result, result.isFinite else { return .infinity }
    return goal == .lowest ? result : -result
  }
}

extension Trace {
  /// The newest value up to a step, smoothed where it is smoothed.
  func value(at step: Int) -> Double? {
    let buckets = smoothed.isEmpty ? raw : smoothed
    return buckets.last { $0.steps.upperBound <= step }?.last
  }

  /// The newest value, smoothed where it is smoothed.
  var newest: Double? { smoothed.last?.last ?? raw.last?.last }
}
