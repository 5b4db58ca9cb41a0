internal import Experiments
internal import Lessons

/// The life of one arm on its thread: takes orders, trains, shows what is asked for. Nothing in here
/// is shared but the mailbox, the board and the signal.
struct ArmWorker: ~Copyable {
  let lesson: Lesson
  let arm: Arm
  let index: Int
  let library: DataLibrary
  let mailbox: Mailbox<ArmOrder>
  let board: Monitor<Board>
  let signal: ChangeSignal
  let desk: ForkDesk
  /// What the arm goes on from; nil: it begins.
  let resumed: ResumedArm?

  func run() {
    var (order, number) = mailbox.take()
    var training =
      resumed?.training
      ?? ArmTraining(lesson: lesson, arm: arm, desk: desk, keptBytes: order.keptBytes)
    var (nextStep, stepsTaken) = (0.0, 0)
    while !order.isClosing {
      takeUp(order, in: &training)
      while training.isTravelling, mailbox.latestNumber == number {
        training.travel(under: order)
        stepsTaken += 1
        if training.owesAnswer(to: order) {
          show(training.snapshot(for: order, atRest: false), of: training)
        }
      }
      while mailbox.latestNumber == number, isDue(&nextStep, under: order, number),
        training.advance(under: order)
      {
        training.catchUp(under: order)
        stepsTaken += 1
        if training.owesAnswer(to: order) {
          show(training.snapshot(for: order, atRest: false), of: training)
        }
      }
      board.withLock { $0.arms[index].stepsTaken = stepsTaken }
      if mailbox.latestNumber == number { rest(&training, order, number) }
      (order, number) = mailbox.wait(after: number)
    }
    board.change { $0.arms[index].isClosed = true }
  }

  /// Waits for the next step's turn where the lesson sets a pace. A late arm does not hurry after it.
  /// - Returns: false where a new order came first.
  private func isDue(_ nextStep: inout Double, under order: ArmOrder, _ number: Int) -> Bool {
    guard let pace = order.pace, order.isRunning else { return true }
    guard mailbox.sleep(until: nextStep, unlessAfter: number) else { return false }
    nextStep = max(nextStep, Clock.seconds() - 1 / Double(pace)) + 1 / Double(pace)
    return true
  }

  /// Notes at which step the arm takes up new commands, and carries them out.
  private func takeUp(_ order: ArmOrder, in training: inout ArmTraining) {
    board.withLock { board in
      let newest = board.arms[index].takenUp.last?.command ?? 0
      if order.commandNumber > newest {
        board.arms[index].takenUp.append(training.takeUp(of: order.commandNumber))
      }
    }
    if training.waitsForData(under: order, from: library) {
      board.change {
        $0.arms[index].snapshot.phase = .building
        $0.arms[index].snapshot.knobs = order.knobs
      }
      signal.raise()
    }
    training.adopt(order, from: library) { mailbox.take().value.isClosing }
    board.withLock {
      $0.arms[index].itinerary = training.itinerary
      $0.arms[index].knownCommand = order.commandNumber
      $0.arms[index].moves = training.moves
    }
  }

  /// Shows where the arm has stopped, and that its orders are carried out. What takes long to read is
  /// shown part by part, until a new order comes.
  private func rest(_ training: inout ArmTraining, _ order: ArmOrder, _ number: Int) {
    training.stop(under: order)
    if training.isNews(for: order) { showAtRest(&training, order, number) }
    board.change { board in
      // Others may draw that the session is not running any more; raised before anyone can know that
      // it has settled. An order that only repeats a request changes nothing: to signal it would keep
      // the screen and this thread calling each other for ever.
      if board.arms[index].carriedOutCommand != order.commandNumber { signal.raise() }
      board.arms[index].carriedOutCommand = order.commandNumber
    }
    while training.isUnfinished(under: order) {
      guard mailbox.latestNumber == number else { return }
      showAtRest(&training, order, number)
    }
    board.change { $0.arms[index].carriedOutOrder = number }
    guard training.beginRehearsal(under: order) else { return }
    while mailbox.latestNumber == number, training.rehearse(under: order) {}
    board.withLock { $0.arms[index].rehearsedStep = training.rehearsal.step }
  }

  private func showAtRest(_ training: inout ArmTraining, _ order: ArmOrder, _ number: Int) {
    show(
      training.snapshot(for: order, atRest: true) { mailbox.latestNumber != number }, of: training)
  }

  private func show(_ snapshot: ArmSnapshot, of training: ArmTraining) {
    board.change { board in
      board.arms[index].snapshot = snapshot
      board.arms[index].itinerary = training.itinerary
      board.arms[index].shownMoves = training.moves
    }
    signal.raise()
  }
}
