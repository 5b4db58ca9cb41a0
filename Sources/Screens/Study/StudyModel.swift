import Charts
internal import Experiments
import Lab
import Lessons

/// Which panel of the Study screen takes the keys.
enum StudyFocus: Hashable, Sendable {
  case text
  /// By place in the step's list of plots.
  case plot(Int)
  /// By place in the step's list of knobs.
  case knob(Int)
}

/// Whose value a knob turns: one arm's own, or that of all arms without one.
struct KnobTarget: Hashable, Sendable {
  var knob: String
  var arm: String?
}

/// Whose value the learner chose to turn: of an arm by its place in the lesson, or of all that have
/// none of their own.
struct KnobChoice: Hashable, Sendable {
  var arm: Int?
}

/// A lesson being studied.
struct StudyModel: Sendable {
  /// What its sentences call keys by.
  var keys = KeyBindings.standard
  var lesson: Lesson
  var snapshot: SessionSnapshot
  /// The same with the numbers that earlier runs recorded for the lesson's text.
  private(set) var filled: SessionSnapshot
  /// The step of the lesson, from 0.
  var step: Int
  var focus = StudyFocus.text
  /// The panel that was focused last beside the knobs: what small screens show.
  var panel = StudyFocus.text
  /// The plot that was looked at last, by place in the step's list: what is shown where not all fit.
  var viewedPlot = 0
  /// Whose value a knob turns where there is a choice; nil: none was made.
  var selectedArm: KnobChoice?
  var hiddenArms: Set<String> = []
  /// Whether the arms of all steps are shown, not only those of this one.
  var showsAllArms = false
  var plotViews: [String: PlotView] = [:]
  var textScroll = 0
  /// How many hints are shown, by step.
  var revealedHints: [Int: Int] = [:]
  var showsNotes = false
  /// Whether notes were asked for once: they are shown when asked for again.
  var hasAskedForNotes = false
  /// Values that were asked for and that no snapshot has shown yet.
  var pending: [KnobTarget: KnobValue] = [:]
  /// The exact value being typed for the focused knob.
  var entry: TextField?
  /// Whether that value is for a fork.
  var isForking = false
  /// The knobs that no run of the page depends on, as of when a command was begun.
  var idleKnobs: Set<String> = []
  /// Whether a fork was asked for here, whose knobs are turned once it is there.
  var awaitsFork = false
  /// What was wrong with the typed value.
  var refusal: String?
  /// The cell of the focused knob that is edited, where it holds numbers in rows.
  var editor: MatrixEditor?
  /// False where there is no color: shades stand for the values of matrices.
  let usesColor: Bool
  /// What its texts are laid out for.
  var glyphs = GlyphTier.braille
  /// By plot: the ranges that value axes keep from frame to frame.
  var heldAxes: [String: HeldAxis] = [:]
  /// The tries whose curves stay in sight.
  var pinned: Set<TryMark> = []
  /// By claim: its run on a fresh seed.
  var claimTrials: [String: ClaimTrialRun.State] = [:]
  /// The pages that were seen.
  var visited: Set<Int> = []
  /// Whether this page was never seen before, and its run not begun since it is.
  var isNew = false
  /// By prediction: what the first run said of it.
  var judged: [String: Judged] = [:]
  /// By prediction: how sure the answer was, where that was said.
  var confidence: [String: Confidence] = [:]
  /// Where the reader draws, in lessons that have a pad.
  var pad = PadModel()
  /// What is asked of every step that the runs come to rest at.
  var question: Probe?
  /// Whether a room looks on: curves are thick and have strokes of their own, and every knob can be asked for.
  var isForRoom = false
  /// Numbers that earlier runs recorded.
  var measured = MeasuredValues()

  init(lesson: Lesson, snapshot: SessionSnapshot, usesColor: Bool = true) {
    self.lesson = lesson
    self.usesColor = usesColor
    self.snapshot = snapshot
    filled = snapshot
    step = min(max(0, snapshot.lessonStep), max(0, lesson.steps.count - 1))
    visited = [step]
    keepNumbers()
  }

  /// Keeps what the newest snapshot has recorded, and what that says of predictions.
  private mutating func keepNumbers() {
    measured.note(snapshot)
    filled = measured.filled(snapshot)
    keepJudged()
  }

  var lessonStep: LessonStep? {
    lesson.steps.indices.contains(step) ? lesson.steps[step] : nil
  }

  /// The step's plots, most important first.
  var plots: [Plot] { lessonStep?.plots.compactMap(lesson.plot) ?? [] }
  /// The step's knobs.
  var knobs: [Knob] {
    let own = lessonStep?.knobs.compactMap(lesson.knob) ?? []
    return own.isEmpty && isForRoom ? lesson.knobs : own
  }

  /// The arms that the step trains, with their places in the lesson, which give their colors. A
  /// step without a run keeps the arms of the last one before it.
  var shownArms: [(index: Int, arm: Arm)] {
    let run = lesson.steps.prefix(step + 1).last { $0.run != nil }?.run
    let chosen = showsAllArms ? [] : run?.arms ?? []
    return lesson.arms.enumerated().map { (index: $0.offset, arm: $0.element) }
      .filter { chosen.isEmpty || chosen.contains($0.arm.root) }
      .filter { armSnapshot($0.arm.id)?.isGone != true }
  }

  /// Training steps of the last run up to this step, or where none has trained yet, of the next one.
  var plannedSteps: Int {
    func trains(_ step: LessonStep) -> Bool { (step.run?.until ?? 0) > 0 }
    let planned =
      lesson.steps.prefix(step + 1).last(where: trains) ?? lesson.steps.first(where: trains)
    return planned?.run?.until ?? lesson.mostSteps
  }

  func armSnapshot(_ id: String) -> ArmSnapshot? { snapshot.arms.first { $0.id == id } }

  /// How a plot is looked at now.
  func view(of plot: Plot) -> PlotView {
    plotViews[plot.name] ?? PlotView(isLogarithmic: plot.isLogarithmic)
  }

  var focusedPlot: Plot? {
    guard case .plot(let index) = focus, plots.indices.contains(index) else { return nil }
    return plots[index]
  }

  var focusedKnob: Knob? {
    guard case .knob(let index) = focus, knobs.indices.contains(index) else { return nil }
    return knobs[index]
  }

  /// Takes a newer state of the session.
  mutating func take(_ newer: SessionSnapshot) {
    let before = trainingStep
    snapshot = newer
    if newer.forks != lesson.forks {
      let isNew = newer.forks.count > lesson.forks.count
      lesson = lesson.with(forks: newer.forks)
      if isNew, awaitsFork { selectedArm = KnobChoice(arm: lesson.arms.count - 1) }
      awaitsFork = false
    }
    keepNumbers()
    pending = pending.filter { target, value in settledValue(target) != value }
    // A run that has started again has nothing to do with the ranges of the last one.
    // Bars by layer keep theirs, so that one sees what a knob has changed.
    if trainingStep < before {
      heldAxes = heldAxes.filter { lesson.plot($0.key)?.kind == .bars }
    }
    holdAxes()
  }

  /// Goes on after the lesson was left, with the session that was kept or with a new one.
  mutating func resume(_ newer: SessionSnapshot) {
    pending = [:]
    (entry, editor, refusal) = (nil, nil, nil)
    take(newer)
  }

  /// Whether there is something that would be lost with the session.
  func holdsWork(besidesAnswers areKept: Bool) -> Bool {
    !areKept && !snapshot.answers.isEmpty || snapshot.arms.contains { $0.step > 0 }
  }

  var hints: [Prose] { lessonStep?.hints ?? [] }
  var shownHints: Int { min(revealedHints[step] ?? 0, hints.count) }
  var hasMoreHints: Bool { shownHints < hints.count }
}
