internal import Experiments
internal import Lessons

/// The runs of an arm before the present one: the curves of many, and a few whole, so that turning a
/// knob back brings back what it made.
struct PastRuns {
  /// The most that are known by their curves.
  private static let tryLimit = 12
  /// The most that are kept whole, and the numbers that their networks may train together.
  private static let runLimit = 3
  private static let parameterLimit = 500_000

  /// The oldest first.
  private(set) var tries: [Try] = []
  /// Those that are kept whole, by the number of their try.
  private var runs: [(id: Int, run: Run)] = []
  private var count = 0

  /// Keeps a run that is over because another one begins.
  /// - Parameters:
  ///   - knobs: all knob values that the run had in the end.
  ///   - order: what comes after it.
  ///   - again: whether that begins at step 0 in any case.
  mutating func keep(_ run: Run?, knobs: [String: KnobValue], before order: ArmOrder, again: Bool) {
    guard let run, run.step > 0 else { return }
    let isSteered = run.isSteered
    // The same run from its start shows nothing new.
    let isRepeated = again && !isSteered && order.seed == run.course.seed && order.knobs == knobs
    if isRepeated { return }
    if !isSteered {
      for old in tries where !old.isSteered && old.seed == run.course.seed && old.knobs == knobs {
        forget(old.id)
      }
    }
    count += 1
    tries.append(
      Try(
        id: count, seed: run.course.seed, knobs: knobs, isSteered: isSteered, step: run.step,
        divergedStep: run.experiment.divergedAt,
        traces: run.experiment.traces(nil, resolution: Try.resolution)))
    if tries.count > Self.tryLimit { forget(tries[0].id) }
    guard !isSteered else { return }
    runs.append((count, run))
    while runs.count > Self.runLimit || parameterCount > Self.parameterLimit { runs.removeFirst() }
  }

  /// The run that an order asks for, where it is still known; it is the present one then.
  mutating func take(_ order: ArmOrder) -> Run? {
    let found = runs.first { entry in
      entry.run.course.seed == order.seed && entry.run.planTaken.equals(order.plan)
    }
    guard let found else { return nil }
    forget(found.id)
    return found.run
  }

  private mutating func forget(_ id: Int) {
    tries.removeAll { $0.id == id }
    runs.removeAll { $0.id == id }
  }

  private var parameterCount: Int { runs.reduce(0) { $0 + $1.run.experiment.parameterCount } }
}

extension Run {
  /// The plan under which the newest step was taken.
  fileprivate var planTaken: any ExperimentPlan {
    course.changes.last { $0.step < step }?.plan ?? course.start
  }

  /// Whether the plan changed between steps, or the network was operated on.
  fileprivate var isSteered: Bool {
    !course.plan.operations.isEmpty
      || course.changes.contains { 0 < $0.step && $0.step < step }
  }
}
