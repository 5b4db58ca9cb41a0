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
        DataTable.Row([verdict(claim), "\(claim.name), \(ClaimText.words(claim.over))"]))
      rows += claim.comparisons.map(row)
    }
    let columns = [
      DataTable.Column(""), DataTable.Column(""), DataTable.Column("minimum", .trailing),
      DataTable.Column("median", .trailing), DataTable.Column("maximum", .trailing),
      DataTable.Column("bound"), DataTable.Column("margin"),
    ]
    let seeds = report.seeds.map(String.init).joined(separator: ",")
    let notices = report.notices.map { "Note: \($0)\n" }.joined()
    return "\(report.lesson), seeds \(seeds)\n\(notices)\n"
      + ClaimText.table(columns, rows) + "\n\(wait)\n"
  }

  /// How long the slowest page takes.
  private var wait: String {
    let opening = report.opening.map { "It opens in \(NumberText.short($0)) s. " } ?? ""
    guard let wait = report.longestWait else { return opening.isEmpty ? "" : opening + "\n" }
    return opening
      + "The longest wait is \(NumberText.short(wait.seconds)) s, on “\(wait.title)”.\n"
  }

  private func verdict(_ claim: ClaimReport) -> String {
    guard !claim.holds else { return claim.isThin ? "thin" : "holds" }
    let failures = zip(report.seeds, claim.holdsBySeed).filter { !$0.1 }.map { String($0.0) }
    return failures.isEmpty ? "FAILED" : "FAILED on " + failures.joined(separator: ",")
  }

  private func row(_ comparison: ComparisonReport) -> DataTable.Row {
    DataTable.Row([
      "", "  " + comparison.subject, NumberText.short(comparison.minimum),
      NumberText.short(comparison.median), NumberText.short(comparison.maximum),
      ClaimText.bound(comparison), ClaimText.margin(comparison),
    ])
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      "lesson": .string(report.lesson), "holds": .boolean(report.holds),
      "seeds": .array(report.seeds.map(RunResult.value)),
      "faults": .array(report.faults.map(JSONValue.string)),
      "notices": .array(report.notices.map(JSONValue.string)),
      "opening": report.opening.map(JSONValue.number) ?? .null,
      "longestWait": report.longestWait.map {
        .object(["page": .string($0.title), "seconds": .number($0.seconds)])
      } ?? .null,
      "claims": .array(report.claims.map(ClaimText.json)),
    ])
  }
}
