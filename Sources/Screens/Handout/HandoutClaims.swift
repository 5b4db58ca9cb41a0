import Charts
import Lab
import Lessons

/// Claims with what they came to over the seeds of their records.
struct HandoutClaims {
  let text: HandoutText
  /// Those of the lesson's text that are bound to the claim.
  let words: [Handout.Run]

  func result(_ claim: Claim, _ record: ClaimRecord?) -> Handout.ClaimResult {
    Handout.ClaimResult(
      anchor: text.anchor(ofClaim: claim.name), name: claim.name, words: words,
      formula: claim.expression.source, over: over(claim, seeds: record?.seeds.count),
      holds: record?.holds, comparisons: record?.comparisons.map(comparison) ?? [],
      seeds: record?.seeds ?? [])
  }

  private func over(_ claim: Claim, seeds: Int?) -> String {
    switch (claim.over, seeds) {
    case (.all, nil): "on every seed"
    case (.all, let count?): "on all \(count) seeds"
    case (.median, _): "for the medians over the seeds"
    case (.atLeast(let count, let of), _): "on \(count) of \(of) seeds"
    }
  }

  private func comparison(_ comparison: ClaimRecord.Comparison)
    -> Handout.ClaimResult.Comparison
  {
    let values = comparison.values.filter { !$0.isNaN }.sorted()
    func number(_ value: Double?) -> String {
      value.map { NumberText.short($0) } ?? "diverged"
    }
    return Handout.ClaimResult.Comparison(
      subject: comparison.text, bound: bound(comparison), minimum: number(values.first),
      median: number(median(values)), maximum: number(values.last),
      margin: comparison.margin.map { NumberText.short($0) } ?? "")
  }

  private func median(_ sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low == high ? low : low / 2 + high / 2
  }

  /// That of each seed, where it varies.
  private func bound(_ comparison: ClaimRecord.Comparison) -> String {
    guard let least = comparison.movingBound.min(), let most = comparison.movingBound.max() else {
      return comparison.bound
    }
    let sign = comparison.bound.split(separator: " ").first ?? ""
    return "\(sign) \(NumberText.short(least)) \u{2026} \(NumberText.short(most))"
  }
}
