internal import Experiments
internal import Lessons

/// A session that goes a way which somebody has gone before.
public enum Retracing: Hashable, Sendable {
  case under(to: Int)
  /// What could not be done again, and why.
  case failed(String)
}

extension Session {
  /// Trains the arms of this page to a step, at once, with changes made on the way, and rests there. Waits
  /// until it is done; call it on a thread of your own. What can't be is in `SessionSnapshot.retracing`.
  /// - Parameter step: where it ends; nil: at the last of the changes.
  public func retrace(_ changes: [PlannedChange], to step: Int?) {
    let ordered = changes.enumerated().sorted {
      ($0.element.step, $0.offset) < ($1.element.step, $1.offset)
    }
    let end = step ?? changes.map(\.step).max() ?? 0
    do {
      for (_, change) in ordered {
        try go(to: min(change.step, end))
        try carryOut(command(change))
      }
      try go(to: end)
      set(nil)
    } catch {
      set(.failed("\(error)"))
    }
  }

  private func go(to step: Int) throws(CommandFault) {
    if let question = currentState.openQuestion { throw .predictFirst(ask: question.ask.plainText) }
    set(.under(to: step))
    waitUntilSettled()
  }

  private func command(_ change: PlannedChange) -> Command {
    switch change.kind {
    case .operation(let operation): .operate(operation, arm: change.arm)
    case .turn(let name, let text): .set(knob: name, to: value(text, of: name), arm: change.arm)
    case .fork(let name?, let text?):
      .fork(arm: change.arm, knob: name, to: value(text, of: name))
    case .fork: .fork(arm: change.arm, knob: nil, to: nil)
    }
  }

  private func value(_ text: String, of name: String) -> KnobValue {
    lesson.knob(name)?.value(ofArgument: text) ?? .word(text)
  }
}
