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
    func difference(
      _ comparison: String, _ found: Double, _ recorded: Double?
    ) -> RecordDifference? {
      let isSame =
        found.bitPattern == recorded?.bitPattern || found.isNaN && recorded?.isNaN == true
      return isSame
        ? nil
        : RecordDifference(
          claim: claim.name, comparison: comparison, seed: seed, found: found, recorded: recorded)
    }
    func number(_ isTrue: Bool) -> Double { isTrue ? 1 : 0 }
    let verdict = difference(
      "", number(claim.holdsBySeed[place]), index.flatMap { kept?.holdsBySeed[$0] }.map(number))
    let values = claim.comparisons.enumerated().flatMap { number, comparison in
      let same = kept?.comparisons.dropFirst(number).first
      let value = index.flatMap { same?.values[$0] }
      // Bounds are recorded by seed where they vary over the recorded seeds.
      let hasBounds = !comparison.movingBound.isEmpty && same?.movingBound.isEmpty == false
      let bound = hasBounds ? index.flatMap { same?.movingBound[$0] } : nil
      return [
        difference(comparison.subject, comparison.values[place], value),
        hasBounds
          ? difference("bound of \(comparison.subject)", comparison.movingBound[place], bound)
          : nil,
      ]
    }
    return ([verdict] + values).compactMap { $0 }
  }
}
