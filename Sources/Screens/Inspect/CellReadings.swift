import Charts
internal import Experiments
import Lab
import Lessons

/// The exact values of the cell under the cursor, and what the cell is called.
struct CellReadings {
  let panel: PlotPanel
  let cursor: PaneCursor

  private var row: Int { cursor.place.row }
  private var column: Int { cursor.place.column }

  private var pane: PicturePanel.Pane? {
    guard let probe = panel.plot.probes.first else { return nil }
    let panes = panel.pictures.panes(of: probe)
    return panes.indices.contains(cursor.pane) ? panes[cursor.pane] : nil
  }

  var title: String {
    switch panel.plot.kind {
    case .images: return "pixel \(row + 1), \(column + 1)"
    case .map:
      guard let map = panel.knobMap?.map(cursor: nil, glyphs: .braille),
        map.rows.values.indices.contains(row), map.columns.values.indices.contains(column)
      else { return "values" }
      return "\(map.rows.label) \(map.rows.values[row]), "
        + "\(map.columns.label) \(map.columns.values[column])"
    default:
      let rowName = Self.name(pane?.picture.rowLabels, at: row)
      let columnName = Self.name(pane?.picture.columnLabels, at: column)
      return "row \(row + 1)\(rowName), column \(column + 1)\(columnName)"
    }
  }

  private static func name(_ labels: [String]?, at index: Int) -> String {
    guard let labels, labels.indices.contains(index) else { return "" }
    return " \u{201C}\(labels[index])\u{201D}"
  }

  /// The same cell of all arms, and where their row is largest; with its names where they differ
  /// from arm to arm, as those of different answers do.
  func heatMapTable(_ probe: String, glyphs: GlyphTier) -> DataTable {
    let panes = panel.pictures.panes(of: probe)
    let names: [(title: String, of: (Picture) -> String)] = [
      ("row", { Self.name($0.rowLabels, at: row) }),
      ("column", { Self.name($0.columnLabels, at: column) }),
    ]
    let differing = names.filter { name in Set(panes.map { name.of($0.picture) }).count > 1 }
    let rows = panes.map { pane in
      DataTable.Row(
        [pane.label] + differing.map { $0.of(pane.picture) }
          + [value(in: pane.picture, glyphs), largest(in: pane.picture)], seriesIndex: pane.index)
    }
    return DataTable(
      columns: [.init("arm")] + differing.map { .init($0.title) }
        + [.init("value", .trailing), .init("largest")], rows: rows,
      highlighted: panes.count > 1 ? cursor.pane : nil)
  }

  private func value(in picture: Picture, _ glyphs: GlyphTier) -> String {
    guard picture.values.indices.contains(row), picture.values[row].indices.contains(column) else {
      return ""
    }
    return InspectReadings.exact(picture.values[row][column], glyphs: glyphs)
  }

  /// The column of the row's largest value, by name where it has one.
  private func largest(in picture: Picture) -> String {
    guard picture.values.indices.contains(row) else { return "" }
    let values = picture.values[row]
    let finite = values.indices.filter { values[$0].isFinite }
    guard let best = finite.max(by: { values[$0] < values[$1] }) else { return "" }
    let name = Self.name(picture.columnLabels, at: best)
    return name.isEmpty ? "\(best + 1)" : "\(best + 1)\(name)"
  }

  /// The pixel in every image.
  func imageTable(_ probe: String, glyphs: GlyphTier) -> DataTable {
    let panes = panel.pictures.panes(of: probe)
    let hasArms = Set(panes.map(\.index)).count > 1
    let rows = panes.map { pane in
      DataTable.Row(
        (hasArms ? [pane.label] : []) + [pane.picture.title, value(in: pane.picture, glyphs)],
        seriesIndex: hasArms ? pane.index : nil)
    }
    return DataTable(
      columns: (hasArms ? [.init("arm")] : []) + [.init("image"), .init("value", .trailing)],
      rows: rows, highlighted: cursor.pane)
  }

  /// All arms of the map, the one under the cursor marked.
  func mapTable(_ probe: String, glyphs: GlyphTier) -> DataTable {
    let current = panel.knobMap?.arm(at: cursor.place)?.arm.id
    var table = panel.table(of: [probe], glyphs: glyphs)
    table.highlighted = panel.arms.firstIndex { $0.arm.id == current }
    return table
  }
}
