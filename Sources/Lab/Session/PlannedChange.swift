public import Experiments
public import Lessons

/// A change that a session makes when its arms come to a step: how a command line tells what somebody did
/// on the way.
///
/// As text: `calm@150:rate=0.2` turns a knob, and forks with it turned; `calm@150` forks alone.
public struct PlannedChange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case turn(knob: String, to: String)
    /// The new arms are called fork1, fork2 and so on.
    case fork(knob: String?, to: String?)
    case operation(Operation)
  }

  public var arm: String
  public var step: Int
  public var kind: Kind

  public init(arm: String, step: Int, kind: Kind) {
    self.arm = arm
    self.step = step
    self.kind = kind
  }

  /// What stands before and after the colon; nil where the text is none.
  public static func parts(
    of text: String
  ) -> (arm: String, step: Int, knob: String?, value: String?)? {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let place = halves[0].split(separator: "@", omittingEmptySubsequences: false)
    guard place.count == 2, !place[0].isEmpty, let step = Int(place[1]), step >= 0 else {
      return nil
    }
    guard halves.count == 2 else { return (String(place[0]), step, nil, nil) }
    let turn = halves[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard turn.count == 2, !turn[0].isEmpty, !turn[1].isEmpty else { return nil }
    return (String(place[0]), step, String(turn[0]), String(turn[1]))
  }

  public var text: String {
    switch kind {
    case .turn(let knob, let value): "\(arm)@\(step):\(knob)=\(value)"
    case .fork(let knob?, let value?): "\(arm)@\(step):\(knob)=\(value)"
    case .fork: "\(arm)@\(step)"
    case .operation(let operation): "\(arm)@\(step)=\(operation.text)"
    }
  }
}

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
        try carryOut(command(of: change))
      }
      try go(to: end)
      retrace(nil)
    } catch {
      retrace(.failed("\(error)"))
    }
  }

  private func go(to step: Int) throws(CommandFault) {
    if let question = currentState.openQuestion { throw .predictFirst(ask: question.ask.plainText) }
    retrace(.under(to: step))
    waitUntilSettled()
  }

  private func command(of change: PlannedChange) throws(CommandFault) -> Command {
    switch change.kind {
    case .operation(let operation): return .operate(operation, arm: change.arm)
    case .turn(let name, let text):
      return .set(knob: name, to: try value(text, of: name), arm: change.arm)
    case .fork(let name?, let text?):
      return .fork(arm: change.arm, knob: name, to: try value(text, of: name))
    case .fork: return .fork(arm: change.arm, knob: nil, to: nil)
    }
  }

  private func value(_ text: String, of name: String) throws(CommandFault) -> KnobValue {
    guard let knob = lesson.knob(name) else {
      throw .unknownKnob(name, known: lesson.knobs.map(\.name))
    }
    return knob.value(ofArgument: text)
  }
}

extension [PlannedChange] {
  /// - Throws: `CommandFault` for an arm, a knob or a value that can't be, as far as that is known before the
  ///   runs.
  public func check(_ lesson: Lesson) throws(CommandFault) {
    var arms = lesson.arms.map(\.id)
    for change in self {
      if case .fork = change.kind { arms.append("fork\(arms.count - lesson.arms.count + 1)") }
    }
    for change in self {
      guard arms.contains(change.arm) else { throw .unknownArm(change.arm, known: arms) }
      switch change.kind {
      case .turn(let name, let text), .fork(let name?, let text?):
        guard let knob = lesson.knob(name) else {
          throw .unknownKnob(name, known: lesson.knobs.map(\.name))
        }
        let value = knob.value(ofArgument: text)
        guard knob.accepts(value) else {
          throw .wrongValue(knob: name, found: value, expected: knob.kind.taken)
        }
      case .fork, .operation: break
      }
    }
  }
}
