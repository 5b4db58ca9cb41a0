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

  var text: String {
    let count = report.seeds.count
    var text = "\(report.lesson), \(count) seed\(count == 1 ? "" : "s"): "
    text += report.seeds.map(String.init).joined(separator: " ") + "\n"
    for fault in report.faults { text += "  FAILED  \(fault)\n" }
    for claim in report.claims {
      let verdict = claim.holds ? (claim.isThin ? "thin  " : "holds ") : "FAILED"
      text += "  \(verdict)  \(claim.name): \(claim.text)  (\(VerificationText.word(claim.over)))\n"
      text += table(of: claim)
    }
    return text + "\n"
  }

  private func table(of claim: ClaimReport) -> String {
    let columns = [
      DataTable.Column("          "), DataTable.Column("minimum", .trailing),
      DataTable.Column("median", .trailing), DataTable.Column("maximum", .trailing),
      DataTable.Column("bound"), DataTable.Column("fails on seed"),
    ]
    let rows = claim.comparisons.map { comparison in
      DataTable.Row([
        "          " + VerificationText.subject(comparison),
        NumberText.short(comparison.minimum), NumberText.short(comparison.median),
        NumberText.short(comparison.maximum), comparison.bound,
        comparison.holds ? "" : failures(of: claim),
      ])
    }
    var grid = Grid(Size(columns: 132, rows: rows.count + 1))
    DataTable(columns: columns, rows: rows).draw(into: &grid, in: grid.bounds, glyphs: .braille)
    return grid.plainText()
  }

  private static func subject(_ comparison: ComparisonReport) -> String {
    let arms = comparison.arms.map { "\($0.variable) = \($0.arm)" }.joined(separator: ", ")
    return arms.isEmpty ? comparison.text : "\(comparison.text)  [\(arms)]"
  }

  private func failures(of claim: ClaimReport) -> String {
    zip(report.seeds, claim.holdsBySeed).filter { !$0.1 }.map { String($0.0) }
      .joined(separator: " ")
  }

  private static func word(_ quantifier: Claim.Quantifier) -> String {
    switch quantifier {
    case .all: "all"
    case .median: "median"
    case .atLeast(let count, let of): "\(count)/\(of)"
    }
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      "lesson": .string(report.lesson), "holds": .boolean(report.holds),
      "seeds": .array(report.seeds.map(RunResult.value)),
      "faults": .array(report.faults.map(JSONValue.string)),
      "claims": .array(report.claims.map(json)),
    ])
  }

  private func json(_ claim: ClaimReport) -> JSONValue {
    .object([
      "name": .string(claim.name), "expression": .string(claim.text),
      "over": .string(VerificationText.word(claim.over)), "holds": .boolean(claim.holds),
      "thin": .boolean(claim.isThin),
      "holdsBySeed": .array(claim.holdsBySeed.map(JSONValue.boolean)),
      "comparisons": .array(claim.comparisons.map(json)),
    ])
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
