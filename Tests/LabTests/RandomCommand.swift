import Experiments
import Lab
import Lessons
import Tensors

extension Command {
  /// Something that somebody may do to arms of `TestLesson`, or try to.
  static func random(_ random: inout RandomStream, _ arms: [ArmSnapshot]) -> Command {
    func set(_ knob: String, _ values: [Double], arm: String? = nil) -> Command {
      .set(knob: knob, to: .number(values[random.next(below: values.count)]), arm: arm)
    }
    let arm = arms[random.next(below: arms.count)]
    let furthest = arms.map { max($0.step, $0.ahead?.step ?? 0) }.max() ?? 0
    switch random.next(below: 13) {
    case 0: return .run
    case 1, 2: return .step
    case 3: return set("rate", [0.01, 0.05, 0.2])
    case 4: return set("momentum", [0, 0.5, 0.9], arm: arm.id)
    case 5: return set("depth", [2, 3], arm: arm.id)
    case 6:
      let verb = [Operation.Verb.redraw, .freeze, .reset][random.next(below: 3)]
      return .operate(Operation(verb, "hidden1"), arm: arm.id)
    case 7: return .undoOperation(arm: arm.id)
    case 8:
      return .fork(arm: arm.id, knob: "rate", to: .number([0.02, 0.1][random.next(below: 2)]))
    case 9: return .undo
    case 10: return .redo
    case 11:
      let bookmark = [Bookmark.page, .talk][random.next(below: 2)]
      return random.next(below: 2) == 0 ? .remember(bookmark) : .recall(bookmark)
    default: return .travel(to: random.next(below: furthest + 1))
    }
  }

  /// The same, and what logs tell besides.
  static func randomOfLog(_ random: inout RandomStream, _ arms: [ArmSnapshot]) -> Command {
    let fork = arms.last { $0.id.hasPrefix("fork") }?.id ?? "fork1"
    switch random.next(below: 12) {
    case 0: return .restart(.next)
    case 1: return .restart(.same)
    case 2: return .goTo(lessonStep: [2, 3, 4][random.next(below: 3)])
    case 3: return .rename(arm: fork, label: "it \"again\"; \(random.next(below: 9))")
    case 4: return .delete(arm: fork)
    case 5: return .fork(arm: arms[random.next(below: arms.count)].id, knob: nil, to: nil)
    case 6: return .run
    case 7: return .pause
    default: return .random(&random, arms)
    }
  }
}
