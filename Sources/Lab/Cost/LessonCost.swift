public import Experiments
public import Lessons
internal import Networks
internal import Tensors

/// What a lesson takes: reckoned from its plans, and measured on this machine.
public struct LessonCost: Sendable {
  public struct Arm: Hashable, Sendable {
    public var id: String
    public var label: String
    /// Numbers that are trained.
    public var parameters: Int
    /// Of the matrix products of one step, forward and backward.
    public var multiplyAdds: Double
    /// The most bytes that it takes, its data left out; nil: the arm can't be built.
    public var memory: Int?
    /// Of a step; nil where no page takes one.
    public var milliseconds: Double?
    /// Why it can't be built.
    public var failure: String?
  }

  public struct Page: Hashable, Sendable {
    /// From 1.
    public var number: Int
    public var title: String
    /// The line of the file where its heading stands.
    public var line: Int
    /// How many arms it runs, and up to which step.
    public var arms: Int
    public var until: Int
    /// From its beginning to its end, all arms begun anew at full speed.
    public var seconds: Double
    /// Whether it was reckoned from the first steps, since to wait for the end would have been long.
    public var isReckoned: Bool

    /// Whether a learner waits longer than a page of a lesson should take.
    public var isLong: Bool { seconds > Lesson.patience }
  }

  public var lesson: Lesson
  public var arms: [Arm]
  /// Those that run.
  public var pages: [Page]
  /// The most bytes that all arms take together, their data with them.
  public var memory: Int
  /// Steps that the claims need, over all arms and seeds, and about how many seconds these take.
  public var claimSteps: Int
  public var claimSeconds: Double
  /// The seeds that these are.
  public var seeds: Int
  public var processors: Int

  /// - Parameters:
  ///   - settings: knob values by name, or by "arm.knob" for one arm.
  ///   - patience: seconds an arm; what it has not reached by then is reckoned from the steps so far.
  ///   - progress: told the share that is done before each arm.
  /// - Throws: `CommandFault` where the knobs make no experiment.
  public static func measure(
    _ lesson: Lesson, library: DataLibrary, settings: [String: KnobValue] = [:],
    patience: Double = 10, progress: (Double) -> Void = { _ in }
  ) throws -> LessonCost {
    let seeds = UnseenSeeds.count
    let state = try SessionState(lesson: lesson, seed: lesson.seeds.show, settings: settings)
    let paces = PageWait.paces(of: state, library, patience: patience) { index in
      progress(Double(index) / Double(max(1, lesson.arms.count)))
    }
    let steps = try ClaimRuns(
      lesson, claims: lesson.claims, seeds: UnseenSeeds.of(lesson), settings: settings
    ).steps
    let seconds = steps.sorted { $0.key < $1.key }.reduce(0.0) { sum, arm in
      sum + Double(arm.value) * (paces[arm.key]?.secondsPerStep ?? 0)
    }
    return LessonCost(
      lesson: lesson, arms: lesson.arms.indices.map { Arm($0, of: state, paces) },
      pages: pages(of: lesson, paces), memory: (try? lesson.memory(of: state.plans).total) ?? 0,
      claimSteps: seeds * steps.values.reduce(0, +),
      claimSeconds: Double(seeds) * seconds / Double(EngineRuntime.processorCount),
      seeds: seeds, processors: EngineRuntime.processorCount)
  }

  private static func pages(of lesson: Lesson, _ paces: [String: ArmPace]) -> [Page] {
    lesson.steps.enumerated().compactMap { index, step in
      guard let run = step.run, run.until > 0 else { return nil }
      let own = paces.filter { run.trains($0.key) }
      return Page(
        number: index + 1, title: step.title, line: step.line,
        arms: lesson.arms.count { run.trains($0.id) }, until: run.until,
        seconds: PageWait.seconds(of: run, paces),
        isReckoned: own.contains { $0.value.isReckoned && $0.value.steps < run.until })
    }
  }
}

extension LessonCost.Arm {
  fileprivate init(_ index: Int, of state: SessionState, _ paces: [String: ArmPace]) {
    let (arm, plan) = (state.lesson.arms[index], state.plans[index])
    (id, label, parameters, multiplyAdds) = (arm.id, arm.label, 0, 0)
    milliseconds = paces[arm.id]?.secondsPerStep.map { $0 * 1e3 }
    do {
      let cost = try plan.cost()
      (parameters, multiplyAdds) = (cost.parameters, cost.flops / 2)
      memory = try plan.memory(probes: state.lesson.probes).total
    } catch {
      failure = "\(error)"
    }
  }
}
