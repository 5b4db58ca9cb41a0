package import Experiments
package import Lessons

/// What a session began with: with the commands, all that its numbers depend on.
package struct SessionStart: Hashable, Sendable {
  /// The lesson's id, and the digest of its file.
  package var lesson: String
  package var textDigest: String
  /// The path by which somebody asked for it; nil: its id is enough.
  package var argument: String?
  /// Of a bench, which is in no file, what it was opened with; the path of a table is absolute.
  package var bench: PlayData?
  /// Of a bench on a table, `PlayBench.tableDigest`.
  package var tableDigest: String?
  /// The file that stands in place of the lesson's data, as `OwnData.argument`.
  package var data: String?
  package var seed: UInt64
  /// Knob values by name, or by "arm.knob" for one arm.
  package var settings: [String: KnobValue]
  /// What is done to networks on their way.
  package var operations: [PlannedOperation]
  /// Where somebody had been, and what they had answered.
  package var visit = Visit()

  package init(
    _ lesson: Lesson, seed: UInt64, settings: [String: KnobValue],
    operations: [PlannedOperation]
  ) {
    (self.lesson, textDigest, argument) = (lesson.id, lesson.textDigest, lesson.argument)
    data = lesson.ownData?.argument
    (bench, tableDigest) = (lesson.bench?.data.absolute, lesson.bench?.tableDigest)
    (self.seed, self.settings, self.operations) = (seed, settings, operations)
  }

  init(lesson: String, textDigest: String, seed: UInt64) {
    (self.lesson, self.textDigest, self.seed) = (lesson, textDigest, seed)
    (settings, operations) = ([:], [])
  }
}

/// Where an arm was when it took up commands.
package struct TakeUp: Hashable, Sendable {
  /// The number of the newest of them, from 1.
  package var command: Int
  /// Where it was to be.
  package var step: Int
  /// Whether its run was there.
  package var hasArrived: Bool
  package var hasDiverged: Bool

  package init(command: Int, step: Int, hasArrived: Bool = true, hasDiverged: Bool = false) {
    (self.command, self.step) = (command, step)
    (self.hasArrived, self.hasDiverged) = (hasArrived, hasDiverged)
  }
}

/// What has happened in a session, in the order in which it did.
package struct SessionJournal: Sendable {
  /// What the session knew of an arm when it was given a command: the arm itself may have been further.
  package struct Account: Hashable, Sendable {
    /// The newest command that it knew the arm to have taken up, from 1, or 0 for none; nil: it knew nothing.
    package var command: Int?
    package var step: Int
    /// Whether it had diverged or failed.
    package var isOut: Bool

    package init(command: Int?, step: Int, isOut: Bool = false) {
      (self.command, self.step, self.isOut) = (command, step, isOut)
    }
  }

  package enum Entry: Hashable, Sendable {
    case command(Command, wasRunning: Bool, [Account])
    /// The lesson's file was saved with other texts; the page, from 0, after it.
    case rereading(textDigest: String, page: Int)
    /// The program was started again, and all went on where it was at the point of this command.
    case resumption(command: Int)
  }

  package var start: SessionStart
  package var entries: [Entry] = []
  /// By arm.
  package var takenUp: [[TakeUp]] = []

  package init(start: SessionStart) { self.start = start }

  mutating func note(_ command: Command, wasRunning: Bool, _ accounts: [Account]) {
    entries.append(.command(command, wasRunning: wasRunning, accounts))
  }

  mutating func noteRereading(_ textDigest: String, page: Int) {
    entries.append(.rereading(textDigest: textDigest, page: page))
  }
}

/// What a session knows of an arm.
struct ArmAccount {
  var command: Int?
  var moves: Int
  var itinerary: Itinerary?
  var isOut: Bool

  var logged: SessionJournal.Account {
    .init(command: command, step: itinerary?.here.step ?? 0, isOut: isOut)
  }
}

extension SessionState {
  /// Where an arm stands by what is known of it.
  func standing(ofArm index: Int, _ account: ArmAccount) -> ArmStanding {
    let errands = errands[index]
    // Where an arm was before it is brought elsewhere says nothing about it.
    let isElsewhere = account.moves != errands.moves
    return ArmStanding(
      step: isElsewhere ? errands.expectedStep : account.itinerary?.here.step ?? 0,
      isOut: account.isOut && !isElsewhere, itinerary: account.itinerary)
  }
}

/// Where all arms of a session were, with their runs.
package struct SessionPoint: @unchecked Sendable {
  // Safe to send: experiments are values, whose storage nobody changes while it is shared.

  package struct Arm {
    package var id: String
    /// nil: the arm had not begun, or is gone with the session.
    package var step: Int?
    /// nil: the arm was still on its way there.
    package var run: Run?
  }

  /// The number of the newest command that all had taken up, from 1; 0: there was none.
  package var command: Int
  package var arms: [Arm]
}
