internal import Lessons

extension ClaimBound {
  /// The claim with this bound moved past what `contexts` measured: as many standard deviations
  /// beyond the value that decides as a claim has to stay on this side of it (`BoundMargin`), so that a
  /// seed like those fails it. What is the same on all seeds moves by a thousandth of its size.
  /// - Returns: nil where the bound is already past, or there is no number to go by.
  func mutant(beyond contexts: [SnapshotMetrics], over quantifier: Claim.Quantifier) -> Mutant? {
    let alone = Claim(name: "", expression: statement, over: quantifier)
    let arms = ClaimJudge(claim: alone, contexts: contexts).report.comparisons
    let shifts = arms.map(shift)
    guard let shift = isForAny ? shifts.max() : shifts.min(), shift.isFinite, shift > 0 else {
      return nil
    }
    return mutant(stricterBy: shift.rounded(.up, digits: 4))
  }

  /// How far it has to move for one arm; NaN where that can't be said.
  private func shift(_ comparison: ComparisonReport) -> Double {
    let size = comparison.values.filter(\.isFinite).map(\.magnitude).max() ?? .nan
    let thousandth = size == 0 ? 1e-3 : 1e-3 * size
    guard side != nil else { return thousandth }
    guard let bound = comparison.bounds.first(where: { $0.side == side }) else { return .nan }
    let unit = bound.unit ?? 0
    return bound.distance + (unit > 0 ? bound.required * unit : thousandth)
  }
}
