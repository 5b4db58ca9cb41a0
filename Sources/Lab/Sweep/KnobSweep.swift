public import Experiments
public import Lessons

/// One arm of a lesson, to be run once for each value of a knob, or each pair of values of two, with
/// each of some seeds.
public struct KnobSweep: Sendable {
  /// What is asked for.
  public struct Request: Hashable, Sendable {
    public var knobs: [SweepAxis.Words]
    /// nil: one that the knobs can turn.
    public var arm: String?
    /// nil: the one that the lesson shows.
    public var seeds: [UInt64]?
    /// nil: the furthest that a step of the lesson goes.
    public var steps: Int?
    /// nil: the one that tells how an arm does.
    public var probe: String?
    /// Other knob values by name, or by "arm.knob" for one arm.
    public var settings: [String: KnobValue] = [:]

    public init(knobs: [SweepAxis.Words]) { self.knobs = knobs }
  }

  public let lesson: Lesson
  public let arm: Arm
  /// One or two.
  public let axes: [SweepAxis]
  public let seeds: [UInt64]
  /// Those of each run.
  public let steps: Int
  /// What is reported of the last step.
  public let probe: Probe
  /// Which values of the probe are the better ones; nil: neither in itself.
  public var goal: SweepGoal? { SweepGoal(of: probe.measure) }
  /// The values of the knobs, by axis; the last axis goes fastest.
  public let points: [[KnobValue]]
  /// One a point.
  let plans: [any ExperimentPlan]
  /// So many runs at a time, which memory has room for.
  let threads: Int

  /// The most runs.
  public static let runLimit = 10_000

  /// Makes every experiment, and runs none.
  /// - Throws: `SweepFault`, or `CommandFault` for what it has in common with `HeadlessRun`.
  public init(_ lesson: Lesson, _ request: Request) throws {
    guard (1...2).contains(request.knobs.count) else {
      throw SweepFault.knobCount(request.knobs.count)
    }
    var axes: [SweepAxis] = []
    for words in request.knobs { axes.append(try SweepAxis(words, of: lesson)) }
    if axes.count == 2, axes[0].knob.name == axes[1].knob.name {
      throw SweepFault.sameKnob(axes[0].knob.name)
    }
    self.lesson = lesson
    seeds = request.seeds ?? [lesson.seeds.show]
    steps = try lesson.runSteps(request.steps)
    arm = try Self.arm(of: lesson, named: request.arm, turnedBy: axes.map(\.knob.name))
    try Self.check(request.settings, in: arm, against: axes)
    let count = axes.reduce(seeds.count) { $0 * $1.values.count }
    guard count <= Self.runLimit else {
      throw SweepFault.tooManyRuns(count, limit: Self.runLimit)
    }
    let state = try SessionState(
      lesson: lesson, seed: lesson.seeds.show, settings: request.settings)
    let planned = try Self.planned(axes, in: arm, of: state)
    (self.axes, plans) = (planned.axes, planned.plans)
    points = Self.points(of: planned.axes)
    probe = try Self.probe(of: lesson, named: request.probe, in: arm, planned.plans)
    threads = try Self.threads(for: planned.plans, of: lesson, runs: count)
  }

  /// The arm of that name; without one "yours", or else the first, of those that don't set the knobs.
  private static func arm(
    of lesson: Lesson, named name: String?, turnedBy knobs: [String]
  ) throws -> Arm {
    let arms = lesson.arms.map(\.id)
    if let name {
      guard let arm = lesson.arm(name) else { throw CommandFault.unknownArm(name, known: arms) }
      return arm
    }
    let free = lesson.arms.filter { arm in knobs.allSatisfy { arm.set[$0] == nil } }
    guard let arm = free.first(where: { $0.id == "yours" }) ?? free.first else {
      throw SweepFault.noArm(knobs: knobs, arms: arms)
    }
    return arm
  }

  private static func check(
    _ settings: [String: KnobValue], in arm: Arm, against axes: [SweepAxis]
  ) throws(SweepFault) {
    for name in axes.map(\.knob.name) {
      for key in [name, "\(arm.id).\(name)"] where settings[key] != nil { throw .alsoSet(key) }
    }
  }

  private static func points(of axes: [SweepAxis]) -> [[KnobValue]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.map { point + [$0] } }
    }
  }

  // MARK: Plans

  /// A plan a point. Where an experiment takes whole numbers alone, spaced values are made whole.
  private static func planned(
    _ axes: [SweepAxis], in arm: Arm, of state: SessionState
  ) throws(SweepFault) -> (axes: [SweepAxis], plans: [any ExperimentPlan]) {
    var plans: [any ExperimentPlan] = []
    for point in points(of: axes) {
      let turned = zip(axes.map(\.knob.name), point)
      let own = state.ownKnobs(of: arm).merging(turned) { $1 }
      do {
        let plan = try state.lesson.plan(
          of: arm, knobs: arm.knobValues(shared: state.knobs, own: own))
        // Whether there can be such a network.
        _ = try state.lesson.memory(of: [plan], curveLength: 0)
        plans.append(plan)
      } catch {
        let whole = axes.map { $0.whole ?? $0 }
        if case .notWhole = error, whole != axes {
          return try planned(whole, in: arm, of: state)
        }
        let values = turned.map { "\($0)=\($1.argument)" }.joined(separator: " ")
        throw .impossible(values: values, "\(error)")
      }
    }
    return (axes, plans)
  }

  /// How many of the largest experiments there is memory for at the same time.
  /// - Throws: `CommandFault.impossiblePlan` where there is not even room for one.
  private static func threads(
    for plans: [any ExperimentPlan], of lesson: Lesson, runs: Int
  ) throws -> Int {
    let sizes = try plans.map { try lesson.memory(of: [$0], curveLength: 0).total }
    let largest = plans.indices.max { sizes[$0] < sizes[$1] } ?? 0
    var threads = WorkPool.threads(forJobs: runs)
    while true {
      do {
        try lesson.checkMemory(
          of: [any ExperimentPlan](repeating: plans[largest], count: threads), curveLength: 0,
          limit: ProcessMemory.limit(arms: threads))
        return threads
      } catch {
        guard threads > 1 else { throw CommandFault.impossiblePlan("\(error)") }
        threads -= 1
      }
    }
  }

  // MARK: The probe

  private static func probe(
    of lesson: Lesson, named name: String?, in arm: Arm, _ plans: [any ExperimentPlan]
  ) throws(SweepFault) -> Probe {
    let numbers = lesson.probes.filter(\.isNumber)
    let known = numbers.map(\.name)
    func isRead(_ probe: Probe) -> Bool { plans.contains { $0.reads(probe.measure) } }
    guard let name else {
      let usual = [lesson.headlineProbe].compactMap { $0 }.filter(\.isNumber)
      guard let probe = (usual + numbers).first(where: isRead) else {
        throw .nothingToMeasure(probe: known.first ?? "any probe", arm: arm.id)
      }
      return probe
    }
    guard let probe = lesson.probe(name) else {
      throw .unknownProbe(name, nearest: nearestName(to: name, in: known), known: known)
    }
    guard probe.isNumber else { throw .noNumber(probe: name, known: known) }
    guard isRead(probe) else { throw .nothingToMeasure(probe: name, arm: arm.id) }
    return probe
  }
}
