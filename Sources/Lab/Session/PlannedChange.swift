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
        try lesson.checkKnob(name, takes: lesson.knob(name)?.value(ofArgument: text) ?? .word(text))
      case .fork, .operation: break
      }
    }
  }
}
