public import Experiments
internal import Lessons

/// Why a command or a setting was refused, in facts; `description` is what to tell the person.
public enum CommandFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownKnob(String, known: [String])
  case unknownArm(String, known: [String])
  case unknownStep(Int, count: Int)
  case unknownPrediction(String)
  /// The knob takes a number or one of these words.
  case wrongValue(knob: String, found: KnobValue, expected: String)
  /// Every arm sets the knob itself, so it can only be turned in one arm.
  case everyArmHasItsOwn(knob: String, arms: [String])
  /// The plan with this knob can't be made; the text says why.
  case impossiblePlan(String)
  /// A run of so many training steps.
  case impossibleSteps(Int, limit: Int)
  case predictFirst(ask: String)
  case alreadyAnswered(id: String)
  case unknownOption(String, options: [String])
  case answerIsNoNumber
  case answerIsNoChoice(options: [String])
  /// Nothing trains at this step of the lesson.
  case nothingRuns(step: String)
  /// All arms have gone as far as the lesson lets them.
  case finished(steps: Int)
  /// All arms have diverged or failed.
  case nothingLeft
  /// The text says why.
  case impossibleOperation(String)
  case nothingToUndo(arm: String)
  case nothingToTakeBack
  case nothingToRedo
  case nothingRemembered
  /// No arm has come so far.
  case beyondRuns(step: Int, furthest: Int)
  case forkOfDiverged(arm: String, step: Int)
  /// The knob changes what a run begins with.
  case knobNeedsStart(knob: String, arm: String, step: Int)
  case tooManyArms(Int)
  case emptyName
  /// The session goes a way again, to this step.
  case retracing(to: Int)
  case armOfLesson(String)

  public var description: String {
    switch self {
    case .unknownKnob(let name, let known):
      "no knob “\(name.safe(limit: 60))”; this lesson has \(Self.list(known))"
    case .unknownArm(let name, let known):
      "no arm “\(name.safe(limit: 60))”; this lesson has \(Self.list(known))"
    case .unknownStep(let step, let count):
      "no step \(step &+ 1); this lesson has steps 1 to \(count)"
    case .unknownPrediction(let id): "this step asks nothing called “\(id.safe(limit: 60))”"
    case .wrongValue(let knob, let found, let expected):
      "\(knob) can't be \(Self.text(found)): it takes \(expected)"
    case .everyArmHasItsOwn(let knob, let arms):
      "every arm has its own \(knob): turn it in one of them, as in \(arms.first ?? "").\(knob)"
    case .impossiblePlan(let text): text
    case .impossibleSteps(let steps, let limit):
      "a run takes from 0 to \(limit) training steps, not \(steps)"
    case .predictFirst(let ask): "make your prediction first: \(ask)"
    case .alreadyAnswered: "that prediction is made already"
    case .unknownOption(let key, let options):
      "no option “\(key.safe(limit: 60))”; choose \(Self.list(options))"
    case .answerIsNoNumber: "the answer is a number"
    case .answerIsNoChoice(let options): "the answer is one of \(Self.list(options))"
    case .nothingRuns(let step): "nothing trains at “\(step)”; go on to the next step"
    case .finished(let steps): "all arms have trained \(steps) steps, this lesson's most; restart"
    case .impossibleOperation(let text): text
    case .nothingToUndo(let arm): "nothing was done to \(arm) that could be undone"
    case .nothingToTakeBack: "nothing is left to undo"
    case .nothingToRedo: "nothing is left to redo"
    case .nothingRemembered: "nothing was remembered to go back to"
    case .beyondRuns(let step, let furthest):
      "no run has come to step \(step): the furthest is at \(furthest)"
    case .forkOfDiverged(let arm, let step):
      "\(arm) diverged at step \(step): go back before it, then fork"
    case .knobNeedsStart(let knob, let arm, let step):
      "\(knob) shapes a run from its start and \(arm) is at step \(step): go back to 0, then fork"
    case .tooManyArms(let count): "\(count) arms are the most: delete a fork first"
    case .retracing(let step): "the runs go their way to step \(step) again: wait for them"
    case .emptyName: "a name has at least one letter"
    case .armOfLesson(let arm): "\(arm) belongs to the lesson: only forks are renamed and deleted"
    case .nothingLeft: "no arm is left to train: restart, or turn a knob"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private static func text(_ value: KnobValue) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .word(let word): "“\(word.safe(limit: 60))”"
    case .matrix(let matrix): "“\(matrix.text.safe(limit: 60))”"
    }
  }
}
