internal import Experiments

/// The way ahead of an arm, gone while nobody needs the processor: a run that is watched and comes too late
/// goes on from there, to the same bits.
struct Rehearsal {
  /// Bytes that the runs of an arm may take.
  static let budget = 64 << 20
  /// Seconds that a watched run may be late before it takes over what was rehearsed, and the same as a
  /// share of the time that it is to take.
  static let patience = (seconds: 0.25, share: 0.05)

  /// As far as it has come; nil: nothing was rehearsed.
  private var run: Run?
  private var points = KeptRuns(budget: budget)

  /// The step that it has come to; 0: nothing was rehearsed.
  var step: Int { run?.step ?? 0 }

  /// Goes on from what was rehearsed, or begins where the arm is.
  /// - Returns: whether there is something to rehearse up to the step.
  mutating func begin(at present: Run, to step: Int) -> Bool {
    if run.map({ present.place.isOnTheWay(to: $0.place) }) != true {
      (run, points) = (present, KeptRuns(budget: Self.budget))
    }
    return isUnfinished(to: step)
  }

  private func isUnfinished(to step: Int) -> Bool {
    run.map { $0.step < step && $0.experiment.divergedAt == nil } ?? false
  }

  /// Takes a step.
  /// - Returns: whether there are more up to that one.
  mutating func advance(to step: Int) -> Bool {
    run?.advance()
    if let run { points.note(run, at: Clock.seconds()) }
    return isUnfinished(to: step)
  }

  /// The furthest run on the way to a place.
  func furthest(towards place: Place) -> Run? {
    [run, points.nearest(to: place)].compactMap(\.self).filter { $0.place.isOnTheWay(to: place) }
      .max { $0.step < $1.step }
  }
}

extension ArmTraining {
  /// When a watched run is to be at which step.
  struct Timetable: Equatable {
    var start: Double
    var step: Int
    var pace: Int
    var moves: Int
  }

  /// Begins to rehearse what the order wants, unless that is done.
  mutating func beginRehearsal(under order: ArmOrder) -> Bool {
    guard let step = order.rehearsedStep, order.planned.isEmpty, journey.hasArrived, let run,
      run.experiment.divergedAt == nil, run.step < step
    else { return false }
    return rehearsal.begin(at: run, to: step)
  }

  /// Takes a step of it; false at its end.
  mutating func rehearse(under order: ArmOrder) -> Bool {
    order.rehearsedStep.map { rehearsal.advance(to: $0) } ?? false
  }

  /// Where a watched run is late, it goes on from what was rehearsed.
  mutating func catchUp(under order: ArmOrder) {
    guard order.isRunning, let pace = order.pace, let here = journey.here, journey.hasArrived else {
      timetable = nil
      return
    }
    let now = Clock.seconds()
    guard let table = timetable, table.pace == pace, table.moves == moves, step >= table.step else {
      timetable = Timetable(start: now, step: step, pace: pace, moves: moves)
      return
    }
    let (elapsed, rate) = (now - table.start, Double(pace))
    let duration = Double(max(0, order.limit - table.step)) / rate
    let patience = min(Rehearsal.patience.seconds, Rehearsal.patience.share * duration)
    guard elapsed - Double(step - table.step) / rate > patience else { return }
    let due = table.step + Int(min(elapsed, duration) * rate)
    guard let run = rehearsal.furthest(towards: Place(here.course, step: due)), run.step > step
    else { return }
    journey.goOn(from: run)
    isReplayed = true
    kept.outdateAll()
  }
}
