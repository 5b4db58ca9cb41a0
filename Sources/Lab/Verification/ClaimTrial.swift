public import Lessons

/// One claim on one seed.
public struct ClaimTrial: Hashable, Sendable {
  public var seed: UInt64
  public var holds: Bool
  /// With values and bounds, arms written out.
  public var comparisons: [Comparison]
  /// Arms that could not be built, with the reason.
  public var faults: [String]

  public init(seed: UInt64, holds: Bool, comparisons: [Comparison], faults: [String] = []) {
    self.seed = seed
    self.holds = holds
    self.comparisons = comparisons
    self.faults = faults
  }
}

extension ClaimTrial {
  /// Runs the arms that a claim names, as far as it looks, without a screen: the same bits as a
  /// verification with that seed. Waits until it is done; call it on a thread of your own.
  /// - Parameters:
  ///   - isCancelled: asked after every step, on several threads.
  ///   - progress: called about ten times a second, on the calling thread.
  /// - Returns: nil when cancelled.
  /// - Throws: `CommandFault` where the lesson's knobs make no experiment, `SystemFault`.
  public static func run(
    _ claim: Claim, of lesson: Lesson, seed: UInt64, library: DataLibrary,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (Verification.Progress) -> Void = { _ in }
  ) throws -> ClaimTrial? {
    let start = Clock.seconds()
    let runs = try ClaimRuns(lesson, claims: [claim], seeds: [seed])
    let outcome = try runs.carryOut(library, isCancelled: isCancelled) { done in
      progress(
        Verification.Progress(
          steps: done.steps, totalSteps: done.totalSteps, seconds: Clock.seconds() - start))
    }
    guard let outcome, let context = outcome.contexts.first else { return nil }
    return ClaimTrial(
      seed: seed, holds: claim.expression.evaluate(in: context) == .boolean(true),
      comparisons: claim.expression.comparisons(in: context), faults: outcome.faults)
  }
}
