import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// Whether arms of the step set the knob differently, so that each has a value of its own.
  func isOfArms(_ knob: Knob) -> Bool {
    shownArms.contains { $0.arm.set[knob.name] != nil }
  }

  /// Whether the focused knob has positions; text is typed.
  var canTurn: Bool { focusedKnob.map { !$0.isText } ?? false }

  /// Whether the arrows to the sides turn a knob: the focused one, or from the text the page's first.
  var arrowsTurn: Bool { canTurn || focus == .text && knobs.first.map { !$0.isText } == true }

  var focusedKnobIsOfArms: Bool { focusedKnob.map { turnable($0).count > 1 } ?? false }

  /// The arm that the learner plays with: the only one of the page without settings of its own, or the
  /// only one without a value of its own of the knob. Other arms, and those of other pages, keep their
  /// runs when it is turned.
  private func learnersArm(for knob: Knob) -> Int? {
    guard lesson.mostSteps > 0, !knob.isText, lesson.drivesRuns(knob.name) else { return nil }
    let arms = shownArms.filter { $0.arm.forkedFrom == nil }
    let plain = arms.filter { $0.arm.set.isEmpty }
    if plain.count == 1 { return plain[0].index }
    let without = arms.filter {
      $0.arm.set[knob.name] == nil && $0.arm.formulas[knob.name] == nil
    }
    return without.count == 1 ? without[0].index : nil
  }

  /// Whose values the knob can turn: arms with their own and forks, by place in the lesson, and nil for all
  /// arms without.
  func turnable(_ knob: Knob) -> [Int?] {
    let owners = shownArms.filter {
      $0.arm.set[knob.name] != nil || $0.arm.forkedFrom != nil && lesson.drivesRuns(knob.name)
    }.map(\.index)
    let others = shownArms.count - owners.count
    guard let own = learnersArm(for: knob) else {
      return owners.map(Int?.some) + (others > 0 || owners.isEmpty ? [nil] : [])
    }
    return [own] + owners + (others > 1 ? [nil] : [])
  }

  /// The arm that the knob turns, by place in the lesson; nil: all without their own, which it is
  /// until another is chosen.
  func turnedArm(of knob: Knob) -> Int? {
    let turnable = turnable(knob)
    if let selectedArm, turnable.contains(selectedArm.arm) { return selectedArm.arm }
    if let own = learnersArm(for: knob) { return own }
    return turnable.contains(nil) ? nil : turnable.first ?? nil
  }

  func target(of knob: Knob) -> KnobTarget {
    KnobTarget(knob: knob.name, arm: turnedArm(of: knob).map { lesson.arms[$0].id })
  }

  /// The value that the knob shows: the one asked for, else the session's.
  func value(of knob: Knob) -> KnobValue {
    let target = target(of: knob)
    return pending[target] ?? settledValue(target) ?? lessonValue(of: knob)
  }

  /// The session's value.
  func settledValue(_ target: KnobTarget) -> KnobValue? {
    if let arm = target.arm { return armSnapshot(arm)?.knobs[target.knob] }
    return snapshot.knobs[target.knob]
  }

  /// The value in the lesson file, of the arm that the knob turns.
  func lessonValue(of knob: Knob) -> KnobValue {
    turnedArm(of: knob).flatMap { lesson.arms[$0].set[knob.name] } ?? knob.value
  }

  /// Asks the session for a value of the focused knob.
  mutating func setFocusedKnob(to value: KnobValue) -> Reply {
    guard let knob = focusedKnob else { return .nothing }
    let target = target(of: knob)
    guard value != self.value(of: knob) else { return .nothing }
    pending[target] = value
    return .session(.set(knob: knob.name, to: value, arm: target.arm))
  }

  mutating func turnFocusedKnob(clicks: Int) -> Reply {
    guard let knob = focusedKnob else { return .nothing }
    if knob.isText { return .say("\(key(.open)) types \(knob.label).") }
    let value = value(of: knob)
    let next = knob.value(from: value, clicks: clicks)
    if next == value {
      return .say("\(knob.label) goes no further than \(KnobText.text(value, of: knob)).")
    }
    return setFocusedKnob(to: next)
  }

  /// Moves a place of the plane.
  mutating func moveFocusedKnob(
    _ kind: PositionKnob, _ direction: Action.Direction, by clicks: Int
  ) -> Reply {
    guard let knob = focusedKnob, case .matrix(let place) = value(of: knob) else { return .nothing }
    let (right, up) =
      switch direction {
      case .left: (-clicks, 0)
      case .right: (clicks, 0)
      case .up: (0, clicks)
      case .down: (0, -clicks)
      }
    return setFocusedKnob(to: .matrix(kind.place(from: place, right: right, up: up)))
  }

  mutating func selectNextArm() -> Reply {
    guard let knob = focusedKnob else { return .nothing }
    let turnable = turnable(knob)
    let place = turnable.firstIndex(of: turnedArm(of: knob)) ?? 0
    selectedArm = KnobChoice(arm: turnable[(place + 1) % turnable.count])
    return .say("\(knob.label) now turns \(turnedLabel(of: knob) ?? "all arms").")
  }

  /// Whose value the knob turns, where that needs saying.
  func turnedLabel(of knob: Knob) -> String? {
    let turned = turnedArm(of: knob)
    if let turned, turned == learnersArm(for: knob) { return nil }
    if let turned { return lesson.arms[turned].label }
    if learnersArm(for: knob) != nil { return "all" }
    guard isOfArms(knob) else { return nil }
    let free = shownArms.filter { $0.arm.set[knob.name] == nil }
    return free.count == 1 ? free.first?.arm.label : "the others"
  }

  /// The field in which a value of the knob is typed: empty for numbers and words; for free text
  /// with the present one, which the first typed character replaces.
  func entryField(for knob: Knob) -> TextField {
    guard case .text(let limit) = knob.kind, case .word(let text) = value(of: knob) else {
      return TextField()
    }
    return TextField(text: text, limit: limit, isSelected: true)
  }

  /// Takes the typed value of the focused knob, or says what is wrong with it.
  mutating func acceptEntry() -> Reply {
    guard let text = entry?.text, let knob = focusedKnob else { return .nothing }
    if editor != nil, text.contains(where: { $0 != " " }) { return acceptCell(text) }
    if text.allSatisfy({ $0 == " " }) {
      entry = nil
      return .nothing
    }
    switch KnobText.parse(text, for: knob) {
    case .success(let value):
      entry = nil
      return isForking ? fork(turning: knob, to: value) : setFocusedKnob(to: value)
    case .failure(let refusal):
      // Said beside the field, where the mistake is.
      self.refusal = refusal.text
      return .nothing
    }
  }
}
