public import Experiments
public import Lessons

/// A lesson under way: trains its arms side by side, takes commands, gives out snapshots.
///
/// Every method may be called from any thread and returns at once, except `waitUntilSettled` and
/// `close`. What an arm computes depends on the lesson, the seed and the knobs alone: not on the
/// clock, on pauses, on who looks, or on the number of processors.
public final class Session: Sendable {
  let state: Monitor<SessionState>
  let board: Monitor<Board>
  private let signal: ChangeSignal
  private let boxes: Monitor<[Mailbox<ArmOrder>]>
  private let threads: Monitor<[WorkerThread]>
  private let library: DataLibrary
  /// What it goes on from; nil: it began.
  let resumed: ResumedSession?
  private let desk = Monitor(PadDesk())
  let forkDesk: ForkDesk

  /// Starts to build the arms, each on its own thread, and returns without waiting for them.
  /// - Parameters:
  ///   - library: where data are read, once for all arms and sessions that share it.
  ///   - seed: nil: the one that the lesson shows.
  ///   - settings: knob values by name, or by "arm.knob" for one arm.
  ///   - operations: what is to be done to networks on their way.
  ///   - visit: where somebody was who left the lesson before, and what they answered.
  ///   - isWatched: whether runs take their time, so that somebody can watch them.
  ///   - speed: how many times as fast as the lesson wants to be watched; nil: as fast as it goes.
  ///   - keptBytes: what runs at earlier steps may take, to go back to; nil: 256 MiB, or an eighth of what a
  ///     limit on the process's addresses leaves.
  /// - Throws: `CommandFault` for a setting that can't be, `SystemFault` when the system gives no
  ///   thread or descriptor.
  public convenience init(
    lesson: Lesson, library: DataLibrary, seed: UInt64? = nil, settings: [String: KnobValue] = [:],
    operations: [PlannedOperation] = [], visit: Visit = Visit(), isWatched: Bool = false,
    speed: Double? = 1, keptBytes: Int? = nil
  ) throws {
    var state = try SessionState(
      lesson: lesson, seed: seed ?? lesson.seeds.show, settings: settings,
      operations: operations, isWatched: isWatched,
      keptBytes: keptBytes ?? ProcessMemory.keptBytes)
    state.resume(visit)
    state.journal.start.visit = state.visit
    state.speed = speed
    try self.init(state, library)
  }

  /// A session in a state that commands have made of it.
  /// - Parameter resumed: the arms as they are then; nil: all of them begin.
  init(
    _ state: SessionState, _ library: DataLibrary, resumed: ResumedSession? = nil
  ) throws(SystemFault) {
    signal = try ChangeSignal()
    board = Monitor(Board(arms: []))
    boxes = Monitor([])
    self.state = Monitor(state)
    self.library = library
    self.resumed = resumed
    forkDesk = resumed?.desk ?? ForkDesk()
    threads = Monitor([])
    do throws(SystemFault) {
      try startArms(of: state)
    } catch {
      close()
      throw error
    }
  }

  /// Starts a thread for each arm that has none yet.
  private func startArms(of state: SessionState) throws(SystemFault) {
    for index in mailboxes.count..<state.lesson.arms.count {
      let (lesson, arm, board, signal) = (state.lesson, state.lesson.arms[index], board, signal)
      let (library, desk, mailbox) = (library, forkDesk, Mailbox(state.order(forArm: index)))
      let known = resumed.flatMap { $0.arms.indices.contains(index) ? $0.arms[index] : nil }
      boxes.withLock { $0.append(mailbox) }
      board.withLock { $0.arms.append(Board.Entry(state: state, arm: arm, resumed: known)) }
      let thread = try WorkerThread.start {
        ArmWorker(
          lesson: lesson, arm: arm, index: index, library: library, mailbox: mailbox,
          board: board, signal: signal, desk: desk, resumed: known
        ).run()
      }
      threads.withLock { $0.append(thread) }
    }
  }

  private var mailboxes: [Mailbox<ArmOrder>] { boxes.withLock { $0 } }

  deinit { close() }

  /// The newest version of the lesson that it was given.
  public var lesson: Lesson { state.withLock { $0.lesson } }

  /// What the commands so far have come to.
  var currentState: SessionState { state.withLock { $0 } }

  /// Takes a newer version of the lesson where its arms do the same. Returns whether it did.
  func adopt(_ newer: Lesson) -> Bool {
    state.withLock { state in
      guard state.adopt(newer) else { return false }
      post(state)
      return true
    }
  }

  // MARK: Commands

  /// Carries out a command: arms take it up before their next training step.
  ///
  /// A run goes to the limit that the lesson's step sets (`until`, or that of the steps before it).
  /// Where all arms have come there, running on adds that many steps again, and a single step adds
  /// one, up to the most that the lesson trains. Going to another step changes the limit and which
  /// arms train, and loses nothing; a run goes on over it only where nothing of that changes.
  ///
  /// A knob takes effect live where the plans differ in learning rate, momentum, weight decay or
  /// schedule alone; otherwise the arms whose plans change start again from step 0.
  /// - Throws: `CommandFault` when it can't be; nothing has changed then.
  public func send(_ command: Command) throws(CommandFault) {
    if case .under(let step)? = state.withLock({ $0.retracing }) { throw .retracing(to: step) }
    try carryOut(command)
  }

  /// Trains to a step at once, or no longer.
  func set(_ retracing: Retracing?) {
    state.withLock { state in
      state.retrace(retracing)
      post(state)
    }
    signal.raise()
  }

  func carryOut(_ command: Command) throws(CommandFault) {
    try state.withLock { (state) throws(CommandFault) in
      let accounts = board.withLock { board in
        state.lesson.arms.indices.map { account(board.arms[$0], state.errands[$0]) }
      }
      if state.isRunning, isAtRest(state) { state.isRunning = false }
      var next = state
      let arms = accounts.indices.map { state.standing(ofArm: $0, accounts[$0]) }
      try next.handle(command, arms: arms)
      next.journal.note(command, wasRunning: state.isRunning, accounts.map(\.logged))
      do { try startArms(of: next) } catch {
        boxes.withLock { $0.removeLast($0.count - state.lesson.arms.count) }
        board.withLock { $0.arms.removeLast($0.arms.count - state.lesson.arms.count) }
        throw .impossiblePlan("\(error)")
      }
      state = next
      // Posted under the lock, so that all arms see all commands in one order.
      post(state)
    }
  }

  /// Asks the arms for snapshots newer than those they have given: each answers after its next
  /// training step, or at once if it has not yet shown what is asked for. Only then is a layer probed.
  ///
  /// A drawing is read by the lesson's pad before this returns: less than a millisecond, a few where
  /// its network has to be read first.
  public func request(_ request: SnapshotRequest) {
    let pad = lesson.pad
    desk.withLock { $0.read(request.drawing, for: pad, from: library) }
    if request.drawing != nil { signal.raise() }
    for mailbox in mailboxes {
      mailbox.put {
        $0.request = request
        $0.requestNumber += 1
      }
    }
  }

  func post(_ state: SessionState) {
    for (index, mailbox) in mailboxes.enumerated() {
      let order = state.order(forArm: index)
      mailbox.put { current in
        let (request, number, isClosing) = (
          current.request, current.requestNumber, current.isClosing
        )
        current = order
        (current.request, current.requestNumber, current.isClosing) = (request, number, isClosing)
      }
    }
  }

  private func account(_ entry: Board.Entry, _ errands: ArmErrands) -> ArmAccount {
    let isOut = entry.shownMoves == errands.moves && entry.snapshot.phase.isOut
    return ArmAccount(
      command: entry.knownCommand, moves: entry.moves, itinerary: entry.itinerary,
      isOut: entry.moves == errands.moves && isOut)
  }

  /// Whether all arms have done what the commands so far ask.
  private func isAtRest(_ state: SessionState) -> Bool {
    board.withLock { $0.arms.allSatisfy { $0.carriedOutCommand >= state.log.count } }
  }

  /// Rehearses the runs of the pages up to one while nothing else trains, so that none has to be waited
  /// for; nil: no longer. Changes no bit.
  public func rehearse(upTo page: Int?) {
    state.withLock { state in
      if state.isRunning, isAtRest(state) { state.isRunning = false }
      state.rehearsedPage = page
      post(state)
    }
  }

  /// Whether the runs of the pages up to one are known, as far as they weren't run.
  public func isRehearsed(upTo page: Int) -> Bool {
    let (state, arms) = state.withLock { state in (state, board.withLock { $0.arms }) }
    return state.lesson.arms.indices.allSatisfy { index in
      guard arms.indices.contains(index), !state.wish.arms[index].isGone,
        let step = state.rehearsedStep(of: state.lesson.arms[index], isIdle: true)
      else { return true }
      return max(arms[index].rehearsedStep, arms[index].snapshot.step) >= step
        || arms[index].snapshot.phase.isOut
    }
  }

  /// By arm: the step up to which its run is known beforehand.
  package var rehearsedSteps: [Int] { board.withLock { $0.arms.map(\.rehearsedStep) } }

  // MARK: What can be seen

  /// The newest known state; cheap.
  public func snapshot() -> SessionSnapshot {
    let (state, isRunning) = state.withLock { ($0, $0.isRunning && !isAtRest($0)) }
    let entries = board.withLock { $0.arms.prefix(state.wish.arms.count) }
    var arms = entries.map(\.snapshot)
    for index in arms.indices {
      let errands = state.errands[index]
      if entries[index].shownMoves != errands.moves {
        arms[index].awaitedStep = errands.expectedStep
      }
      let wish = state.wish.arms[index]
      arms[index].isOutdated = wish.outdated != nil
      arms[index].undoableCount = wish.operations.count
      arms[index].label = state.lesson.arms[index].label
      arms[index].isGone = wish.isGone
    }
    var snapshot = SessionSnapshot(
      isRunning: isRunning, seed: state.seed, lessonStep: state.lessonStep, limit: state.limit,
      pace: state.pace, speed: state.speed, knobs: state.knobs, answers: state.answers, arms: arms)
    snapshot.drawing = desk.withLock { $0.reading }
    snapshot.retracing = state.retracing
    if case .under? = state.retracing { snapshot.isRunning = true }
    snapshot.forks = state.lesson.arms.filter { $0.forkedFrom != nil }
    snapshot.undoable = state.history.undo.last?.change
    snapshot.redoable = state.history.redo.last?.change
    return snapshot
  }

  /// A file descriptor that is readable when there is a newer snapshot. For `poll` only.
  public var changeSignal: Int32 { signal.descriptor }

  /// Makes `changeSignal` quiet until the next change.
  public func drainChangeSignal() { signal.drain() }

  /// All commands so far, with the steps at which they took effect; for one that an arm has not taken
  /// up yet, where that arm is.
  public var log: [LogEntry] {
    state.withLock { state in
      let arms = board.withLock { $0.arms }
      return state.log.enumerated().map { index, command in
        LogEntry(command: command, steps: arms.map { $0.step(ofCommand: index + 1) })
      }
    }
  }

  /// Sleeps until all arms have done what they were told, and shown what they were asked for. While
  /// the arms train, that is when they reach the limit.
  /// - Parameter ids: nil: those of the lesson.
  public func waitUntilSettled(_ ids: Set<String>? = nil) {
    let numbers = mailboxes.map(\.latestNumber)
    let waits = lesson.arms.map { ids?.contains($0.id) ?? true }
    board.wait { board in
      board.arms.indices.allSatisfy { !waits[$0] || board.arms[$0].isSettled(numbers[$0]) }
    }
  }

  /// Whether that is so now: nothing is waited for.
  public var isSettled: Bool {
    let numbers = mailboxes.map(\.latestNumber)
    return board.withLock { board in
      zip(board.arms, numbers).allSatisfy { $0.isSettled($1) }
    }
  }

  /// Whether all its threads have ended.
  package var isOver: Bool { board.withLock { $0.arms.allSatisfy(\.isClosed) } }

  /// Ends all threads, in the middle of a training run too, within a second. Twice is once.
  public func close() {
    let threads = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for mailbox in mailboxes { mailbox.put { $0.isClosing = true } }
    forkDesk.close()
    let deadline = Clock.seconds() + 0.9
    for thread in threads { thread.join(seconds: max(deadline - Clock.seconds(), 0.01)) }
  }
}
