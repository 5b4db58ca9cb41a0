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
    case .all, .atLeast: isEnough(holdsBySeed)
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
    let numbers = values.filter { !$0.isNaN }
    let holds = comparisons.map { $0.holds ?? false }
    let holdsOverall = claim.over == .median ? medianHolds(comparisons) : isEnough(holds)
    let first = comparisons[0]
    let isMoving = comparisons.contains { $0.lower != first.lower || $0.upper != first.upper }
    return ComparisonReport(
      text: first.text, arms: first.arms, relation: first.relation, bound: first.boundText,
      movingBound: isMoving ? comparisons.map { $0.lower ?? .nan } : [], values: values,
      minimum: numbers.min() ?? .nan, median: numbers.median, maximum: numbers.max() ?? .nan,
      holds: holdsOverall, bounds: margins(comparisons, isMoving: isMoving))
  }

  /// Whether the medians over the seeds stand in the relation.
  private func medianHolds(_ comparisons: [Comparison]) -> Bool {
    guard let first = comparisons.first else { return false }
    return first.relation.holds(
      comparisons.map { $0.value ?? .nan }.median,
      lower: comparisons.map { $0.lower ?? .nan }.median,
      upper: comparisons.map { $0.upper ?? .nan }.median)
  }

  private func margins(_ comparisons: [Comparison], isMoving: Bool) -> [BoundMargin] {
    let distances = comparisons.map(\.distances)
    let first = comparisons.first { !$0.distances.isEmpty }
    return (first?.distances ?? []).enumerated().map { index, bound in
      let side = bound.side
      let value = side == .lower ? first?.lower : first?.upper
      return BoundMargin(
        side: side, bound: isMoving ? 0 : value ?? .nan,
        distances: distances.map { index < $0.count ? $0[index].distance : .nan },
        over: claim.over, count: required(of: comparisons.count))
    }
  }
}
