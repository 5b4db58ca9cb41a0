public import Lessons

/// What became of the mutants of a lesson's claims on seeds that its author has not looked at.
public struct MutationReport: Sendable {
  /// The least share of mutants that must fail.
  public static let leastShare = 0.95

  public var lesson: String
  /// Those that judge.
  public var seeds: [UInt64]
  /// Claims that don't hold on those seeds themselves, by name.
  public var failedClaims: [String]
  public var mutants: [MutantReport]
  /// Arms that could not be built, with the reason.
  public var faults: [String]

  package init(
    lesson: String, seeds: [UInt64], failedClaims: [String], mutants: [MutantReport],
    faults: [String]
  ) {
    self.lesson = lesson
    self.seeds = seeds
    self.failedClaims = failedClaims
    self.mutants = mutants
    self.faults = faults
  }

  public var survivors: [MutantReport] { mutants.filter { !$0.isKilled } }
}

/// One mutant over all seeds.
public struct MutantReport: Sendable {
  public var change: Mutant.Change
  /// What it came to, with the name of the claim that it was made of.
  public var result: ClaimReport

  /// Whether the seeds show that it is false.
  public var isKilled: Bool { !result.holds }
}

extension [MutationReport] {
  public var mutantCount: Int { map(\.mutants.count).reduce(0, +) }
  public var killedCount: Int { mutantCount - map(\.survivors.count).reduce(0, +) }

  /// The share of all mutants that fail; 1 where there are none.
  public var killedShare: Double {
    mutantCount == 0 ? 1 : Double(killedCount) / Double(mutantCount)
  }

  /// Whether all claims hold, and enough of their mutants fail.
  public var isProof: Bool {
    allSatisfy { $0.faults.isEmpty && $0.failedClaims.isEmpty }
      && killedShare >= MutationReport.leastShare
  }
}
