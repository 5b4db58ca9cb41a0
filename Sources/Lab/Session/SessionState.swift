internal import Experiments
internal import Lessons

/// Everything that commands change, and how. Free of threads: the session carries it out.
struct SessionState: Sendable {
  var lesson: Lesson
  /// Bytes that the arms may take together.
  let memoryLimit: Int
  /// Bytes that runs at earlier steps may take together.
  let sessionBytes: Int
  static let keptBytes = 256 << 20
  var lessonStep = 0
  var isRunning = false
  /// How many times as fast as the lesson wants to be watched; nil: as fast as it goes.
  var speed: Double? = 1
  /// Whether somebody watches: runs of the lesson's steps then take their time.
  let isWatched: Bool
  /// Steps a second that show the present run of a lesson's step in `watchSeconds`.
  var watchPace: Int?
  var answers: [String: Command.Answer] = [:]
  /// What commands have made of it, as far as they can be undone.
  var wish: SessionWish
  /// By arm: what is done to it.
  var errands: [ArmErrands]
  /// By arm: what it does with its knobs as they are.
  var plans: [any ExperimentPlan] = []
  /// By arm: what is to be done to it at steps of their own.
  var planned: [[PlannedOperation]]
  var history = UndoHistory()
  /// Marks and tickets of forks given so far.
  var markCount = 0
  /// What the newest command changed, if it can be undone.
  var latest: SessionChange?
  /// What the present command changes.
  var remembered: SessionChange?
  var log: [Command] = []
  /// The same for who writes it down.
  var journal: SessionJournal
  /// What can be come back to.
  var bookmarks: [Bookmark: UndoHistory.Entry] = [:]
  /// The page up to which runs are rehearsed while nothing trains; nil: none are.
  var rehearsedPage: Int?
  /// Whether it goes a way that somebody has gone before.
  var retracing: Retracing?

  /// Where an arm stands, as far as commands care.
  struct ArmStanding: Sendable {
    var step: Int
    /// It has diverged or can't be built.
    var isOut: Bool
    var itinerary: Itinerary?

    /// The furthest step of its way.
    var furthest: Int { max(step, itinerary?.furthest.step ?? 0) }
  }

  init(
    lesson: Lesson, seed: UInt64, settings: [String: KnobValue],
    operations planned: [PlannedOperation] = [], isWatched: Bool = false,
    keptBytes: Int = SessionState.keptBytes
  ) throws(CommandFault) {
    self.lesson = lesson
    self.isWatched = isWatched
    sessionBytes = keptBytes
    journal = SessionJournal(
      start: SessionStart(lesson, seed: seed, settings: settings, operations: planned))
    memoryLimit = ProcessMemory.limit(arms: lesson.arms.count)
    wish = SessionWish(
      seed: seed, knobs: Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) }),
      arms: lesson.arms.map { _ in ArmWish() })
    errands = lesson.arms.map { _ in ArmErrands() }
    self.planned = lesson.arms.map { arm in
      planned.filter { $0.arm == arm.id }.sorted { $0.step < $1.step }
    }
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      try turn(parts[parts.count - 1], to: value, arm: parts.count == 2 ? parts[0] : nil)
    }
    plans = try resolvedPlans()
    for operation in planned { try check(operation.operation, arm: operation.arm) }
    for index in lesson.arms.indices { begin(index, isAnew: false) }
  }

  var seed: UInt64 { wish.seed }
  /// Knob values turned for all arms that have none of their own.
  var knobs: [String: KnobValue] { wish.knobs }

  /// What runs at earlier steps may take in an arm: those that train share it, so that each can keep as
  /// many.
  func keptBytes(ofArm index: Int) -> Int {
    if wish.arms[index].isGone { return 0 }
    let total = errands.indices.reduce(0) { wish.arms[$1].isGone ? $0 : $0 + errands[$1].keptBytes }
    return Int(Double(sessionBytes) * Double(errands[index].keptBytes) / Double(max(1, total)))
  }

  // MARK: What trains, and how far

  /// The run of this step of the lesson, or else of the last one before it that has one.
  private var inheritedRun: LessonStep.Run? {
    lesson.steps.prefix(lessonStep + 1).last { $0.run != nil }?.run
  }

  /// Whether an arm trains at this step of the lesson.
  func trains(_ arm: Arm) -> Bool {
    let names = inheritedRun?.arms ?? []
    return names.isEmpty || names.contains(arm.root)
  }

  /// The places of the arms that train at this step of the lesson.
  var training: [Int] {
    lesson.arms.indices.filter { trains(lesson.arms[$0]) && !wish.arms[$0].isGone }
  }

  /// Those of them that can train on.
  private func standing(_ arms: [ArmStanding]) -> [ArmStanding] {
    training.map { arms[$0] }.filter { !$0.isOut }
  }

  /// How far this step of the lesson trains: its own `until`, or that of the steps before it.
  private var ownLimit: Int {
    if let run = lesson.steps.indices.contains(lessonStep) ? lesson.steps[lessonStep].run : nil {
      return run.until
    }
    return lesson.steps.prefix(lessonStep + 1).compactMap(\.run?.until).max()
      // A lesson without any run is one of free play.
      ?? (lesson.steps.contains { $0.run != nil } ? 0 : lesson.mostSteps)
  }

  /// Seconds in which a run is shown to somebody who watches it for the first time.
  static let watchSeconds = 8.0

  /// Steps a second, at most, so that one can watch or steer: those that the lesson sets, or else those
  /// that show a run of the step's own in a few seconds. nil: as fast as it goes.
  var pace: Int? {
    guard let speed, let pace = inheritedRun?.pace ?? watchPace else { return nil }
    return max(1, Int((Double(pace) * speed).rounded()))
  }

  /// Sets the pace of a run that begins.
  private mutating func setWatchPace(_ arms: [ArmStanding]) {
    guard isWatched, watchPace == nil, lesson.steps[lessonStep].run != nil else { return }
    let steps = standing(arms).map(\.step)
    let left = limit - (steps.min() ?? 0)
    watchPace = max(1, Int((Double(left) / Self.watchSeconds).rounded(.up)))
  }

  var limit: Int { min(ownLimit + wish.extraSteps, max(lesson.mostSteps, ownLimit)) }

  // MARK: Commands

  /// Changes the state, or throws and leaves it as it was.
  mutating func handle(_ command: Command, arms: [ArmStanding]) throws(CommandFault) {
    var next = self
    next.remembered = nil
    try next.apply(command, arms: arms)
    next.latest = next.remembered
    next.log.append(command)
    self = next
  }

  private mutating func apply(_ command: Command, arms: [ArmStanding]) throws(CommandFault) {
    switch command {
    case .run:
      let before = errands.map(\.moves)
      try makeRoom(arms, steps: max(ownLimit, 1))
      // Those that begin anew do so at step 0.
      noteTraining()
      setWatchPace(
        arms.indices.map {
          errands[$0].moves == before[$0] ? arms[$0] : ArmStanding(step: 0, isOut: false)
        })
      isRunning = true
    case .pause: isRunning = false
    case .step:
      // Whoever steps on after the end steers the run, which is not begun again.
      for index in training { wish.arms[index].outdated = nil }
      try makeRoom(arms, steps: 1)
      isRunning = false
      noteTraining()
      for index in training { errands[index].singleSteps += 1 }
    case .set(let knob, let value, let arm): try set(knob, to: value, arm: arm, arms)
    case .restart(let reseed): restart(reseed, arms)
    case .speed(let factor): speed = factor
    case .goTo(let step): try go(to: step)
    case .predict(let id, let answer): try predict(id, answer)
    case .operate(let operation, let arm): try operate(operation, on: arm, arms)
    case .undoOperation(let arm): try undoOperation(on: arm, arms)
    case .travel(let step): try travel(to: step, arms)
    case .undo: try undo(arms)
    case .redo: try redo(arms)
    case .remember(let bookmark): bookmarks[bookmark] = present(.bookmark(bookmark), arms)
    case .recall(let bookmark): try recall(bookmark, arms)
    case .fork(let arm, let knob, let value): try fork(arm, turning: knob, to: value, arms)
    case .rename(let arm, let label): try rename(arm, label)
    case .delete(let arm): try delete(arm, arms)
    }
  }

  /// The arms of this page train: they share what may be kept, each as much as its weights take, with
  /// what the optimizer remembers of them, and some curves.
  private mutating func noteTraining() {
    for index in training {
      let weights = (try? plans[index].memory(probes: []))?.weights ?? 0
      errands[index].keptBytes = weights + (64 << 10)
    }
  }

  /// The arms train to a step at once, or no longer.
  mutating func retrace(_ retracing: Retracing?) {
    self.retracing = retracing
    isRunning = false
    if retracing != nil { noteTraining() }
  }

  /// Sees to it that some arm may train on. When all have come to the limit, it is moved on by
  /// `steps`, up to the most that the lesson trains.
  private mutating func makeRoom(_ arms: [ArmStanding], steps: Int) throws(CommandFault) {
    if let question = openQuestion { throw .predictFirst(ask: question.ask.plainText) }
    guard ownLimit > 0 else { throw .nothingRuns(step: lesson.steps[lessonStep].title) }
    if restartOutdated(arms) { return }
    guard let first = standing(arms).map(\.step).min() else { throw .nothingLeft }
    guard first >= limit else { return }
    let before = limit
    // Arms may have come further at another step of the lesson.
    wish.extraSteps = first + steps - ownLimit
    guard limit > max(before, first) else { throw .finished(steps: before) }
  }

  private mutating func go(to step: Int) throws(CommandFault) {
    guard lesson.steps.indices.contains(step) else {
      throw .unknownStep(step, count: lesson.steps.count)
    }
    if step > lessonStep, let question = openQuestion {
      throw .predictFirst(ask: question.ask.plainText)
    }
    change { $0.lessonStep = step }
  }

  /// Changes the page or the lesson. A run goes on where the page would train the same; nothing starts
  /// by turning a page.
  mutating func change(_ body: (inout SessionState) -> Void) {
    let (arms, limit) = (inheritedRun?.arms, limit)
    body(&self)
    watchPace = nil
    if openQuestion != nil || inheritedRun?.arms != arms || self.limit != limit {
      isRunning = false
      wish.extraSteps = 0
    }
  }
}
