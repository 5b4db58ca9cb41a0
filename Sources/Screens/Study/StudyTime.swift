import Charts
internal import Experiments
import Lab
import Lessons

/// Back and on through the runs of the page, and other ways from there.
extension StudyModel {
  /// The step where the arms are, or were told to be: the same in all plots.
  var now: Int { arms.map { $0.awaitedStep ?? $0.step }.max() ?? 0 }

  /// The furthest step that some arm of the page has come to on its way.
  var furthest: Int {
    arms.map { arm in
      let ahead = arm.ahead.flatMap { $0.isReachable ? $0.step : nil } ?? 0
      return max(arm.step, ahead)
    }.max() ?? 0
  }

  var canGoBack: Bool { now > 0 && runState != .running }
  /// Whether the runs have been further than they are.
  var isBackInTime: Bool { furthest > now }

  mutating func performInTime(_ action: Action) -> Reply {
    switch action {
    case .stepBack: return travel(to: now - 1)
    case .scrub(let hundredths):
      let stride = max(1, Int((Double(furthest * abs(hundredths)) / 100).rounded()))
      return travel(to: now + (hundredths < 0 ? -stride : stride))
    case .undo: return undo()
    case .redo: return redo()
    case .fork: return beginFork()
    default: return .nothing
    }
  }

  mutating func travel(to step: Int) -> Reply {
    let target = min(max(0, step), furthest)
    guard target != now else {
      return .say(
        step < 0 || now == 0
          ? "This is the start." : "This is as far as the run came; \(key(.toggleRun)) trains on.")
    }
    snapshot.isRunning = false
    return .session(.travel(to: target))
  }

  private mutating func undo() -> Reply {
    guard let change = snapshot.undoable else { return .say("Nothing is left to undo.") }
    snapshot.isRunning = false
    return Reply(
      effects: [.session(.undo)],
      notice: Notice("Undone: \(text(of: change)). \(key(.redo)) brings it back."))
  }

  private mutating func redo() -> Reply {
    guard let change = snapshot.redoable else { return .say("Nothing is left to redo.") }
    snapshot.isRunning = false
    return Reply(
      effects: [.session(.redo)], notice: Notice("Done again: \(text(of: change))."))
  }

  private func text(of change: SessionChange) -> String {
    func name(_ arm: String) -> String { lesson.arm(arm)?.label ?? arm }
    switch change {
    case .knob(let knob, let arm):
      let label = lesson.knob(knob)?.label ?? knob
      return arm.map { "\(label) of \(name($0))" } ?? label
    case .operation(let operation, let arm): return "\(operation.text) of \(name(arm))"
    case .undoneOperation(let arm): return "an operation on \(name(arm)) that was taken back"
    case .time(let step): return "the way to step \(step)"
    case .bookmark(.page): return "the way back to the page's start"
    case .bookmark(.talk): return "the way back to the talk"
    case .restart: return "the restart"
    case .fork(let label): return "the fork \(label)"
    case .deletion(let label): return "the end of \(label)"
    }
  }

  // MARK: What was changed

  /// What was changed in an arm's run near a step, in words.
  func changes(of arm: ArmSnapshot, near step: Int, within distance: Int) -> [String] {
    var knobs = lesson.arm(arm.id).map { lesson.knobValues(of: $0) } ?? [:]
    var texts: [String] = []
    for change in arm.changes {
      let isNear = abs(change.step - step) <= distance
      switch change.kind {
      case .operation(let operation):
        if isNear { texts.append("\(arm.label) \(operation.text)") }
      case .knobs(let newer):
        if isNear {
          texts += lesson.knobs.compactMap { knob in
            guard let value = newer[knob.name], value != knobs[knob.name] else { return nil }
            return "\(arm.label) \(knob.label) \(KnobText.text(value, of: knob))"
          }
        }
        knobs = newer
      }
    }
    return texts
  }

  // MARK: Forks

  /// Asks for the value of the focused knob in the fork; without one the fork is like its arm.
  private mutating func beginFork() -> Reply {
    guard let arm = forkedArm else { return .say("No arm of this page can be forked.") }
    guard let knob = focusedKnob, let proposal = forkedValue(of: knob) else {
      awaitsFork = true
      return Reply(
        effects: [.session(.fork(arm: arm.id, knob: nil, to: nil))],
        notice: Notice(
          "\(arm.label) goes on twice: knobs now turn the new arm, \(key(.nextArm)) takes another.")
      )
    }
    if shapesFromStart(knob) {
      return .say(
        "\(knob.label) shapes a run from its start: go back to step 0 (\(key(.scrub(-10)))), then fork."
      )
    }
    let text = KnobText.text(proposal, of: knob)
    (entry, refusal, isForking) = (TextField(text: text, limit: 40, isSelected: true), nil, true)
    return .say(
      "Enter forks \(arm.label) at step \(step(of: arm)) with \(text); or type another value.")
  }

  /// Whether only a run that begins anew can take another value of the knob.
  func shapesFromStart(_ knob: Knob) -> Bool {
    now > 0 && !lesson.isLive(knob.name) && !isForRoom
  }

  /// The value that is proposed for a fork, so many clicks further.
  mutating func turnProposal(clicks: Int) -> Reply {
    guard let knob = focusedKnob, let text = entry?.text,
      case .success(let value) = KnobText.parse(text, for: knob)
    else { return .nothing }
    let next = KnobText.text(knob.value(from: value, clicks: clicks), of: knob)
    entry = TextField(text: next, limit: 40, isSelected: true)
    refusal = nil
    return .nothing
  }

  /// Where an arm is, or was told to be.
  private func step(of arm: Arm) -> Int {
    armSnapshot(arm.id).map { $0.awaitedStep ?? $0.step } ?? now
  }

  /// The value that a fork is asked with: a click further; nil where the knob is none to be turned by clicks.
  private func forkedValue(of knob: Knob) -> KnobValue? {
    guard !knob.isText else { return nil }
    let value = value(of: knob)
    switch value {
    case .matrix: return nil
    case .number, .word:
      let next = knob.value(from: value, clicks: 1)
      return next == value ? knob.value(from: value, clicks: -1) : next
    }
  }

  /// The arm whose knob is focused, or else the learner's own, or the first of the page.
  var forkedArm: Arm? {
    let shown = shownArms.map(\.arm).filter { !hiddenArms.contains($0.id) }
    if let knob = focusedKnob, let index = turnedArm(of: knob) { return lesson.arms[index] }
    if let knob = focusedKnob, let sharing = shown.first(where: { $0.set[knob.name] == nil }) {
      return sharing
    }
    return shown.first { $0.set.isEmpty } ?? shown.first
  }

  /// Forks with the value that was typed.
  mutating func fork(turning knob: Knob, to value: KnobValue) -> Reply {
    guard let arm = forkedArm else { return .nothing }
    (entry, refusal, isForking, awaitsFork) = (nil, nil, false, !isForRoom)
    if isForRoom { return race(arm, turning: knob, to: value) }
    return Reply(
      effects: [.session(.fork(arm: arm.id, knob: knob.name, to: value))],
      notice: Notice(
        "\(arm.label) forks at step \(step(of: arm)) with \(knob.label) "
          + "\(KnobText.text(value, of: knob)): \(key(.toggleRun)) lets both race."))
  }

  /// What a room asks for is shown at once: the fork races, from the start where its knob shapes one.
  private mutating func race(_ arm: Arm, turning knob: Knob, to value: KnobValue) -> Reply {
    let isLive = lesson.isLive(knob.name)
    let start = isLive || now == 0 ? [] : [Effect.session(.travel(to: 0))]
    focus(on: .text)
    return Reply(
      effects: start + [
        .session(.fork(arm: arm.id, knob: knob.name, to: value)), .session(.run),
      ],
      notice: Notice(
        "\(arm.label) against \(knob.label) \(KnobText.text(value, of: knob)), from step "
          + "\(isLive ? step(of: arm) : 0)."))
  }
}
