public import Experiments
internal import Lessons

/// Everything that changes a session, as a value. Logged with the steps at which it took effect.
public enum Command: Hashable, Sendable {
  case run
  case pause
  /// One training step of every arm.
  case step
  /// Turns a knob. `arm` nil: for all arms that do not set the knob themselves.
  case set(knob: String, to: KnobValue, arm: String?)
  /// Starts again: with the same seed the arms of this step of the lesson, with the next one all.
  case restart(Reseed)
  /// How many times as fast as the lesson wants to be watched; nil: as fast as it goes.
  case speed(Double?)
  /// Goes to a step of the lesson, counted from 0.
  case goTo(lessonStep: Int)
  case predict(id: String, answer: Answer)
  /// Operates on the network of an arm, at the step where it is.
  case operate(Operation, arm: String)
  /// Takes the newest operation on an arm back, and all that came after it: the run is again where it
  /// was, to the bit.
  case undoOperation(arm: String)

  /// Brings the arms of this page to a training step where they were, back or on. A knob is again as it was
  /// there, and so is the network.
  case travel(to: Int)
  /// Takes the newest change back: of a knob, of a network, of the step, of the arms. The runs are again where
  /// they were before it, to the bit.
  case undo
  case redo
  /// A new arm goes on from where another one is, with a knob turned.
  case fork(arm: String, knob: String?, to: KnobValue?)
  case rename(arm: String, label: String)
  /// Ends a fork.
  case delete(arm: String)

  /// Remembers where all arms are, with all knobs, under a name.
  case remember(Bookmark)
  /// Everything is again as it was remembered, to the bit; forks made since are gone.
  case recall(Bookmark)

  public enum Reseed: Hashable, Sendable { case same, next }

  public enum Answer: Hashable, Sendable {
    case choice(String)
    case number(Double)
  }
}

/// What a session can be brought back to.
public enum Bookmark: String, Hashable, Sendable {
  /// The start of the page of a talk.
  case page
  /// The talk, before somebody asked "what if?".
  case talk
}

/// A command with the moment it took effect.
public struct LogEntry: Hashable, Sendable {
  public var command: Command
  /// The training step of each arm, in the lesson's order, when the command took effect.
  public var steps: [Int]
}
