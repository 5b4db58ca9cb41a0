import Charts
import Lab
import Lessons

/// What a calibration proposes, for people and for programs.
struct CalibrationText {
  private let report: VerificationReport

  init(_ report: VerificationReport) {
    self.report = report
  }

  var text: String {
    var rows = report.faults.map { DataTable.Row(["FAILED: " + $0]) }
    for claim in report.claims {
      rows.append(DataTable.Row(["\(claim.name), \(ClaimText.words(claim.over))"]))
      rows += claim.comparisons.map(row)
    }
    let columns = [
      DataTable.Column(""), DataTable.Column("minimum", .trailing),
      DataTable.Column("median", .trailing), DataTable.Column("maximum", .trailing),
      DataTable.Column("sd", .trailing), DataTable.Column("in the file"),
      DataTable.Column("proposed"),
    ]
    let seeds = report.seeds.map(String.init).joined(separator: ",")
    return "\(report.lesson), seeds \(seeds)\n\n" + ClaimText.table(columns, rows) + "\n"
  }

  private func row(_ comparison: ComparisonReport) -> DataTable.Row {
    DataTable.Row([
      "  " + comparison.subject, NumberText.short(comparison.minimum),
      NumberText.short(comparison.median), NumberText.short(comparison.maximum),
      comparison.deviation.map { NumberText.short($0) } ?? "", ClaimText.bound(comparison),
      words(comparison.proposal),
    ])
  }

  private func words(_ proposal: BoundProposal) -> String {
    switch proposal {
    case .value(let lower, let upper): bound(lower, upper)
    case .difference(let lower, let upper): "left - right " + bound(lower, upper)
    case .exact: "any: the same on every seed"
    case .unbounded: ""
    case .undecided: "none: the order may differ from seed to seed"
    case .unmeasured: "none: too few seeds came to a number"
    }
  }

  private func bound(_ lower: Double?, _ upper: Double?) -> String {
    switch (lower, upper) {
    case (let lower?, let upper?): "in [\(shortNumber(lower)), \(shortNumber(upper))]"
    case (let lower?, nil): "> \(shortNumber(lower))"
    case (nil, let upper?): "< \(shortNumber(upper))"
    case (nil, nil): ""
    }
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      "lesson": .string(report.lesson), "seeds": .array(report.seeds.map(RunResult.value)),
      "faults": .array(report.faults.map(JSONValue.string)),
      "claims": .array(
        report.claims.map { claim in
          .object([
            "name": .string(claim.name), "over": .string(claim.over.symbol),
            "comparisons": .array(claim.comparisons.map(json)),
          ])
        }),
    ])
  }

  private func json(_ comparison: ComparisonReport) -> JSONValue {
    guard case .object(var fields) = ClaimText.json(comparison) else { return .null }
    let (kind, lower, upper): (String, Double?, Double?) =
      switch comparison.proposal {
      case .value(let lower, let upper): ("value", lower, upper)
      case .difference(let lower, let upper): ("difference", lower, upper)
      case .exact: ("exact", nil, nil)
      case .unbounded: ("unbounded", nil, nil)
      case .undecided: ("undecided", nil, nil)
      case .unmeasured: ("unmeasured", nil, nil)
      }
    fields["proposed"] = .object([
      "kind": .string(kind), "lower": lower.map(JSONValue.number) ?? .null,
      "upper": upper.map(JSONValue.number) ?? .null,
    ])
    return .object(fields)
  }
}
