import Charts
import Lab
import Lessons

/// What became of the mutants of claims, for people and for programs.
struct MutationText {
  private let report: MutationReport

  init(_ report: MutationReport) {
    self.report = report
  }

  // MARK: For people

  /// A line of counts, and each survivor with what it says and the values that it holds for.
  var text: String {
    let seeds = report.seeds.map(String.init).joined(separator: ",")
    let faults = report.faults.map { "FAILED: \($0)\n" }.joined()
    let failed = report.failedClaims.map { "FAILED: \($0) does not hold itself\n" }.joined()
    return "\(report.lesson), seeds \(seeds)\n" + faults + failed
      + "\([report].counts)\n" + survivors + "\n"
  }

  private var survivors: String {
    guard !report.survivors.isEmpty else { return "" }
    var rows: [DataTable.Row] = []
    for mutant in report.survivors {
      rows.append(
        DataTable.Row([
          "survives: \(mutant.result.name), \(mutant.change.words), "
            + ClaimText.words(mutant.result.over)
        ]))
      rows += mutant.result.comparisons.map { comparison in
        DataTable.Row([
          "  \(comparison.subject)", NumberText.short(comparison.minimum),
          NumberText.short(comparison.median), NumberText.short(comparison.maximum),
          ClaimText.bound(comparison),
        ])
      }
    }
    let columns = [
      DataTable.Column(""), DataTable.Column("minimum", .trailing),
      DataTable.Column("median", .trailing), DataTable.Column("maximum", .trailing),
      DataTable.Column("its bound"),
    ]
    return ClaimText.table(columns, rows) + "\n"
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      "lesson": .string(report.lesson), "seeds": .array(report.seeds.map(RunResult.value)),
      "faults": .array(report.faults.map(JSONValue.string)),
      "failedClaims": .array(report.failedClaims.map(JSONValue.string)),
      "mutants": .array(
        report.mutants.map { mutant in
          guard case .object(var fields) = ClaimText.json(mutant.result) else { return .null }
          fields["change"] = .string(mutant.change.words)
          fields["killed"] = .boolean(mutant.isKilled)
          return .object(fields)
        }),
    ])
  }
}

extension [MutationReport] {
  /// `51 of 52 mutants fail (98.1 %)`.
  var counts: String {
    "\(killedCount) of \(mutantCount) mutants fail (\(NumberText.short(100 * killedShare)) %)"
  }
}
