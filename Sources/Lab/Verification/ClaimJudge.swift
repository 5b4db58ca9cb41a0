internal import Experiments
package import Lessons

/// Judges one claim by what its comparisons came to on each seed.
package struct ClaimJudge {
  let claim: Claim
  /// By seed.
  let contexts: [SnapshotMetrics]

  package init(claim: Claim, contexts: [SnapshotMetrics]) {
    self.claim = claim
    self.contexts = contexts
  }

  package var report: ClaimReport {
    let holdsBySeed = contexts.map { claim.expression.evaluate(in: $0) == .boolean(true) }
    let bySeed = contexts.map { claim.expression.comparisons(in: $0) }
    let comparisons = (bySeed.first ?? []).indices.map { index in
      report(of: bySeed.map { $0[index] })
    }
    return ClaimReport(
      name: claim.name, text: claim.expression.source, over: claim.over, holdsBySeed: holdsBySeed,
      holds: holds(holdsBySeed, comparisons), comparisons: comparisons)
  }

  private func holds(_ holdsBySeed: [Bool], _ comparisons: [ComparisonReport]) -> Bool {
    switch claim.over {
    case .median: !comparisons.isEmpty && comparisons.allSatisfy(\.holds)
    default: isEnough(holdsBySeed)
    }
  }

  /// Whether as many seeds hold as the quantifier wants.
  private func isEnough(_ holdsBySeed: [Bool]) -> Bool {
    holdsBySeed.count { $0 } >= required(of: holdsBySeed.count)
  }

  /// The least number of seeds that must hold.
  private func required(of seedCount: Int) -> Int {
    switch claim.over {
    case .all, .median: seedCount
    case .atLeast(let count, let of): (count * seedCount + of - 1) / of
    }
  }

  // MARK: One comparison over the seeds

  private func report(of comparisons: [Comparison]) -> ComparisonReport {
    let values = comparisons.map { $0.value ?? .nan }
    let finite = values.filter(\.isFinite)
    let holds = comparisons.map { $0.holds ?? false }
    let holdsOverall = claim.over == .median ? medianHolds(comparisons) : isEnough(holds)
    return ComparisonReport(
      text: comparisons[0].text, arms: comparisons[0].arms, relation: comparisons[0].relation,
      bound: comparisons[0].boundText, values: values, minimum: finite.min() ?? .nan,
      median: finite.median, maximum: finite.max() ?? .nan, holds: holdsOverall,
      margin: margin(comparisons, holds))
  }

  /// Whether the medians over the seeds stand in the relation.
  private func medianHolds(_ comparisons: [Comparison]) -> Bool {
    guard let first = comparisons.first else { return false }
    return first.relation.holds(
      comparisons.map { $0.value ?? .nan }.median,
      lower: comparisons.map { $0.lower ?? .nan }.median,
      upper: comparisons.map { $0.upper ?? .nan }.median)
  }

  private func margin(_ comparisons: [Comparison], _ holds: [Bool]) -> Double? {
    let margins = comparisons.compactMap(\.margin)
    guard margins.count == comparisons.count else { return nil }
    switch comparisons[0].relation {
    // What is equal has no room to be so, and none is asked for.
    case .truth, .equal: return nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .within: break
    }
    if claim.over == .median {
      return 2 * Double(holds.count { $0 }) / Double(holds.count) - 1
    }
    // A seed without a number is the worst of all.
    let descending = margins.map { $0.isNaN ? -.infinity : $0 }.sorted(by: >)
    let deciding = descending[max(required(of: descending.count), 1) - 1]
    guard deciding != 0 else { return 0 }
    let typical = descending.median
    guard deciding.isFinite, typical > 0 else { return deciding > 0 ? 1 : -1 }
    return min(deciding / typical, 1)
  }
}
