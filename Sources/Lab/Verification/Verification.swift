public import Experiments
public import Lessons

/// Runs everything that the claims of a lesson need, over some seeds, and judges them.
public enum Verification {
  /// How far a verification is.
  public struct Progress: Hashable, Sendable {
    /// Training steps of all runs.
    public var steps: Int
    public var totalSteps: Int
    public var seconds: Double

    public var share: Double { Double(steps) / Double(max(1, totalSteps)) }

    /// Seconds still to go if it goes on like this; nil while nobody can tell.
    public var estimate: Double? {
      steps == 0 ? nil : seconds * Double(totalSteps - steps) / Double(steps)
    }
  }

  /// - Parameters:
  ///   - claims: nil: all of the lesson.
  ///   - seeds: nil: eight that no author has looked at (`UnseenSeeds`).
  ///   - settings: knob values by name, or by "arm.knob" for one arm.
  ///   - timesPages: whether to measure how long opening and pages take, after everything else.
  ///   - progress: called about ten times a second, on the calling thread.
  /// - Throws: `CommandFault` where the knobs make no experiment, `SystemFault`.
  public static func run(
    _ lesson: Lesson, library: DataLibrary, claims: [Claim]? = nil, seeds: [UInt64]? = nil,
    settings: [String: KnobValue] = [:], timesPages: Bool = false,
    progress: (Progress) -> Void = { _ in }
  ) throws -> VerificationReport {
    let start = Clock.seconds()
    let claims = claims ?? lesson.claims
    let runs = try ClaimRuns(
      lesson, claims: claims, seeds: seeds ?? UnseenSeeds.of(lesson), settings: settings)
    let watch = { (done: ClaimRuns.Progress) in
      progress(
        Progress(
          steps: done.steps, totalSteps: done.totalSteps, seconds: Clock.seconds() - start))
    }
    let outcome = try runs.carryOut(library, watch: watch)
    let contexts = outcome?.contexts ?? []
    return VerificationReport(
      lesson: lesson.id, seeds: runs.seeds,
      claims: claims.map { ClaimJudge(claim: $0, contexts: contexts).report }, steps: runs.steps,
      faults: outcome?.faults ?? [], notices: lesson.notices,
      opening: timesPages ? try LessonOpening.seconds(of: lesson, library.folder) : nil,
      longestWait: timesPages ? PageWait.longest(of: runs.state, library) : nil,
      seconds: Clock.seconds() - start)
  }
}
