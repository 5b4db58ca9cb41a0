/// Panels in rows and columns that have names, as the map beside them.
extension SmallMultiples {
  func drawCells(
    _ places: [(panel: Int, rect: Rect)], _ range: AxisRange, in rect: Rect, beside gutter: Int,
    glyphs: GlyphTier, into grid: inout Grid
  ) {
    guard let heads, let across, !places.isEmpty else { return }
    grid.write(
      heads.columns.label.clipped(to: rect.columns - gutter, glyphs: glyphs),
      column: rect.column + gutter, row: rect.row, style: .strong)
    grid.write(
      heads.rows.label.clipped(to: gutter - 1, glyphs: glyphs), column: rect.column,
      row: rect.row + 1, width: gutter - 1, style: .strong)
    for (index, place) in places {
      let (row, column) = (index / across, index % across)
      if index < across + places[0].panel {
        let name = heads.columns.values[column].clipped(to: place.columns, glyphs: glyphs)
        grid.write(
          name, column: place.column + (place.columns - CharacterWidth.columns(of: name)) / 2,
          row: rect.row + 1, width: place.columns,
          style: headStyle(column, cursor.map { $0 % across }))
      }
      if column == 0, heads.rows.values.indices.contains(row) {
        let name = heads.rows.values[row].clipped(to: gutter - 1, glyphs: glyphs)
        grid.write(
          name.padded(to: gutter - 1, trailing: true), column: rect.column, row: place.row,
          width: gutter - 1, style: headStyle(row, cursor.map { $0 / across }))
      }
      drawNote(index, in: place, glyphs: glyphs, into: &grid)
      drawCurve(panels[index], range, in: place.inset(top: 1), glyphs: glyphs, into: &grid)
    }
  }

  private func headStyle(_ place: Int, _ current: Int?) -> Style {
    place == current ? Style(.accent, bold: true) : .faint
  }

  /// What the panel came to; where that has no room, that it broke.
  private func drawNote(_ index: Int, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid) {
    let panel = panels[index]
    let sign = index == cursor ? "\u{25B8}" : panel.isMarked ? "\u{25C6}" : " "
    let end = grid.write(
      sign, column: rect.column, row: rect.row, width: 1, style: Style(.accent, bold: true))
    let room = rect.endColumn - end
    let cross = String(String.UnicodeScalarView([Legend.cross(glyphs)]))
    let isWhole = CharacterWidth.columns(of: panel.note) <= room
    let note = isWhole ? panel.note : panel.isBroken ? cross : ""
    let style: Style =
      panel.isBroken
      ? Style(.bad, bold: true) : panel.isMarked ? Style(.accent, bold: true) : .faint
    grid.write(note, column: end, row: rect.row, width: max(0, room), style: style)
  }
}
