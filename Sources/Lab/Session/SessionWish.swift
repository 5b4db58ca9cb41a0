public import Experiments
internal import Lessons

/// What commands have made of a session, as far as they can be undone.
struct SessionWish: Sendable {
  var seed: UInt64
  /// Knob values turned for all arms that have none of their own.
  var knobs: [String: KnobValue]
  /// Steps allowed beyond those of the lesson's page, by running on in free play.
  var extraSteps = 0
  /// Those of the lesson, then forks.
  var arms: [ArmWish]
}

/// Where a fork parted from its arm.
struct ForkStart: Sendable {
  var mark: Int
  var step: Int
}

/// That of one arm.
struct ArmWish: Sendable {
  /// Knob values turned in this arm, over those of the lesson.
  var ownKnobs: [String: KnobValue] = [:]
  /// The plan that made what it shows, where a knob was turned after the end of the run.
  var outdated: (any ExperimentPlan)?
  /// What was done to its network on the way to where it is.
  var operations: [Operation] = []
  /// Where a fork began; nil: at step 0.
  var fork: ForkStart?
  /// A fork that was deleted.
  var isGone = false
}

/// What is done to an arm that isn't undone.
struct ArmErrands: Sendable {
  var deeds: [Deed] = []
  /// Deeds that bring the arm to another step.
  private(set) var moves = 0
  /// The step to which the newest of these brings it, as far as that is known beforehand.
  private(set) var expectedStep = 0
  /// The single steps asked for since then.
  var singleSteps = 0
  /// About what it takes to keep its run once; 0 where it was never told to train.
  var keptBytes = 0

  mutating func append(_ deed: Deed) { deeds.append(deed) }

  /// - Parameter step: where that brings the arm.
  mutating func move(_ deed: Deed, to step: Int) {
    deeds.append(deed)
    moves += 1
    expectedStep = step
    singleSteps = 0
  }
}

/// What can be undone and redone, one after the other.
struct UndoHistory: Sendable {
  private static let limit = 100

  struct Entry: Sendable {
    var change: SessionChange
    /// The mark of all arms that leads back.
    var mark: Int
    var wish: SessionWish
    /// Where the arms were, about.
    var steps: [Int]
  }

  /// The oldest first.
  var undo: [Entry] = []
  var redo: [Entry] = []

  mutating func append(_ entry: Entry) {
    undo.append(entry)
    redo = []
    if undo.count > Self.limit { undo.removeFirst() }
  }
}

/// What a command changed, for whoever undoes it.
public enum SessionChange: Hashable, Sendable {
  case knob(String, arm: String?)
  case operation(Operation, arm: String)
  case undoneOperation(arm: String)
  /// The arms went to another step.
  case time(step: Int)
  case restart
  case fork(label: String)
  case bookmark(Bookmark)
  case deletion(label: String)
}

extension SessionChange {
  /// Whether it is undone together with the one before it, where nothing came between.
  func continues(_ earlier: SessionChange) -> Bool {
    switch (earlier, self) {
    case (.knob(let a, let arm), .knob(let b, let other)): a == b && arm == other
    case (.time, .time): true
    default: false
    }
  }
}
