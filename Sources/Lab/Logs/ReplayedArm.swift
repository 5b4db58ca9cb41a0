internal import Experiments
internal import Lessons

/// An arm that does again what a log says of it.
struct ReplayedArm {
  let id: String
  var training: ArmTraining
  /// Where it takes up commands, the oldest first.
  let takeUps: [SessionLog.Placed<TakeUp>]
  /// How many of these are done.
  var doneTakeUps = 0
  /// What it has come to at some steps, the earliest first.
  let checks: [Check]
  var doneChecks = 0
  /// The command that it forked with, and from which arm; nil: it is one of the lesson.
  let fork: (command: Int, parent: Int)?
  /// Where it was to be after each of the take-ups.
  var known: [(command: Int, itinerary: Itinerary?, moves: Int)] = []

  struct Check {
    var line: Int
    var command: Int
    var state: SessionLog.ArmState
  }

  init(
    id: String, training: ArmTraining, _ log: SessionLog, upTo end: (command: Int, line: Int),
    fork: (command: Int, parent: Int)? = nil
  ) {
    (self.id, self.training, self.fork) = (id, training, fork)
    takeUps = log.takenUp.prefix(end.command).compactMap { $0[id] }
    checks = log.states.filter { $0.line <= end.line }.flatMap { placed in
      placed.content.arms.filter { $0.id == id }.map {
        Check(line: placed.line, command: placed.content.command, state: $0)
      }
    }
  }

  /// The newest command that it has taken up.
  var command: Int { known.last?.command ?? 0 }
  var nextTakeUp: SessionLog.Placed<TakeUp>? {
    takeUps.indices.contains(doneTakeUps) ? takeUps[doneTakeUps] : nil
  }
  /// What it is to come to before the next take-up, taken off.
  mutating func takeCheck() -> Check? {
    while checks.indices.contains(doneChecks) {
      let check = checks[doneChecks]
      if let next = nextTakeUp, next.content.command <= check.command { return nil }
      doneChecks += 1
      // Of commands that it took up together with a newer one there was no such state.
      if check.command >= command { return check }
    }
    return nil
  }

  /// What a session knew of it that knew it to be there; nil: it never was.
  /// - Parameter limit: no run of the lesson goes further.
  func account(_ logged: SessionJournal.Account, limit: Int) -> ArmAccount? {
    guard let command = logged.command else {
      return ArmAccount(moves: 0, isOut: logged.isOut)
    }
    guard let place = known.last(where: { $0.command == command }) else { return nil }
    var itinerary = place.itinerary
    guard let first = itinerary?.here.step, first <= logged.step, logged.step <= limit else {
      return nil
    }
    if first < logged.step {
      for step in first + 1...logged.step { itinerary?.advance(to: step) }
    }
    return ArmAccount(
      command: command, moves: place.moves, itinerary: itinerary, isOut: logged.isOut)
  }

  /// Takes steps until it is at this one.
  /// - Parameter limit: no run of the lesson goes further.
  /// - Returns: what keeps it from coming there.
  mutating func advance(to step: Int, under order: ArmOrder, limit: Int) -> String? {
    while training.isTravelling { training.travel(under: order) }
    guard step != training.step else { return nil }
    guard step > training.step else { return "a step from \(training.step) on, where it is" }
    guard step <= limit else { return "a step up to \(limit), the lesson\u{2019}s most" }
    while training.step < step {
      guard training.advance(under: order) else {
        return "a step up to \(training.step), where it ends"
      }
    }
    return nil
  }
}
