internal import Experiments
internal import Lessons

extension KnobSweep {
  /// Runs every point with every seed, as many at a time as there are processors.
  /// - Parameter progress: called about ten times a second, on the calling thread; returns whether to
  ///   go on.
  /// - Returns: nil when it was not to go on.
  public func run(
    library: DataLibrary, progress: (HeadlessRun.Progress) -> Bool = { _ in true }
  ) throws(SystemFault) -> SweepResult? {
    try run(library: library, watching: nil, progress: progress)
  }

  /// - Parameter watching: is shown the runs on their way and at their ends, on the threads that train
  ///   them; nil: nobody looks, so that nothing is measured before the last step.
  func run(
    library: DataLibrary, watching watcher: Watcher?,
    progress: (HeadlessRun.Progress) -> Bool
  ) throws(SystemFault) -> SweepResult? {
    let start = Clock.seconds()
    let (done, isCancelled) = (Monitor(0), Monitor(false))
    let jobs = points.indices.flatMap { point in seeds.map { (point: point, seed: $0) } }
    let runs = try WorkPool.run(jobs: jobs.count, threads: threads) {
      let reached = HeadlessRun.Progress(
        steps: done.withLock { $0 }, total: jobs.count * steps,
        seconds: Clock.seconds() - start)
      if !progress(reached) { isCancelled.withLock { $0 = true } }
    } _: { index in
      let job = jobs[index]
      let outcome = outcome(
        of: plans[job.point], seed: job.seed, library, unless: { isCancelled.withLock { $0 } },
        look: watcher.map { watcher in { watcher.look(index, $0) } }
      ) { count in done.withLock { $0 += count } }
      watcher?.ended(index, outcome)
      return SweepResult.Run(point: job.point, seed: job.seed, outcome: outcome)
    }
    return isCancelled.withLock { $0 } ? nil : SweepResult(sweep: self, runs: runs)
  }

  /// Who looks on while it runs; runs are named by point, and by seed within each.
  struct Watcher: Sendable {
    var look: @Sendable (_ run: Int, any Experiment) -> Void
    var ended: @Sendable (_ run: Int, SweepResult.Outcome) -> Void
  }

  /// Trains to the last step; `note` is told the steps since it was told last.
  private func outcome(
    of plan: any ExperimentPlan, seed: UInt64, _ library: DataLibrary,
    unless isCancelled: () -> Bool, look: ((any Experiment) -> Void)?, note: (Int) -> Void
  ) -> SweepResult.Outcome {
    guard !isCancelled() else { return .value(.nan) }
    let key = MetricKey(probe: probe.name, step: steps)
    do {
      let experiment = try plan.carriedOut(
        ExperimentStart(
          seed: seed, probes: [probe], recording: [key], shelf: library,
          evaluatesAlongTheWay: look != nil),
        steps: steps, unless: isCancelled, look: look ?? { _ in }, note: note)
      if let step = experiment.divergedAt { return .diverged(step: step) }
      return .value(experiment.recorded[key] ?? .nan)
    } catch {
      note(steps)
      return .failed("\(error)")
    }
  }
}
