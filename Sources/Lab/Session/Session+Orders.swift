internal import Experiments
internal import Lessons

extension ArmSnapshot.Phase {
  /// Whether the arm trains no more until it is built anew.
  var isOut: Bool {
    switch self {
    case .diverged, .failed: true
    default: false
    }
  }
}

extension Board.Entry {
  /// An arm that is still to be built.
  /// - Parameter resumed: what it goes on from; nil: it begins.
  init(state: SessionState, arm: Arm, resumed: ResumedArm?) {
    self.init(
      snapshot: ArmSnapshot(
        id: arm.id, label: arm.label, knobs: state.knobs(of: arm), phase: .building))
    guard let resumed else { return }
    itinerary = resumed.training.itinerary
    (moves, shownMoves) = (resumed.training.moves, resumed.training.moves)
    knownCommand = state.log.count
    takenUp = resumed.takenUp
  }
}

extension SessionState {
  /// How far an arm is rehearsed: as far as the pages train it. While others train it leaves the
  /// processor to them.
  func rehearsedStep(of arm: Arm, isIdle: Bool) -> Int? {
    guard isIdle, let page = rehearsedPage, page >= lessonStep else { return nil }
    return lesson.steps[lessonStep...min(page, lesson.steps.count - 1)].compactMap(\.run)
      .filter { $0.trains(arm.root) }.map(\.until).max()
  }

  /// What an arm is to do for the session to be in this state.
  func order(forArm index: Int) -> ArmOrder {
    let arm = lesson.arms[index]
    var order = ArmOrder(
      commandNumber: log.count, isRunning: isRunning, deeds: errands[index].deeds,
      knobs: knobs(of: arm), planned: planned[index], keptBytes: keptBytes(ofArm: index),
      limit: limit, pace: pace, singleSteps: errands[index].singleSteps)
    if case .under(let step)? = retracing {
      (order.isRunning, order.limit, order.pace) = (true, step, nil)
    }
    if !training.contains(index) { order.isRunning = false }
    order.rehearsedStep = rehearsedStep(of: arm, isIdle: !isRunning || order.isRunning)
    return order
  }
}
