internal import Experiments
internal import Lessons

/// Going back and on in the runs, and undoing what was done to them.
extension SessionState {
  // MARK: Undoing

  /// Remembers the present, to come back by undoing what follows. What is turned on and on while nothing
  /// trains is one change, as is going from step to step.
  mutating func remember(_ change: SessionChange, _ arms: [ArmStanding]) {
    if !isRunning, let latest, change.continues(latest), let last = history.undo.indices.last {
      history.undo[last].change = change
      history.redo = []
    } else {
      history.append(present(change, arms))
    }
    remembered = change
  }

  mutating func present(
    _ change: SessionChange, _ arms: [ArmStanding]
  ) -> UndoHistory.Entry {
    markCount += 1
    for index in errands.indices { errands[index].append(.mark(markCount)) }
    return UndoHistory.Entry(
      change: change, mark: markCount, wish: wish, steps: arms.map(\.step))
  }

  mutating func undo(_ arms: [ArmStanding]) throws(CommandFault) {
    guard let entry = history.undo.popLast() else { throw .nothingToTakeBack }
    history.redo.append(present(entry.change, arms))
    try recall(entry)
  }

  mutating func redo(_ arms: [ArmStanding]) throws(CommandFault) {
    guard let entry = history.redo.popLast() else { throw .nothingToRedo }
    history.undo.append(present(entry.change, arms))
    try recall(entry)
  }

  /// Goes back to what was remembered, which can be undone.
  mutating func recall(_ bookmark: Bookmark, _ arms: [ArmStanding]) throws(CommandFault) {
    guard let entry = bookmarks[bookmark] else { throw .nothingRemembered }
    remember(.bookmark(bookmark), arms)
    try recall(entry)
  }

  private mutating func recall(_ entry: UndoHistory.Entry) throws(CommandFault) {
    let now = wish.arms
    wish = entry.wish
    // What is the lesson's own stays: forks made since are gone.
    for index in now.indices.dropFirst(wish.arms.count) {
      var arm = now[index]
      arm.isGone = true
      wish.arms.append(arm)
    }
    for index in errands.indices {
      let step = entry.steps.indices.contains(index) ? entry.steps[index] : 0
      errands[index].move(.recall(entry.mark), to: step)
    }
    plans = try resolvedPlans()
    (isRunning, watchPace) = (false, nil)
  }

  // MARK: Another step

  /// Brings the arms of this page to a step where they were, back or on.
  mutating func travel(to step: Int, _ arms: [ArmStanding]) throws(CommandFault) {
    let places = training
    let furthest = places.map { arms[$0].furthest }.max() ?? 0
    guard step >= 0, step <= furthest else { throw .beyondRuns(step: step, furthest: furthest) }
    remember(.time(step: step), arms)
    var turned: [Int: [String: KnobValue]] = [:]
    for index in places {
      let target = min(step, arms[index].furthest)
      errands[index].move(.go(step: target), to: target)
      guard let way = arms[index].itinerary else { continue }
      let then = way.furthest.upTo(target)
      wish.arms[index].operations = then.askedOperations
      wish.arms[index].outdated = nil
      turned[index] = then.knobs.filter { way.here.knobs[$0.key] != $0.value }
    }
    turn(turned)
    plans = try resolvedPlans()
    (isRunning, watchPace) = (false, nil)
  }

  /// Turns knobs as arms had them, by the arm's place: for all arms where these agree.
  private mutating func turn(_ turned: [Int: [String: KnobValue]]) {
    for name in Set(turned.values.flatMap(\.keys)).sorted() {
      let sharing = lesson.arms.indices.filter {
        lesson.arms[$0].set[name] == nil && wish.arms[$0].ownKnobs[name] == nil
      }
      let values = Set(sharing.map { turned[$0]?[name] })
      if values.count == 1, let value = values.first ?? nil { wish.knobs[name] = value }
      for (index, knobs) in turned {
        guard let value = knobs[name], self.knobs(of: lesson.arms[index])[name] != value else {
          continue
        }
        wish.arms[index].ownKnobs[name] = value
      }
    }
  }
}
