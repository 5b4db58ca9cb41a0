import Charts
import Lab

/// One figure of the benchmark.
struct BenchResult {
  var name: String
  var median: Double
  var p10: Double?
  var p90: Double?
  var unit: String
  /// The least possible time as a share of the median; nil where no floor is known.
  var shareOfFloor: Double?

  init(name: String, value: Double, unit: String) {
    (self.name, median, self.unit) = (name, value, unit)
  }

  /// - Parameter scale: units in a second.
  init(name: String, timing: Timing, scale: Double, unit: String, shareOfFloor: Double? = nil) {
    self.name = name
    self.unit = unit
    self.shareOfFloor = shareOfFloor
    (median, p10, p90) = (timing.median * scale, timing.p10 * scale, timing.p90 * scale)
  }

  /// - Parameter rate: of what one run does, in units; a long run is a low rate.
  init(name: String, rate: Double, timing: Timing, unit: String, shareOfFloor: Double?) {
    self.name = name
    self.unit = unit
    self.shareOfFloor = shareOfFloor
    (median, p10, p90) = (rate / timing.median, rate / timing.p90, rate / timing.p10)
  }

  var json: JSONValue {
    func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    return .object([
      "name": .string(name), "median": .number(median), "p10": optional(p10),
      "p90": optional(p90), "unit": .string(unit), "shareOfFloor": optional(shareOfFloor),
    ])
  }

  static func table(_ results: [BenchResult], columns: Int) -> String {
    let titles = [
      DataTable.Column(""), DataTable.Column("median", .trailing),
      DataTable.Column("p10", .trailing), DataTable.Column("p90", .trailing),
      DataTable.Column("unit"), DataTable.Column("of the floor", .trailing),
    ]
    let rows = results.map { result in
      DataTable.Row([
        result.name, NumberText.short(result.median), result.p10.map { NumberText.short($0) } ?? "",
        result.p90.map { NumberText.short($0) } ?? "", result.unit,
        result.shareOfFloor.map { "\(Int(100 * $0)) %" } ?? "",
      ])
    }
    return DataTable(columns: titles, rows: rows)
      .text(columns: columns, rows: rows.count + 1, glyphs: .braille)
  }
}
