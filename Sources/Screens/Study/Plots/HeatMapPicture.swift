import Charts
internal import Experiments
import Lab
import Lessons

/// Matrices as colors, with the names of their rows and columns.
struct HeatMapPicture: MatrixPicture, ZoomedCells {
  static let kind = PlotKind.heatMap

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let panes = shownPanes
    let places = places(of: panes, in: rect)
    for (index, (pane, place)) in zip(panes, places).enumerated() {
      let hidden = index == places.count - 1 ? panes.count - places.count : 0
      let inside = inside(place, of: pane, count: panes.count)
      if inside != place {
        pane.drawHeading(
          // What stands in place of a matrix has all of its room.
          title: pane.picture.values.isEmpty ? "" : pane.picture.title,
          isCurrent: panes.count > 1 && context.cursor?.cell.pane == index, hidden: hidden,
          into: &grid, in: place.splitTop(1).top, glyphs: glyphs)
      }
      if pane.picture.values.isEmpty {
        drawText(pane.picture.title, into: &grid, in: inside)
      } else {
        map(of: pane, at: index).draw(into: &grid, in: inside, glyphs: glyphs)
      }
    }
  }

  private func places(of panes: [MatrixPane], in rect: Rect) -> [Rect] {
    let size = panes.reduce(Size(columns: 0, rows: 0)) { size, pane in
      let names = pane.picture.rowLabels.map { CharacterWidth.columns(of: $0) }.max() ?? 0
      return Size(
        columns: max(size.columns, names + 2 * pane.size.columns + 8),
        rows: max(size.rows, pane.size.rows + 2))
    }
    return PaneGrid(
      count: panes.count, in: rect, wanted: size, smallest: Size(columns: 14, rows: 5)
    ).places
  }

  /// A pane without its heading, where it has one.
  private func inside(_ place: Rect, of pane: MatrixPane, count: Int) -> Rect {
    place.rows >= 4 && (count > 1 || !pane.picture.title.isEmpty) ? place.splitTop(1).rest : place
  }

  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint? {
    let panes = shownPanes
    for (index, (pane, place)) in zip(panes, places(of: panes, in: rect)).enumerated() {
      let inside = inside(place, of: pane, count: panes.count)
      if let cell = map(of: pane, at: index).place(at: position, in: inside, glyphs: glyphs) {
        return point(cell, inPane: index)
      }
    }
    return nil
  }

  private func map(of pane: MatrixPane, at index: Int) -> HeatMap {
    HeatMap(
      values: pane.picture.values, rowLabels: pane.picture.rowLabels,
      columnLabels: pane.picture.columnLabels,
      colorMap: pane.picture.colorMap(else: .magnitude), range: pane.picture.range,
      usesColor: context.study.usesColor,
      cursor: context.cursor.flatMap { $0.cell.pane == index ? shownPlace : nil })
  }

  /// What is said in place of a matrix, over as many lines as it needs.
  private func drawText(_ text: String, into grid: inout Grid, in rect: Rect) {
    var (column, row) = (rect.column, rect.row)
    for word in text.split(separator: " ") {
      let width = CharacterWidth.columns(of: String(word))
      if column > rect.column && column + width > rect.endColumn {
        (column, row) = (rect.column, row + 1)
      }
      guard row < rect.endRow else { return }
      column =
        1
        + grid.write(
          String(word), column: column, row: row, width: rect.endColumn - column, style: .faint)
    }
  }

  // MARK: What the cursor reads

  private var place: MatrixPlace { cell.place }

  var placeTitle: String {
    let panes = panes
    let picture = panes.indices.contains(cell.pane) ? panes[cell.pane].picture : nil
    let rowName = Self.name(picture?.rowLabels, at: place.row)
    let columnName = Self.name(picture?.columnLabels, at: place.column)
    return "row \(place.row + 1)\(rowName), column \(place.column + 1)\(columnName)"
  }

  private static func name(_ labels: [String]?, at index: Int) -> String {
    guard let labels, labels.indices.contains(index) else { return "" }
    return " \u{201C}\(labels[index])\u{201D}"
  }

  /// The same cell of all arms, and where their row is largest; with its names where they differ
  /// from arm to arm, as those of different answers do.
  func readings(glyphs: GlyphTier) -> DataTable {
    let panes = panes
    let names: [(title: String, of: (Picture) -> String)] = [
      ("row", { Self.name($0.rowLabels, at: place.row) }),
      ("column", { Self.name($0.columnLabels, at: place.column) }),
    ]
    let differing = names.filter { name in Set(panes.map { name.of($0.picture) }).count > 1 }
    let rows = panes.map { pane in
      DataTable.Row(
        [pane.label] + differing.map { $0.of(pane.picture) }
          + [pane.value(at: place, glyphs), largest(in: pane.picture)], seriesIndex: pane.index)
    }
    return DataTable(
      columns: [.init("arm")] + differing.map { .init($0.title) }
        + [.init("value", .trailing), .init("largest")], rows: rows,
      highlighted: panes.count > 1 ? cell.pane : nil)
  }

  /// The column of the row's largest value, by name where it has one.
  private func largest(in picture: Picture) -> String {
    guard picture.values.indices.contains(place.row) else { return "" }
    let values = picture.values[place.row]
    let finite = values.indices.filter { values[$0].isFinite }
    guard let best = finite.max(by: { values[$0] < values[$1] }) else { return "" }
    return "\(best + 1)\(Self.name(picture.columnLabels, at: best))"
  }
}
