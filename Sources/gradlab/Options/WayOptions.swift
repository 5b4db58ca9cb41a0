import ArgumentParser
import Experiments
import Lab
import Lessons

/// What somebody did on the way, to be done again.
struct WayOptions: ParsableArguments {
  @Option(
    name: .customLong("turn"), parsing: .singleValue,
    help: ArgumentHelp(
      "Turn a knob of an arm when it comes to a step: calm@150:rate=0.2. May be repeated.",
      valueName: "arm@step:knob=value"), transform: WayArgument.init(argument:))
  private var turns: [WayArgument] = []

  @Option(
    name: .customLong("fork"), parsing: .singleValue,
    help: ArgumentHelp(
      "Fork an arm at a step, with a knob turned or not: calm@150:rate=0.2. The new arms are fork1, "
        + "fork2 and so on. May be repeated.", valueName: "arm@step[:knob=value]"),
    transform: WayArgument.init(argument:))
  private var forks: [WayArgument] = []

  @Option(help: "Train the page's arms to this step at once, and rest there.")
  var trained: Int?

  func validate() throws {
    if let trained, !(0...Lesson.stepLimit).contains(trained) {
      throw ValidationError("--trained takes a step from 0 to \(Lesson.stepLimit), not \(trained)")
    }
    if let turn = turns.first(where: { $0.knob == nil }) {
      throw ValidationError("--turn takes arm@step:knob=value, not “\(turn.text)”")
    }
    let end = trained ?? .max
    if let late = (forks + turns).first(where: { $0.step > end }) {
      throw ValidationError("“\(late.text)” is after step \(end), to which --trained goes")
    }
  }

  /// Whether runs are to go somewhere at once.
  var isGiven: Bool { trained != nil || !forks.isEmpty || !turns.isEmpty }

  /// What is done on the way, and the operations that the lesson's own arms are planned with.
  func changes(
    in lesson: Lesson, _ operations: [PlannedOperation]
  ) throws -> (changes: [PlannedChange], operations: [PlannedOperation]) {
    let own = Set(lesson.arms.map(\.id))
    let changes = changes(operations.filter { !own.contains($0.arm) })
    try usageFaults { try changes.check(lesson) }
    return (changes, operations.filter { own.contains($0.arm) })
  }

  /// - Parameter operations: those on arms that the lesson doesn't have.
  private func changes(_ operations: [PlannedOperation]) -> [PlannedChange] {
    forks.map {
      PlannedChange(arm: $0.arm, step: $0.step, kind: .fork(knob: $0.knob, to: $0.value))
    }
      + turns.map {
        PlannedChange(
          arm: $0.arm, step: $0.step, kind: .turn(knob: $0.knob ?? "", to: $0.value ?? ""))
      }
      + operations.map {
        PlannedChange(arm: $0.arm, step: $0.step, kind: .operation($0.operation))
      }
  }
}

/// `arm@step` or `arm@step:knob=value`.
private struct WayArgument {
  let text: String
  let arm: String
  let step: Int
  let knob: String?
  let value: String?

  init(argument: String) throws {
    guard let parts = PlannedChange.parts(of: argument) else {
      throw OptionValueFault(
        found: argument, expected: "arm@step or arm@step:knob=value, as calm@150:rate=0.2")
    }
    (text, arm, step, knob, value) = (argument, parts.arm, parts.step, parts.knob, parts.value)
  }
}
