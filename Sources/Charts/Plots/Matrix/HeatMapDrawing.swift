extension HeatMap {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    var body = rect
    if !title.isEmpty && rect.rows > 1 {
      PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
      body = rect.inset(top: 1)
    }
    if let window = window(rows: body.rows, glyphs: glyphs) {
      let note = "rows \(window.lowerBound + 1)-\(window.upperBound) of \(values.count)"
      grid.write(
        note, column: body.column, row: body.endRow - 1, width: body.columns, style: .faint)
      rowsOnly(window).draw(into: &grid, in: body.inset(bottom: 1), glyphs: glyphs)
      return
    }
    guard let layout = HeatMapLayout(self, in: body, glyphs: glyphs) else { return }
    layout.field.draw(into: &grid, column: layout.place.column, row: layout.place.row)
    markLargest(layout, glyphs: glyphs, into: &grid)
    markCursor(layout, into: &grid)
    drawRowLabels(layout, glyphs: glyphs, into: &grid)
    drawColumnLabels(layout, glyphs: glyphs, into: &grid)
    if let rect = layout.scale {
      ColorBar(scale: layout.field.scale, usesColor: usesColor).draw(
        into: &grid, in: rect, glyphs: glyphs)
    }
  }

  /// The cell of the matrix that a cell of the grid shows, its first one where it shows several; nil
  /// beside the field.
  public func place(at position: Position, in rect: Rect, glyphs: GlyphTier) -> MatrixPlace? {
    let body = !title.isEmpty && rect.rows > 1 ? rect.inset(top: 1) : rect
    if let window = window(rows: body.rows, glyphs: glyphs) {
      let found = rowsOnly(window).place(at: position, in: body.inset(bottom: 1), glyphs: glyphs)
      return found.map { MatrixPlace(row: $0.row + window.lowerBound, column: $0.column) }
    }
    guard let layout = HeatMapLayout(self, in: body, glyphs: glyphs),
      layout.place.contains(position)
    else { return nil }
    return layout.field.place(
      column: position.column - layout.place.column, row: position.row - layout.place.row)
  }

  // MARK: Parts

  /// The rows that are shown where there are more named ones than a plot of so many rows of the grid
  /// can tell apart: those around the cursor; nil: all.
  private func window(rows: Int, glyphs: GlyphTier) -> Range<Int>? {
    let head = columnLabels.isEmpty || rows < 3 ? 0 : min(longestColumnLabel, max(1, rows / 3))
    let samples = (rows - head) * (usesColor && glyphs == .braille ? 2 : 1)
    // One row of the grid says which part it is.
    let count = rows - head - 1
    guard !rowLabels.isEmpty, values.count > samples, count >= 1 else { return nil }
    let first = min(max(0, (cursor?.row ?? 0) - count / 2), values.count - count)
    return first..<first + count
  }

  private var longestColumnLabel: Int {
    columnLabels.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
  }

  /// The map with some of its rows alone, on the same scale.
  private func rowsOnly(_ window: Range<Int>) -> HeatMap {
    var part = self
    part.values = Array(values[window])
    part.rowLabels = Array(rowLabels.dropFirst(window.lowerBound).prefix(window.count))
    part.range = range ?? scale.range.lower...scale.range.upper
    part.cursor = cursor.map { MatrixPlace(row: $0.row - window.lowerBound, column: $0.column) }
    part.title = ""
    return part
  }

  // MARK: Names

  /// A name beside each row of cells, or the two letters of two rows; where more share one, the first
  /// has it.
  private func drawRowLabels(_ layout: HeatMapLayout, glyphs: GlyphTier, into grid: inout Grid) {
    guard layout.gutter > 0 else { return }
    var next = 0
    for (row, label) in rowLabels.prefix(values.count).enumerated() {
      let places = layout.field.gridRows(ofRow: row)
      let middle = places.lowerBound + (places.count - 1) / 2
      let isCurrent = cursor?.row == row
      let isSecond = layout.hasPairedNames && !row.isMultiple(of: 2)
      guard middle >= next || isCurrent || isSecond, middle < layout.place.rows else { continue }
      next = middle + 1
      let width = layout.hasPairedNames ? 1 : layout.gutter - 1
      let text = Self.visible(label, glyphs).clipped(to: width, glyphs: glyphs)
      grid.write(
        text.padded(to: width, trailing: true),
        column: layout.place.column - layout.gutter + (isSecond ? 1 : 0),
        row: layout.place.row + middle, width: width, style: nameStyle(isCurrent))
    }
  }

  private func drawColumnLabels(_ layout: HeatMapLayout, glyphs: GlyphTier, into grid: inout Grid) {
    guard layout.head > 0 else { return }
    var next = 0
    for (column, label) in columnLabels.prefix(layout.field.columns).enumerated() {
      let cells = layout.field.cells(ofColumn: column)
      let isCurrent = cursor?.column == column
      let text = Self.visible(label, glyphs)
      if layout.isVertical {
        let at = cells.lowerBound + (cells.count - 1) / 2
        guard at >= next || isCurrent else { continue }
        next = at + 1
        writeDown(
          text, column: layout.place.column + at, layout, style: nameStyle(isCurrent),
          glyphs: glyphs, into: &grid)
      } else {
        let width = CharacterWidth.columns(of: text)
        let at = cells.lowerBound + max(0, (cells.count - width) / 2)
        guard at >= next || isCurrent, at + width <= layout.place.columns + 1 else { continue }
        next = at + width
        grid.write(
          text, column: layout.place.column + at, row: layout.place.row - 1,
          width: width, style: nameStyle(isCurrent))
      }
    }
  }

  /// Writes a name downward so that it ends at the field.
  private func writeDown(
    _ text: String, column: Int, _ layout: HeatMapLayout, style: Style, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    let shown = Array(text.clipped(to: layout.head, glyphs: glyphs))
    for (offset, character) in shown.enumerated() {
      let row = layout.place.row - shown.count + offset
      grid.write(String(character), column: column, row: row, width: 1, style: style)
    }
  }

  private func nameStyle(_ isCurrent: Bool) -> Style {
    isCurrent ? Style(.accent, bold: true) : .faint
  }

  /// A space is a token too.
  private static func visible(_ label: String, _ glyphs: GlyphTier) -> String {
    guard label.allSatisfy({ $0 == " " }), !label.isEmpty else { return label }
    return glyphs == .braille ? "\u{2423}" : "_"
  }

  // MARK: Marks

  /// A dot in the largest cell of each row, so that it is found without colors too.
  private func markLargest(_ layout: HeatMapLayout, glyphs: GlyphTier, into grid: inout Grid) {
    let field = layout.field
    guard !rowLabels.isEmpty, field.hasWholeRows, field.width >= field.columns else { return }
    let mark: Unicode.Scalar = glyphs == .braille ? "•" : glyphs == .lines ? "◆" : "@"
    for row in values.indices {
      guard let column = largest(inRow: row) else { continue }
      let (cells, rows) = (field.cells(ofColumn: column), field.gridRows(ofRow: row))
      let value = values[row][column]
      grid[
        layout.place.column + cells.lowerBound + (cells.count - 1) / 2,
        layout.place.row + rows.lowerBound + (rows.count - 1) / 2] = Cell(
          mark, Style(field.scale.ink(value), on: field.scale.role(value), bold: true))
    }
  }

  /// Brackets in the cell under the cursor; where it has no room for them, the accent's color.
  private func markCursor(_ layout: HeatMapLayout, into grid: inout Grid) {
    guard let cursor, values.indices.contains(cursor.row) else { return }
    let field = layout.field
    let (cells, rows) = (field.cells(ofColumn: cursor.column), field.gridRows(ofRow: cursor.row))
    let row = layout.place.row + rows.lowerBound + (rows.count - 1) / 2
    let left = layout.place.column + cells.lowerBound
    guard cells.count >= 2 && field.hasWholeRows else {
      grid[left, row] = Cell("+", Style(.accent, bold: true, reversed: true))
      return
    }
    for (column, bracket) in [(left, "["), (left + cells.count - 1, "]")] {
      var cell = grid[column, row]
      let value = field.value(cursor.row..<cursor.row + 1, cursor.column..<cursor.column + 1)
      let background = cell.style.background
      cell = Cell(
        Unicode.Scalar(bracket) ?? "[",
        value.map { Style(field.scale.ink($0), on: background, bold: true) }
          ?? Style(.accent, bold: true))
      grid[column, row] = cell
    }
  }
}
