internal import Experiments
public import Lessons

/// Makes claims wrong and sees whether a verification finds it.
public enum Mutation {
  /// Judges the mutants of claims on seeds that their author has not looked at. Each arm is run once a seed for
  /// all of them; where bounds go is read from the seeds that the author looks at.
  /// - Parameters:
  ///   - claims: nil: all of the lesson.
  ///   - seeds: nil: eight that no author has looked at (`UnseenSeeds`).
  ///   - progress: called about ten times a second, on the calling thread.
  /// - Throws: `CommandFault` where the knobs make no experiment, `SystemFault`.
  public static func run(
    _ lesson: Lesson, library: DataLibrary, claims: [Claim]? = nil, seeds: [UInt64]? = nil,
    progress: (Verification.Progress) -> Void = { _ in }
  ) throws -> MutationReport {
    let start = Clock.seconds()
    let claims = claims ?? lesson.claims
    let judging = seeds ?? UnseenSeeds.of(lesson)
    let swapped = try reachable(claims.flatMap(\.swappedMutants), of: claims, in: lesson)
    let runs = try ClaimRuns(
      lesson, claims: claims + swapped.map(\.claim), seeds: lesson.seeds.look + judging)
    let outcome = try runs.carryOut(
      library,
      watch: { done in
        progress(
          Verification.Progress(
            steps: done.steps, totalSteps: done.totalSteps, seconds: Clock.seconds() - start))
      })
    let contexts = outcome?.contexts ?? []
    let trial = MutantTrial(
      looked: Array(contexts.prefix(lesson.seeds.look.count)),
      unseen: Array(contexts.dropFirst(lesson.seeds.look.count)))
    return MutationReport(
      lesson: lesson.id, seeds: judging,
      failedClaims: claims.filter { !trial.holds($0) }.map(\.name),
      mutants: claims.flatMap { claim in
        trial.reports(of: claim, swapped: swapped.filter { $0.claim.name == claim.name })
      }, faults: outcome?.faults ?? [])
  }

  /// Those that look no further than the runs of the claims go.
  private static func reachable(
    _ mutants: [Mutant], of claims: [Claim], in lesson: Lesson
  ) throws -> [Mutant] {
    let steps = try ClaimRuns(lesson, claims: claims, seeds: []).steps
    return mutants.filter { mutant in
      mutant.claim.expression.metricReferences.allSatisfy { $0.key.step <= steps[$0.arm] ?? 0 }
    }
  }
}

/// What the runs of the claims came to, for their mutants.
package struct MutantTrial {
  /// By seed, of those that the author looks at: they say where bounds go.
  package var looked: [SnapshotMetrics]
  /// By seed, of those that judge.
  package var unseen: [SnapshotMetrics]

  package init(looked: [SnapshotMetrics], unseen: [SnapshotMetrics]) {
    self.looked = looked
    self.unseen = unseen
  }

  func holds(_ claim: Claim) -> Bool { ClaimJudge(claim: claim, contexts: unseen).report.holds }

  /// All mutants of a claim: in the order of its statements, then of its arms, then of its bounds.
  package func reports(of claim: Claim, swapped: [Mutant]) -> [MutantReport] {
    let moved = claim.bounds.compactMap { $0.mutant(beyond: looked, over: claim.over) }
    let measured = swapped.filter { isMeasured($0, besides: claim) }
    return (claim.turnedMutants + measured + moved).map { mutant in
      MutantReport(
        change: mutant.change, result: ClaimJudge(claim: mutant.claim, contexts: unseen).report)
    }
  }

  /// Whether everything that it reads, and the claim does not, is there: an arm may have no such
  /// probe, and fewer layers.
  private func isMeasured(_ mutant: Mutant, besides claim: Claim) -> Bool {
    let known = Set(claim.expression.metricReferences)
    return mutant.claim.expression.metricReferences.allSatisfy { reference in
      known.contains(reference)
        || unseen.contains { $0.metric(reference.key, of: reference.arm)?.isNaN == false }
    }
  }
}
