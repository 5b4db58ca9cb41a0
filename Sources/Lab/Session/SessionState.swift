internal import Experiments
internal import Lessons

/// Everything that commands change, and how. Free of threads: the session carries it out.
struct SessionState: Sendable {
  var lesson: Lesson
  /// Bytes that the arms may take together.
  let memoryLimit: Int
  var seed: UInt64
  var lessonStep = 0
  var isRunning = false
  /// How many times as fast as the lesson wants to be watched; nil: as fast as it goes.
  var speed: Double? = 1
  /// Whether somebody watches: runs of the lesson's steps then take their time.
  let isWatched: Bool
  /// Steps a second that show the present run of a lesson's step in `watchSeconds`.
  private var watchPace: Int?
  /// Steps allowed beyond those of the lesson's step, by running on in free play.
  var extraSteps = 0
  /// Knob values turned for all arms that have none of their own.
  var knobs: [String: KnobValue]
  /// Knob values turned in one arm, over those of the lesson.
  var ownKnobs: [String: [String: KnobValue]] = [:]
  var answers: [String: Command.Answer] = [:]
  var plans: [any ExperimentPlan] = []
  /// By arm: rises when its experiment is to be built anew.
  private(set) var generations: [Int]
  /// By arm: rises when it is to begin at step 0 even if the same run is still known.
  private(set) var restarts: [Int]
  /// By arm: the plan that made what it shows, where a knob was turned after the end of the run.
  private(set) var outdated: [Int: any ExperimentPlan] = [:]
  /// By arm: what is to be done to its network, wherever it is.
  var operations: [[Operation]]
  /// By arm: what is to be done to it at steps of their own.
  let planned: [[PlannedOperation]]
  /// By arm: the single steps asked for since it was built.
  private(set) var singleSteps: [Int]
  var log: [Command] = []

  /// Where an arm stands, as far as commands care.
  struct ArmStanding: Sendable {
    var step: Int
    /// It has diverged or can't be built.
    var isOut: Bool
  }

  init(
    lesson: Lesson, seed: UInt64, settings: [String: KnobValue],
    operations planned: [PlannedOperation] = [], isWatched: Bool = false
  ) throws(CommandFault) {
    self.lesson = lesson
    self.isWatched = isWatched
    memoryLimit = ProcessMemory.limit(arms: lesson.arms.count)
    self.seed = seed
    knobs = Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) })
    generations = lesson.arms.map { _ in 1 }
    singleSteps = lesson.arms.map { _ in 0 }
    restarts = lesson.arms.map { _ in 0 }
    operations = lesson.arms.map { _ in [] }
    self.planned = lesson.arms.map { arm in
      planned.filter { $0.arm == arm.id }.sorted { $0.step < $1.step }
    }
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      try turn(parts[parts.count - 1], to: value, arm: parts.count == 2 ? parts[0] : nil)
    }
    plans = try resolvedPlans()
    for operation in planned { try check(operation.operation, arm: operation.arm) }
  }

  // MARK: What trains, and how far

  /// The run of this step of the lesson, or else of the last one before it that has one.
  private var inheritedRun: LessonStep.Run? {
    lesson.steps.prefix(lessonStep + 1).last { $0.run != nil }?.run
  }

  /// Whether an arm trains at this step of the lesson.
  func trains(_ arm: Arm) -> Bool {
    let names = inheritedRun?.arms ?? []
    return names.isEmpty || names.contains(arm.id)
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
    let steps = zip(lesson.arms, arms).filter { trains($0.0) && !$0.1.isOut }.map(\.1.step)
    let left = limit - (steps.min() ?? 0)
    watchPace = max(1, Int((Double(left) / Self.watchSeconds).rounded(.up)))
  }

  var limit: Int { min(ownLimit + extraSteps, max(lesson.mostSteps, ownLimit)) }

  // MARK: Commands

  /// Changes the state, or throws and leaves it as it was.
  mutating func handle(_ command: Command, arms: [ArmStanding]) throws(CommandFault) {
    var next = self
    try next.apply(command, arms: arms)
    next.log.append(command)
    self = next
  }

  private mutating func apply(_ command: Command, arms: [ArmStanding]) throws(CommandFault) {
    switch command {
    case .run:
      let before = generations
      try makeRoom(arms, steps: max(ownLimit, 1))
      // Those that begin anew do so at step 0.
      setWatchPace(
        arms.indices.map {
          generations[$0] == before[$0] ? arms[$0] : ArmStanding(step: 0, isOut: false)
        })
      isRunning = true
    case .pause: isRunning = false
    case .step:
      // Whoever steps on after the end steers the run, which is not begun again.
      outdated = outdated.filter { !trains(lesson.arms[$0.key]) }
      try makeRoom(arms, steps: 1)
      isRunning = false
      for (index, arm) in lesson.arms.enumerated() where trains(arm) { singleSteps[index] += 1 }
    case .set(let knob, let value, let arm): try set(knob, to: value, arm: arm, arms)
    case .restart(let reseed):
      if reseed == .next { seed &+= 1 }
      (extraSteps, watchPace) = (0, nil)
      for (index, arm) in lesson.arms.enumerated() where reseed == .next || trains(arm) {
        restart(index)
      }
    case .speed(let factor): speed = factor
    case .goTo(let step): try go(to: step)
    case .predict(let id, let answer): try predict(id, answer)
    case .operate(let operation, let arm): try operate(operation, on: arm, arms)
    case .undoOperation(let arm): try undoOperation(on: arm)
    }
  }

  /// Sees to it that some arm may train on. When all have come to the limit, it is moved on by
  /// `steps`, up to the most that the lesson trains.
  private mutating func makeRoom(_ arms: [ArmStanding], steps: Int) throws(CommandFault) {
    if let question = openQuestion { throw .predictFirst(ask: question.ask.plainText) }
    guard ownLimit > 0 else { throw .nothingRuns(step: lesson.steps[lessonStep].title) }
    if restartOutdated() { return }
    let standing = zip(lesson.arms, arms).filter { trains($0.0) && !$0.1.isOut }.map(\.1)
    guard let first = standing.map(\.step).min() else { throw .nothingLeft }
    guard first >= limit else { return }
    let before = limit
    // Arms may have come further at another step of the lesson.
    extraSteps = first + steps - ownLimit
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
      extraSteps = 0
    }
  }

  // MARK: Knobs

  private mutating func set(
    _ knob: String, to value: KnobValue, arm: String?, _ arms: [ArmStanding]
  ) throws(CommandFault) {
    try turn(knob, to: value, arm: arm)
    let before = plans
    plans = try resolvedPlans()
    let alwaysRestarts = lesson.knob(knob)?.alwaysRestarts ?? false
    for index in plans.indices where !plans[index].equals(before[index]) {
      let isLive = !alwaysRestarts && plans[index].continues(before[index])
      if isLive {
        if arms[index].step > 0 && arms[index].step >= limit {
          outdate(index, madeBy: before[index])
        }
      } else {
        rebuild(index)
      }
    }
  }

  /// What an arm shows at its end was made by a plan that is no more, until it is turned back.
  private mutating func outdate(_ index: Int, madeBy plan: any ExperimentPlan) {
    let made = outdated[index] ?? plan
    outdated[index] = plans[index].equals(made) ? nil : made
  }

  /// Starts the arms again that show what other values made. Returns whether there were any.
  private mutating func restartOutdated() -> Bool {
    let indices = lesson.arms.indices.filter { outdated[$0] != nil && trains(lesson.arms[$0]) }
    for index in indices { rebuild(index) }
    return !indices.isEmpty
  }

  private mutating func restart(_ index: Int) {
    restarts[index] += 1
    rebuild(index)
  }

  private mutating func rebuild(_ index: Int) {
    generations[index] += 1
    singleSteps[index] = 0
    operations[index] = []
    outdated[index] = nil
    watchPace = nil
  }

  private mutating func turn(
    _ name: String, to value: KnobValue, arm: String?
  ) throws(CommandFault) {
    guard let knob = lesson.knob(name) else {
      throw .unknownKnob(name, known: lesson.knobs.map(\.name))
    }
    // Values outside the range may be asked for, as an experiment.
    guard knob.accepts(value) else {
      throw .wrongValue(knob: name, found: value, expected: knob.kind.taken)
    }
    if let arm {
      guard lesson.arm(arm) != nil else { throw .unknownArm(arm, known: lesson.arms.map(\.id)) }
      ownKnobs[arm, default: [:]][name] = value
    } else {
      let own = lesson.arms.filter { $0.set[name] != nil || ownKnobs[$0.id]?[name] != nil }
      guard own.count < lesson.arms.count else {
        throw .everyArmHasItsOwn(knob: name, arms: own.map(\.id))
      }
      knobs[name] = value
    }
  }

  /// All knob values as an arm has them.
  func knobs(of arm: Arm) -> [String: KnobValue] {
    arm.knobValues(shared: knobs, own: ownKnobs[arm.id] ?? [:])
  }

  private func resolvedPlans() throws(CommandFault) -> [any ExperimentPlan] {
    var plans: [any ExperimentPlan] = []
    for arm in lesson.arms {
      do { plans.append(try lesson.plan(of: arm, knobs: knobs(of: arm))) } catch {
        throw .impossiblePlan("\(arm.label): \(error)")
      }
    }
    do { try lesson.checkMemory(of: plans, limit: memoryLimit) } catch {
      throw .impossiblePlan("\(error)")
    }
    return plans
  }
}
