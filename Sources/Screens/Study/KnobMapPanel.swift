import Charts
internal import Experiments
import Lab
import Lessons

/// The map of a lesson: each shown arm at the place of its values of two knobs.
struct KnobMapPanel {
  let panel: PlotPanel
  let probe: String
  /// The values that arms have, in rising order.
  let rowValues: [KnobValue]
  let columnValues: [KnobValue]
  private let rows: Knob
  private let columns: Knob

  /// nil where a knob or all arms are missing.
  init?(panel: PlotPanel, probe: String, rows: String, columns: String) {
    guard let rows = panel.study.lesson.knob(rows), let columns = panel.study.lesson.knob(columns)
    else { return nil }
    self.panel = panel
    self.probe = probe
    (self.rows, self.columns) = (rows, columns)
    rowValues = Self.values(of: rows, panel.arms.map(\.arm))
    columnValues = Self.values(of: columns, panel.arms.map(\.arm))
    if rowValues.isEmpty || columnValues.isEmpty { return nil }
  }

  private static func values(of knob: Knob, _ arms: [ArmSnapshot]) -> [KnobValue] {
    let found = Set(arms.map { $0.knobs[knob.name] ?? knob.value })
    return found.sorted { KnobText.fraction($0, of: knob) < KnobText.fraction($1, of: knob) }
  }

  /// The arm at a place.
  func arm(at place: MatrixPlace) -> (index: Int, arm: ArmSnapshot)? {
    panel.arms.first { self.place(of: $0.arm) == place }
  }

  private func place(of arm: ArmSnapshot) -> MatrixPlace? {
    guard let row = rowValues.firstIndex(of: arm.knobs[rows.name] ?? rows.value),
      let column = columnValues.firstIndex(of: arm.knobs[columns.name] ?? columns.value)
    else { return nil }
    return MatrixPlace(row: row, column: column)
  }

  private func reading(_ arm: ArmSnapshot) -> KnobMap.Reading {
    if arm.divergedStep != nil { return .diverged }
    return arm.newest(probe).map { $0.isFinite ? .value($0) : .diverged } ?? .pending
  }

  func map(cursor: MatrixPlace?, glyphs: GlyphTier) -> KnobMap {
    func axis(_ knob: Knob, _ values: [KnobValue]) -> KnobMap.Axis {
      KnobMap.Axis(
        label: knob.label, values: values.map { KnobText.text($0, of: knob, glyphs: glyphs) })
    }
    var cells: [MatrixPlace: KnobMap.Reading] = [:]
    for entry in panel.arms {
      if let place = place(of: entry.arm) { cells[place] = reading(entry.arm) }
    }
    return KnobMap(
      rows: axis(rows, rowValues), columns: axis(columns, columnValues), cells: cells,
      isLogarithmic: panel.study.view(of: panel.plot).isLogarithmic,
      usesColor: panel.study.usesColor, cursor: cursor)
  }
}
