internal import Experiments
public import Lessons

/// Runs everything that the claims of a lesson need, over some seeds, and judges them.
public enum Verification {
  /// How far a verification is.
  public struct Progress: Hashable, Sendable {
    /// Runs of an arm with a seed.
    public var runs: Int
    public var totalRuns: Int
    public var seconds: Double

    /// Seconds still to go if it goes on like this; nil while nobody can tell.
    public var estimate: Double? {
      runs == 0 ? nil : seconds * Double(totalRuns - runs) / Double(runs)
    }
  }

  /// One arm with one seed.
  private struct Job: Sendable {
    var seed: UInt64
    var arm: Int
    var recording: [MetricKey]
    var steps: Int { recording.map(\.step).max() ?? 0 }
  }

  /// - Parameters:
  ///   - seeds: nil: those that the lesson names.
  ///   - progress: called about ten times a second, on the calling thread.
  /// - Throws: `CommandFault` where the lesson's own knobs make no experiment, `SystemFault`.
  public static func run(
    _ lesson: Lesson, library: DataLibrary, seeds: [UInt64]? = nil,
    progress: (Progress) -> Void = { _ in }
  ) throws -> VerificationReport {
    let start = Clock.seconds()
    let seeds = seeds ?? lesson.seeds.verify
    let state = try SessionState(lesson: lesson, seed: lesson.seeds.show, settings: [:])
    let references = lesson.claims.flatMap(\.expression.metricReferences)
    let recordings = lesson.arms.map { references.keys(of: $0) }
    let jobs = seeds.flatMap { seed in
      lesson.arms.indices.map { Job(seed: seed, arm: $0, recording: recordings[$0]) }
    }
    let snapshots = try carryOut(jobs, state, library) { done in
      progress(Progress(runs: done, totalRuns: jobs.count, seconds: Clock.seconds() - start))
    }
    let contexts = seeds.indices.map { index in
      let first = index * lesson.arms.count
      let arms = snapshots[first..<first + lesson.arms.count]
      return SnapshotMetrics(arms: Array(arms), knobs: state.knobs)
    }
    return VerificationReport(
      lesson: lesson.id, seeds: seeds,
      claims: lesson.claims.map { ClaimJudge(claim: $0, contexts: contexts).report },
      steps: stepsByArm(lesson, recordings), faults: faults(in: snapshots),
      notices: lesson.notices, seconds: Clock.seconds() - start)
  }

  private static func stepsByArm(_ lesson: Lesson, _ recordings: [[MetricKey]]) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: zip(lesson.arms, recordings).map { arm, keys in
        (arm.id, keys.map(\.step).max() ?? 0)
      })
  }

  /// The longest runs first, so that no processor is idle at the end.
  private static func carryOut(
    _ jobs: [Job], _ state: SessionState, _ library: DataLibrary, watch: (Int) -> Void
  ) throws -> [ArmSnapshot] {
    let order = jobs.indices.sorted { (jobs[$0].steps, $1) > (jobs[$1].steps, $0) }
    let done = Monitor(0)
    let results = try WorkPool.run(jobs: jobs.count) {
      watch(done.withLock { $0 })
    } _: { place in
      defer { done.withLock { $0 += 1 } }
      return run(jobs[order[place]], state, library)
    }
    var snapshots = results
    for (place, index) in order.enumerated() { snapshots[index] = results[place] }
    return snapshots
  }

  /// Trains one arm as far as the claims look.
  private static func run(
    _ job: Job, _ state: SessionState, _ library: DataLibrary
  ) -> ArmSnapshot {
    let arm = state.lesson.arms[job.arm]
    let plan = state.plans[job.arm]
    var snapshot = ArmSnapshot(id: arm.id, label: arm.label, knobs: state.knobs(of: arm))
    guard !job.recording.isEmpty else { return snapshot }
    do {
      let names = Set(job.recording.map(\.probe))
      var experiment = try plan.begin(
        ExperimentStart(
          seed: job.seed, probes: state.lesson.probes.filter { names.contains($0.name) },
          recording: job.recording, shelf: library, evaluatesAlongTheWay: false))
      while experiment.step < job.steps, experiment.divergedAt == nil { experiment.advance() }
      experiment.settle { false }
      snapshot.recorded = experiment.recorded
      snapshot.parameterCount = experiment.parameterCount
    } catch {
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
