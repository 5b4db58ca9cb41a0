public import Experiments
public import Lessons

/// A lesson's arms trained once without a screen, and looked at wherever the run of a page ends: the same
/// bits as a session that goes through the pages with the same seed.
public struct PagedRun: Sendable {
  public var lesson: Lesson
  public var seed: UInt64
  /// What each page shows at the end of its run, of its own arms; with the readings of its plots.
  public var pages: [SessionSnapshot]
  /// Every arm at its end, with all that texts, predictions and claims read; without readings.
  public var whole: SessionSnapshot
  /// Wall-clock time; the only value here that differs between two runs.
  public var seconds: Double

  /// What is to be seen of an arm, by training step: the probes of the plots.
  fileprivate typealias Looks = [Int: Set<String>]

  package init(lesson: Lesson, seed: UInt64, pages: [SessionSnapshot], whole: SessionSnapshot) {
    (self.lesson, self.seed, self.pages, self.whole) = (lesson, seed, pages, whole)
    seconds = 0
  }

  /// Trains each arm as far as some page shows it, or some number reads it, as many arms at a time as
  /// there are processors.
  /// - Parameters:
  ///   - seed: nil: the one that the lesson shows.
  ///   - settings: knob values by name, or by "arm.knob" for one arm.
  ///   - steps: at most so many training steps, where pages are looked at before their runs are worth the
  ///     time; nil: as many as they take.
  ///   - progress: called about ten times a second, on the calling thread.
  /// - Throws: `CommandFault` for a setting or a number of steps that can't be, `SystemFault`. An arm that can't be built is in
  ///   the result, with the phase `failed`.
  public static func run(
    _ lesson: Lesson, library: DataLibrary, seed: UInt64? = nil,
    settings: [String: KnobValue] = [:], steps: Int? = nil,
    progress: (HeadlessRun.Progress) -> Void = { _ in }
  ) throws -> PagedRun {
    let start = Clock.seconds()
    let state = try SessionState(
      lesson: lesson, seed: seed ?? lesson.seeds.show, settings: settings)
    let limit = try steps.map { try lesson.runSteps($0) } ?? Lesson.stepLimit
    let paths = lesson.arms.map { ArmPath(of: $0, in: lesson, limit: limit) }
    do {
      try lesson.checkMemory(
        of: state.plans, curveLength: paths.map(\.end).max() ?? 0, limit: state.memoryLimit)
    } catch {
      throw CommandFault.impossiblePlan("\(error)")
    }
    let counts = Monitor(paths.map { ArmCount(done: 0, total: $0.end) })
    let found = try WorkPool.run(jobs: paths.count) {
      progress(counts.withLock { $0.progress(seconds: Clock.seconds() - start) })
    } _: { index in
      paths[index].followed(state, index, library: library) { count in
        counts.withLock { $0[index] = count }
      }
    }
    return PagedRun(state, found, limit: limit, seconds: Clock.seconds() - start)
  }

  private init(_ state: SessionState, _ arms: [ArmPath.Found], limit: Int, seconds: Double) {
    (lesson, seed, self.seconds) = (state.lesson, state.seed, seconds)
    let (lesson, seed, knobs) = (state.lesson, state.seed, state.knobs)
    pages = lesson.steps.indices.map { page in
      let run = lesson.run(ofPage: page)
      let until = min(run?.until ?? 0, limit)
      let shown = zip(lesson.arms, arms).filter { run?.trains($0.0.id) ?? true }
      return SessionSnapshot(
        seed: seed, lessonStep: page, limit: until, knobs: knobs,
        arms: shown.map { $0.1.looks[until] ?? $0.1.end })
    }
    whole = SessionSnapshot(
      seed: seed, lessonStep: max(lesson.steps.count - 1, 0), knobs: knobs, arms: arms.map(\.end))
  }
}

/// How far one arm is trained, and where it is looked at.
private struct ArmPath: Sendable {
  /// What was seen of an arm.
  struct Found: Sendable {
    var looks: [Int: ArmSnapshot] = [:]
    var end: ArmSnapshot
  }

  let arm: Arm
  let looks: PagedRun.Looks
  let recording: [MetricKey]
  let end: Int

  init(of arm: Arm, in lesson: Lesson, limit: Int) {
    self.arm = arm
    looks = lesson.steps.indices.reduce(into: [:]) { looks, page in
      let run = lesson.run(ofPage: page)
      guard run?.trains(arm.id) ?? true else { return }
      let plots = lesson.steps[page].plots.compactMap(lesson.plot)
      looks[min(run?.until ?? 0, limit), default: []].formUnion(plots.flatMap(\.probes))
    }
    recording = lesson.recording(of: arm)
    end = min(limit, max(looks.keys.max() ?? 0, recording.map(\.step).max() ?? 0))
  }

  func followed(
    _ state: SessionState, _ index: Int, library: DataLibrary, note: (ArmCount) -> Void
  ) -> Found {
    let lesson = state.lesson
    let initial = ArmSnapshot(id: arm.id, label: arm.label, knobs: state.knobs(of: arm))
    var found = Found(end: initial)
    do {
      var experiment = try state.plans[index].begin(
        ExperimentStart(
          seed: state.seed, probes: lesson.probes, recording: recording, shelf: library,
          historyCapacity: .max))
      for step in looks.keys.sorted() {
        advance(&experiment, to: step, note: note)
        let wanted = looks[step] ?? []
        var look = initial
        look.fill(from: &experiment, probes: lesson.probes.filter { wanted.contains($0.name) })
        found.looks[step] = look
      }
      advance(&experiment, to: end, note: note)
      found.end.fill(from: &experiment, probes: [])
    } catch {
      found.end.phase = .failed("\(error)")
    }
    note(ArmCount(done: end, total: end))
    return found
  }

  private func advance(
    _ experiment: inout any Experiment, to step: Int, note: (ArmCount) -> Void
  ) {
    while experiment.step < step, experiment.divergedAt == nil {
      experiment.advance()
      if experiment.step.isMultiple(of: 32) {
        note(ArmCount(done: experiment.step, total: end))
      }
    }
  }
}

extension Lesson {
  /// The run that a page shows: its own, or that of the last page before it that has one; nil: none.
  /// - Parameter page: from 0.
  public func run(ofPage page: Int) -> LessonStep.Run? {
    steps.prefix(page + 1).last { $0.run != nil }?.run
  }
}
