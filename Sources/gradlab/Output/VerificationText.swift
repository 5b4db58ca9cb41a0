import Charts
import Lab
import Lessons

/// What a verification found, for people and for programs.
struct VerificationText {
  private let report: VerificationReport

  init(_ report: VerificationReport) {
    self.report = report
  }

  // MARK: For people

  /// A line a claim, then a line a comparison with its values over the seeds.
  var text: String {
    var rows = report.faults.map { DataTable.Row(["FAILED", $0]) }
    for claim in report.claims {
      rows.append(
        DataTable.Row([verdict(claim), "\(claim.name), \(VerificationText.words(claim.over))"]))
      rows += claim.comparisons.map(row)
    }
    let columns = [
      DataTable.Column(""), DataTable.Column(""), DataTable.Column("minimum", .trailing),
      DataTable.Column("median", .trailing), DataTable.Column("maximum", .trailing),
      DataTable.Column("bound"),
    ]
    var grid = Grid(Size(columns: 132, rows: rows.count + 1))
    DataTable(columns: columns, rows: rows).draw(into: &grid, in: grid.bounds, glyphs: .braille)
    let seeds = report.seeds.map(String.init).joined(separator: " ")
    let notices = report.notices.map { "Note: \($0)\n" }.joined()
    return "\(report.lesson), seeds \(seeds)\n\(notices)\n\(grid.plainText())\n"
  }

  private func verdict(_ claim: ClaimReport) -> String {
    guard !claim.holds else { return claim.isThin ? "thin" : "holds" }
    let failures = zip(report.seeds, claim.holdsBySeed).filter { !$0.1 }.map { String($0.0) }
    return failures.isEmpty ? "FAILED" : "FAILED on " + failures.joined(separator: " ")
  }

  private func row(_ comparison: ComparisonReport) -> DataTable.Row {
    DataTable.Row([
      "", "  " + VerificationText.subject(comparison), NumberText.short(comparison.minimum),
      NumberText.short(comparison.median), NumberText.short(comparison.maximum), comparison.bound,
    ])
  }

  private static func subject(_ comparison: ComparisonReport) -> String {
    let arms = comparison.arms.map { "\($0.variable) = \($0.arm)" }.joined(separator: ", ")
    return arms.isEmpty ? comparison.text : "\(arms): \(comparison.text)"
  }

  private static func words(_ quantifier: Claim.Quantifier) -> String {
    switch quantifier {
    case .all: "on every seed"
    case .median: "for the median of the seeds"
    case .atLeast(let count, let of): "on \(count) of \(of) seeds"
    }
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      "lesson": .string(report.lesson), "holds": .boolean(report.holds),
      "seeds": .array(report.seeds.map(RunResult.value)),
      "faults": .array(report.faults.map(JSONValue.string)),
      "notices": .array(report.notices.map(JSONValue.string)),
      "claims": .array(report.claims.map(json)),
    ])
  }

  private func json(_ claim: ClaimReport) -> JSONValue {
    .object([
      "name": .string(claim.name), "expression": .string(claim.text),
      "over": .string(VerificationText.symbol(claim.over)), "holds": .boolean(claim.holds),
      "thin": .boolean(claim.isThin),
      "holdsBySeed": .array(claim.holdsBySeed.map(JSONValue.boolean)),
      "comparisons": .array(claim.comparisons.map(json)),
    ])
  }

  /// As lesson files have it.
  private static func symbol(_ quantifier: Claim.Quantifier) -> String {
    switch quantifier {
    case .all: "all"
    case .median: "median"
    case .atLeast(let count, let of): "\(count)/\(of)"
    }
  }

  private func json(_ comparison: ComparisonReport) -> JSONValue {
    .object([
      "text": .string(VerificationText.subject(comparison)), "bound": .string(comparison.bound),
      "minimum": .number(comparison.minimum), "median": .number(comparison.median),
      "maximum": .number(comparison.maximum), "holds": .boolean(comparison.holds),
      "margin": comparison.margin.map(JSONValue.number) ?? .null,
      "values": .array(comparison.values.map(JSONValue.number)),
    ])
  }
}
