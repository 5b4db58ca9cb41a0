internal import Experiments
internal import Lessons

/// The runs of an arm before the present one: the curves of many, and a few whole, so that turning a
/// knob back, or undoing that, brings back what it made.
struct PastRuns {
  /// The most that are known by their curves.
  private static let tryLimit = 12
  /// The most that are kept whole, and the numbers that their networks may train together.
  private static let runLimit = 3
  private static let parameterLimit = 500_000

  /// A run that is over because the arm went elsewhere.
  struct Entry {
    var run: Run
    var end: Whereabouts
  }

  /// The oldest first.
  private(set) var tries: [Try] = []
  /// Those that are kept whole, by the number of their try.
  private var entries: [(id: Int, entry: Entry)] = []
  private var count = 0

  /// Keeps a run that is over because another one begins, or because the arm goes back to one before.
  /// - Parameters:
  ///   - next: what begins; nil: none does.
  ///   - isAnew: whether that begins at step 0 in any case.
  mutating func keep(_ entry: Entry, before next: Deed.Beginning?, isAnew: Bool) {
    let (run, knobs) = (entry.run, entry.end.knobsTaken)
    guard run.step > 0 else { return }
    let isSteered = run.isSteered
    // The same run from its start shows nothing new.
    if let next, isAnew, !isSteered, next.seed == run.course.seed, next.knobs == knobs { return }
    if isSteered {
      for (id, old) in entries where old.end.isOnTheWay(to: entry.end) { forget(id) }
    } else {
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
    entries.append((count, entry))
    while entries.count > Self.runLimit || parameterCount > Self.parameterLimit {
      entries.removeFirst()
    }
  }

  /// The run that a beginning asks for, where it is still known; it is the present one then.
  mutating func take(_ beginning: Deed.Beginning) -> Entry? {
    let found = entries.first { _, entry in
      !entry.run.isSteered && entry.run.course.seed == beginning.seed
        && entry.run.planTaken.equals(beginning.plan)
    }
    guard let found else { return nil }
    forget(found.id)
    return found.entry
  }

  /// The run that is at a place; it is the present one, or what is ahead, then.
  mutating func take(at place: Place) -> Run? {
    guard let found = entries.first(where: { $0.entry.run.place == place }) else { return nil }
    forget(found.id)
    return found.entry.run
  }

  /// The run that is nearest to a place on the way there.
  func nearest(to place: Place) -> Run? {
    entries.map(\.entry.run).filter { $0.place.isOnTheWay(to: place) }.max { $0.step < $1.step }
  }

  private mutating func forget(_ id: Int) {
    tries.removeAll { $0.id == id }
    entries.removeAll { $0.id == id }
  }

  private var parameterCount: Int {
    entries.reduce(0) { $0 + $1.entry.run.experiment.parameterCount }
  }
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
