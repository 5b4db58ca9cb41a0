import Charts
import Lab
import Lessons

/// How claims and their comparisons are written, for people and for programs.
enum ClaimText {
  static func table(_ columns: [DataTable.Column], _ rows: [DataTable.Row]) -> String {
    DataTable(columns: columns, rows: rows)
      .text(columns: 160, rows: rows.count + 1, glyphs: .braille)
  }

  /// `< 1.2`, or `< 0.31 … 0.42` where the bound varies with the seed.
  static func bound(_ comparison: ComparisonReport) -> String {
    let bounds = comparison.movingBound.filter(\.isFinite)
    guard let low = bounds.min(), let high = bounds.max() else { return comparison.bound }
    return "\(comparison.relation.rawValue) \(NumberText.short(low)) … \(NumberText.short(high))"
  }

  /// `4.1 sd`, `thin: 0.3 sd`; empty where there is no bound.
  static func margin(_ comparison: ComparisonReport) -> String {
    guard !comparison.bounds.isEmpty else { return "" }
    guard let margin = comparison.margin else {
      return comparison.values.count > 1 ? "exact" : "one seed"
    }
    return (comparison.isThin ? "thin: " : "") + "\(NumberText.short(margin)) sd"
  }

  static func words(_ quantifier: Claim.Quantifier) -> String {
    switch quantifier {
    case .all: "on every seed"
    case .median: "for the median of the seeds"
    case .atLeast(let count, let of): "on \(count) of \(of) seeds"
    }
  }

  static func json(_ claim: ClaimReport) -> JSONValue {
    .object([
      "name": .string(claim.name), "expression": .string(claim.text),
      "over": .string(claim.over.symbol), "holds": .boolean(claim.holds),
      "thin": .boolean(claim.isThin),
      "holdsBySeed": .array(claim.holdsBySeed.map(JSONValue.boolean)),
      "comparisons": .array(claim.comparisons.map(json)),
    ])
  }

  static func json(_ comparison: ComparisonReport) -> JSONValue {
    .object([
      "text": .string(comparison.subject), "bound": .string(comparison.bound),
      "movingBound": .array(comparison.movingBound.map(JSONValue.number)),
      "minimum": .number(comparison.minimum), "median": .number(comparison.median),
      "maximum": .number(comparison.maximum), "holds": .boolean(comparison.holds),
      "margin": comparison.margin.map(JSONValue.number) ?? .null,
      "deviation": comparison.deviation.map(JSONValue.number) ?? .null,
      "thin": .boolean(comparison.isThin),
      "values": .array(comparison.values.map(JSONValue.number)),
    ])
  }
}
