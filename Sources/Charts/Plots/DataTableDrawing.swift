extension DataTable {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty, !columns.isEmpty else { return }
    spelled(for: glyphs).drawTable(into: &grid, in: rect, glyphs: glyphs)
  }

  /// With the signs of mathematics in words.
  private func spelled(for glyphs: GlyphTier) -> DataTable {
    guard glyphs != .braille else { return self }
    var table = self
    for column in columns.indices {
      table.columns[column].title = columns[column].title.spelled(for: glyphs)
    }
    for row in rows.indices {
      table.rows[row].texts = rows[row].texts.map { $0.spelled(for: glyphs) }
    }
    return table
  }

  private func drawTable(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let widths = columnWidths(available: rect.columns - 2)
    let hasHeader = rect.rows >= 2
    if hasHeader {
      drawTexts(
        columns.map(\.title), widths, in: rect, row: rect.row, glyphs: glyphs, into: &grid
      ) { _ in .faint }
    }
    let room = rect.rows - (hasHeader ? 1 : 0)
    let first = firstRow(room: room)
    for (offset, index) in (first..<min(rows.count, first + room)).enumerated() {
      let row = rect.row + (hasHeader ? 1 : 0) + offset
      let isHighlighted = index == highlighted
      if isHighlighted {
        grid[rect.column, row] = Cell(
          glyphs == .braille ? "▸" : ">", Style(.accent, bold: true))
      }
      drawTexts(rows[index].texts, widths, in: rect, row: row, glyphs: glyphs, into: &grid) {
        column in
        let series = column == 0 ? rows[index].seriesIndex : nil
        return Style(series.map(Role.series) ?? .text, bold: isHighlighted)
      }
    }
  }

  /// The first row shown, such that the highlighted one is in sight.
  private func firstRow(room: Int) -> Int {
    guard let highlighted, rows.count > room, room > 0 else { return 0 }
    return min(max(0, highlighted - room / 2), rows.count - room)
  }

  /// A text can be recognized by so many of its characters, a number by all of them alone.
  private static let recognizable = 8

  /// Each column as wide as its widest text; where that is too much, the widest give way, texts before
  /// numbers.
  private func columnWidths(available: Int) -> [Int] {
    var widths = columns.indices.map { column in
      rows.reduce(CharacterWidth.columns(of: columns[column].title)) {
        column < $1.texts.count
          ? max($0, CharacterWidth.columns(of: $1.texts[column])) : $0
      }
    }
    let gaps = 2 * (columns.count - 1)
    var excess = widths.reduce(0, +) + gaps - available
    while excess > 0 {
      let texts = widths.indices.filter {
        columns[$0].alignment == .leading && widths[$0] > Self.recognizable
      }
      let yielding = texts.isEmpty ? Array(widths.indices) : texts
      guard let widest = yielding.max(by: { widths[$0] < widths[$1] }), widths[widest] > 3
      else { break }
      // At most down to the next widest, so that equally wide columns shrink alike.
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func drawTexts(
    _ texts: [String], _ widths: [Int], in rect: Rect, row: Int, glyphs: GlyphTier,
    into grid: inout Grid, style: (Int) -> Style
  ) {
    var at = rect.column + 2
    for (column, width) in widths.enumerated() where at < rect.endColumn {
      let text = column < texts.count ? texts[column] : ""
      let shown = text.clipped(to: min(width, rect.endColumn - at), glyphs: glyphs)
      grid.write(
        shown.padded(to: width, trailing: columns[column].alignment == .trailing), column: at,
        row: row, width: rect.endColumn - at, style: style(column))
      at += width + 2
    }
  }
}
