internal import Experiments
internal import Lessons

/// The runs that some claims of a lesson need, on some seeds: of each arm that they name, as far as
/// they look.
struct ClaimRuns {
  let state: SessionState
  let claims: [Claim]
  let seeds: [UInt64]
  /// What is recorded of each arm; nil: the claims don't name it.
  private let recordings: [[MetricKey]?]

  /// How far they are.
  struct Progress: Sendable {
    var steps: Int
    var totalSteps: Int
  }

  /// What they came to.
  struct Outcome: Sendable {
    /// By seed.
    var contexts: [SnapshotMetrics]
    /// Arms that could not be built, with the reason.
    var faults: [String]
  }

  /// One arm with one seed.
  private struct Job: Sendable {
    var seed: UInt64
    var arm: Int
    var recording: [MetricKey]?
    var steps: Int { recording?.map(\.step).max() ?? 0 }
  }

  init(
    _ lesson: Lesson, claims: [Claim], seeds: [UInt64], settings: [String: KnobValue] = [:]
  ) throws(CommandFault) {
    state = try SessionState(lesson: lesson, seed: lesson.seeds.show, settings: settings)
    self.claims = claims
    self.seeds = seeds
    let references = claims.flatMap(\.expression.metricReferences)
    let named = Set(claims.flatMap(\.expression.measuredArms))
    recordings = lesson.arms.map { named.contains($0.id) ? references.keys(of: $0) : nil }
  }

  /// The training steps of each arm that is run.
  var steps: [String: Int] {
    let pairs = zip(state.lesson.arms, recordings).map { arm, keys in
      (arm.id, keys?.map(\.step).max() ?? 0)
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// - Parameters:
  ///   - isCancelled: asked after every step, on several threads.
  ///   - watch: called about ten times a second, on the calling thread.
  /// - Returns: nil when cancelled.
  func carryOut(
    _ library: DataLibrary, isCancelled: @escaping @Sendable () -> Bool = { false },
    watch: (Progress) -> Void = { _ in }
  ) throws -> Outcome? {
    let arms = state.lesson.arms
    let jobs = seeds.flatMap { seed in
      arms.indices.map { Job(seed: seed, arm: $0, recording: recordings[$0]) }
    }
    // The longest runs first, so that no processor is idle at the end.
    let order = jobs.indices.sorted { (jobs[$0].steps, $1) > (jobs[$1].steps, $0) }
    let total = jobs.reduce(0) { $0 + $1.steps }
    let done = Monitor(0)
    let state = state
    let results = try WorkPool.run(jobs: jobs.count) {
      watch(Progress(steps: done.withLock { $0 }, totalSteps: total))
    } _: { place in
      Self.run(jobs[order[place]], state, library, isCancelled) { steps in
        done.withLock { $0 += steps }
      }
    }
    guard !isCancelled() else { return nil }
    var snapshots = results
    for (place, index) in order.enumerated() { snapshots[index] = results[place] }
    let contexts = seeds.indices.map { index in
      let own = snapshots[index * arms.count..<(index + 1) * arms.count]
      return SnapshotMetrics(arms: Array(own), knobs: state.knobs)
    }
    return Outcome(contexts: contexts, faults: Self.faults(in: snapshots))
  }

  /// Trains one arm as far as the claims look; `note` is told the steps since it was told last.
  private static func run(
    _ job: Job, _ state: SessionState, _ library: DataLibrary, _ isCancelled: () -> Bool,
    note: (Int) -> Void
  ) -> ArmSnapshot {
    let arm = state.lesson.arms[job.arm]
    let plan = state.plans[job.arm]
    var snapshot = ArmSnapshot(id: arm.id, label: arm.label, knobs: state.knobs(of: arm))
    guard let recording = job.recording, !isCancelled() else { return snapshot }
    do {
      let names = Set(recording.map(\.probe))
      let experiment = try plan.carriedOut(
        ExperimentStart(
          seed: job.seed, probes: state.lesson.probes.filter { names.contains($0.name) },
          recording: recording, shelf: library, evaluatesAlongTheWay: false),
        steps: job.steps, unless: isCancelled, note: note)
      snapshot.recorded = experiment.recorded
      snapshot.parameterCount = experiment.parameterCount
    } catch {
      note(job.steps)
      snapshot.phase = .failed("\(error)")
    }
    return snapshot
  }

  private static func faults(in snapshots: [ArmSnapshot]) -> [String] {
    var faults: [String] = []
    for snapshot in snapshots {
      if case .failed(let text) = snapshot.phase { faults.append("\(snapshot.label): \(text)") }
    }
    return faults.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
