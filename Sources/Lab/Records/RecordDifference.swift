internal import Lessons

/// Something that a run came to, and its record says otherwise.
public struct RecordDifference: Hashable, Sendable, CustomStringConvertible {
  public var claim: String
  /// What was compared; empty: whether the claim holds.
  public var comparison: String
  public var seed: UInt64
  public var found: Double
  /// nil: nothing is recorded.
  public var recorded: Double?

  public init(claim: String, comparison: String, seed: UInt64, found: Double, recorded: Double?) {
    self.claim = claim
    self.comparison = comparison
    self.seed = seed
    self.found = found
    self.recorded = recorded
  }

  public var description: String {
    let what = comparison.isEmpty ? "whether it holds" : comparison
    let said = recorded.map { "\($0) is recorded" } ?? "nothing is recorded"
    return "\(claim): \(what), seed \(seed): found \(found), \(said)"
  }
}

extension LessonRecord {
  /// The seeds that are recorded, in their order.
  public var seeds: [UInt64] { claims.values.first?.seeds ?? [] }

  /// Where a run over some of the recorded seeds came to other values: none, to the last bit, unless
  /// the lesson, the engine or the record has changed.
  public func differences(from report: VerificationReport) -> [RecordDifference] {
    report.claims.flatMap { claim in
      report.seeds.enumerated().flatMap { place, seed in
        differences(from: claim, place: place, seed: seed)
      }
    }
  }

  private func differences(
    from claim: ClaimReport, place: Int, seed: UInt64
  ) -> [RecordDifference] {
    let kept = claims[claim.name]
    let index = kept?.seeds.firstIndex(of: seed)
    var found = [("", claim.holdsBySeed[place] ? 1.0 : 0)]
    var recorded = [index.flatMap { kept?.holdsBySeed[$0] }.map { $0 ? 1.0 : 0 }]
    for (number, comparison) in claim.comparisons.enumerated() {
      found.append((comparison.subject, comparison.values[place]))
      let same = kept?.comparisons.dropFirst(number).first { $0.text == comparison.subject }
      recorded.append(index.flatMap { same?.values[$0] })
    }
    return zip(found, recorded).compactMap { found, recorded in
      guard recorded?.bitPattern != found.1.bitPattern,
        !(found.1.isNaN && recorded?.isNaN == true)
      else { return nil }
      return RecordDifference(
        claim: claim.name, comparison: found.0, seed: seed, found: found.1, recorded: recorded)
    }
  }
}
