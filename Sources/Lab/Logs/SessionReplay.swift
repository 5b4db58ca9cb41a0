internal import Experiments
package import Lessons
internal import Tensors

/// Does again what a log tells, on one thread: each arm takes up each command at the step where it did, and
/// each command is given what was known of the arms when it was given.
package struct SessionReplay {
  package enum Event {
    /// A command was given; where the arms are that have taken it up.
    case command(line: Int, number: Int, Command)
    /// An arm has come to the step where the log tells its state, and to this.
    case checked(line: Int, arm: String, step: Int, differences: [String])
  }

  let log: SessionLog
  private let library: DataLibrary
  private let beginning: ArmTraining.Beginning
  /// The last command that is gone through, and the last line.
  private let end: Int
  private let endLine: Int
  private(set) var state: SessionState
  private(set) var arms: [ReplayedArm] = []
  /// By command, from 0: how many deeds each arm had after it.
  private var deedCounts: [[Int]] = []
  // Closed: who looks for a run that nobody has left there never waits.
  private let desk = ForkDesk()
  /// States of arms that were compared.
  package private(set) var checkCount = 0
  /// What other bits the runs have come to.
  package private(set) var differences: [LogFault] = []

  /// - Parameters:
  ///   - computes: whether runs train; else the steps are only counted.
  ///   - point: the state where it ends; nil: it goes through everything.
  /// - Throws: `CommandFault` where the session can't begin like this.
  package init(
    _ log: SessionLog, lesson: Lesson, library: DataLibrary, computes: Bool = true
  ) throws {
    try self.init(
      log, lesson: lesson, library: library, computes: computes, upTo: nil, keptBytes: nil)
  }

  init(
    _ log: SessionLog, lesson: Lesson, library: DataLibrary, computes: Bool,
    upTo point: SessionLog.Placed<SessionLog.State>?, keptBytes: Int?, isWatched: Bool = false,
    speed: Double? = nil
  ) throws {
    (self.log, self.library) = (log, library)
    end = point?.content.command ?? log.takenUp.count
    endLine = point?.line ?? .max
    beginning = computes ? .training(historyCapacity: .max) : .counting
    state = try SessionState(
      lesson: lesson, seed: log.start.seed, settings: log.start.settings,
      operations: log.start.operations, isWatched: isWatched,
      keptBytes: keptBytes ?? ProcessMemory.keptBytes)
    state.resume(log.start.visit)
    state.speed = speed
    desk.close()
    for index in lesson.arms.indices { addArm(index, fork: nil) }
    noteDeeds()
    EngineRuntime.asPrepared {
      for index in arms.indices { take(TakeUp(command: 0, step: 0), index) }
    }
  }

  private mutating func addArm(_ index: Int, fork: (command: Int, parent: Int)?) {
    let arm = state.lesson.arms[index]
    let training = ArmTraining(
      lesson: state.lesson, arm: arm, desk: desk, keptBytes: state.keptBytes(ofArm: index),
      beginning: beginning)
    arms.append(ReplayedArm(id: arm.id, training: training, log, upTo: (end, endLine), fork: fork))
  }

  private mutating func noteDeeds() { deedCounts.append(state.errands.map(\.deeds.count)) }

  // MARK: Going through

  /// Goes through the log as far as it can.
  /// - Returns: what it couldn't do.
  package mutating func play(_ see: (Event) -> Void = { _ in }) -> LogFault? {
    EngineRuntime.asPrepared { goThrough(see) }
  }

  private mutating func goThrough(_ see: (Event) -> Void) -> LogFault? {
    do throws(LogFault) {
      for entry in log.entries.prefix(while: { $0.line < endLine }) { try play(entry, see) }
      for index in arms.indices { try bring(index, to: end, see) }
      for index in arms.indices { try finish(index, see) }
      return nil
    } catch {
      return error
    }
  }

  private mutating func play(
    _ entry: SessionLog.Placed<SessionJournal.Entry>, _ see: (Event) -> Void
  ) throws(LogFault) {
    switch entry.content {
    case .command(let command, let wasRunning, let accounts):
      try give(command, wasRunning: wasRunning, accounts, line: entry.line, see)
      see(.command(line: entry.line, number: state.log.count, command))
    case .rereading(_, let page):
      guard state.lesson.steps.indices.contains(page) else {
        throw fault(entry.line, "page \(page + 1)", "one of \(state.lesson.steps.count)")
      }
      state.change { $0.lessonStep = page }
    case .resumption(let command):
      let point = log.states.last { $0.content.command == command && $0.line < entry.line }
      for index in arms.indices { try resume(index, at: command, point, see) }
      state.isRunning = false
    }
    state.journal.entries.append(entry.content)
  }

  private mutating func give(
    _ command: Command, wasRunning: Bool, _ logged: [SessionJournal.Account], line: Int,
    _ see: (Event) -> Void
  ) throws(LogFault) {
    guard logged.count >= arms.count else {
      throw fault(line, "\(logged.count) arms", "\(arms.count)")
    }
    var standings: [SessionState.ArmStanding] = []
    for index in arms.indices {
      if let known = logged[index].command { try bring(index, to: known, see) }
      guard let account = arms[index].account(logged[index], limit: stepLimit) else {
        let known = "\(logged[index].command ?? 0):\(logged[index].step)"
        throw fault(
          line, "\(arms[index].id) \(known)", "a command that it has taken up, and a step after it")
      }
      standings.append(state.standing(ofArm: index, account))
    }
    state.isRunning = wasRunning
    do throws(CommandFault) { try state.handle(command, arms: standings) } catch {
      // As far as it goes.
      for index in arms.indices { try? advance(index, to: logged[index].step, line: line) }
      throw fault(line, "“\(LogWords.written(command.words))”", "what can be done here (\(error))")
    }
    if case .fork(let parent, _, _) = command, state.lesson.arms.count > arms.count {
      let place = state.lesson.arms.firstIndex { $0.id == parent } ?? 0
      addArm(arms.count, fork: (state.log.count, place))
    }
    noteDeeds()
  }

  private func fault(_ line: Int, _ found: String, _ expected: String) -> LogFault {
    LogFault(
      path: log.path, line: line, found: found, expected: expected,
      remedy: "what comes before it was gone through")
  }

  // MARK: Arms

  /// Has an arm take up commands until it knows this one, or none of its take-ups is left before it.
  private mutating func bring(
    _ index: Int, to command: Int, _ see: (Event) -> Void
  ) throws(LogFault) {
    while let next = arms[index].nextTakeUp, next.content.command <= command {
      guard next.content.command <= state.log.count else {
        throw fault(next.line, "command \(next.content.command)", "one that was given by then")
      }
      try pass(index, see)
      try go(index, to: next)
      if let fork = arms[index].fork, arms[index].known.isEmpty {
        try lend(fork, to: next, see)
      }
      take(next.content, index)
      arms[index].doneTakeUps += 1
    }
  }

  /// An arm takes over the run of another one, which has to have come there.
  private mutating func lend(
    _ fork: (command: Int, parent: Int), to takeUp: SessionLog.Placed<TakeUp>,
    _ see: (Event) -> Void
  ) throws(LogFault) {
    let first = arms[fork.parent].takeUps.first { $0.content.command >= fork.command }
    guard let first else {
      throw fault(
        takeUp.line, "a fork from \(arms[fork.parent].id)", "one that this arm takes up, too")
    }
    try bring(fork.parent, to: first.content.command, see)
  }

  private mutating func go(
    _ index: Int, to takeUp: SessionLog.Placed<TakeUp>
  ) throws(LogFault) {
    let place = takeUp.content
    guard arms[index].training.itinerary != nil else { return }
    guard place.hasArrived else {
      guard arms[index].training.step == place.step else {
        throw fault(
          takeUp.line, "\(arms[index].id) on its way to \(place.step)",
          "to \(arms[index].training.step), where it was sent")
      }
      return arms[index].training.forgetRun()
    }
    try advance(index, to: place.step, line: takeUp.line)
    if place.hasDiverged { arms[index].training.noteDivergence() }
  }

  private mutating func advance(_ index: Int, to step: Int, line: Int) throws(LogFault) {
    let order = order(index, upTo: arms[index].command)
    if let reason = arms[index].advance(to: step, under: order, limit: stepLimit) {
      throw fault(line, "\(arms[index].id) at step \(step)", reason)
    }
  }

  private var stepLimit: Int {
    max(state.lesson.mostSteps, state.lesson.steps.compactMap(\.run?.until).max() ?? 0)
  }

  private func order(_ index: Int, upTo command: Int) -> ArmOrder {
    var order = state.order(forArm: index)
    let counts = deedCounts[command]
    order.commandNumber = command
    order.deeds = Array(order.deeds.prefix(counts.indices.contains(index) ? counts[index] : 0))
    (order.isRunning, order.limit, order.pace) = (true, .max, nil)
    return order
  }

  private mutating func take(_ takeUp: TakeUp, _ index: Int) {
    let order = order(index, upTo: takeUp.command)
    arms[index].training.adopt(order, from: library) { false }
    let training = arms[index].training
    arms[index].known.append((takeUp.command, training.itinerary, training.moves))
  }

  // MARK: States

  /// Comes to the states that the log tells before the next take-up.
  private mutating func pass(_ index: Int, _ see: (Event) -> Void) throws(LogFault) {
    while let check = arms[index].takeCheck() {
      guard let logged = check.state.digest else { continue }
      try advance(index, to: check.state.step, line: check.line)
      guard case .training = beginning, let run = arms[index].training.run else { continue }
      checkCount += 1
      let parts = run.experiment.digest.differences(from: logged)
      see(
        .checked(
          line: check.line, arm: arms[index].id, step: check.state.step, differences: parts))
      guard !parts.isEmpty else { continue }
      differences.append(
        LogFault(
          path: log.path, line: check.line,
          found: "other \(parts.joined(separator: ", ")) of \(check.state.id) at step \(run.step)",
          expected: "the bits that the log tells", remedy: "another build or other data made them"))
    }
  }

  private mutating func finish(_ index: Int, _ see: (Event) -> Void) throws(LogFault) {
    try pass(index, see)
    guard case .training = beginning, arms[index].training.itinerary != nil else { return }
    try advance(index, to: arms[index].training.step, line: log.lines.count)
  }

  /// An arm goes on as after a new start of the program.
  private mutating func resume(
    _ index: Int, at command: Int, _ point: SessionLog.Placed<SessionLog.State>?,
    _ see: (Event) -> Void
  ) throws(LogFault) {
    try bring(index, to: command, see)
    try pass(index, see)
    let there = point?.content.arms.first { $0.id == arms[index].id }
    let hasArrived = there?.digest != nil
    if let there, let point, hasArrived {
      try advance(index, to: there.step, line: point.line)
    }
    let run = hasArrived ? arms[index].training.run : nil
    arms[index].training.forgetOthers(keeping: run)
  }
}
