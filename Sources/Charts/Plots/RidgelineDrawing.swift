extension Ridgeline {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let body = drawTitle(into: &grid, in: rect, glyphs: glyphs)
    let gutter = gutterColumns
    let widths = PlotColumns(
      count: columns.count, in: body.inset(left: gutter), gap: 3, minimum: 6, maximum: 64)
    let rowCount = columns.reduce(0) { max($0, $1.rows.count) }
    let chosen = chosenRows(of: rowCount, atMost: max(1, body.rows - 2))
    let canBeTall = glyphs == .braille && chosen.count * 2 + 2 <= body.rows
    let height = canBeTall ? min(3, (body.rows - 2) / max(1, chosen.count)) : 1
    // Without room for everything the histograms come first, then the labels, then the ticks.
    let hasHeader = body.rows >= 2
    let hasTicks = body.rows >= chosen.count * height + 2
    let labels = DistinctLabels(columns.map(\.label)).texts(
      columns: widths.rects.first?.columns ?? 0, glyphs: glyphs)
    for ((column, label), place) in zip(zip(columns, labels), widths.rects) {
      if hasHeader { drawHeader(column, label, in: place, into: &grid) }
      let top = body.row + (hasHeader ? 1 : 0)
      for (offset, index) in chosen.enumerated() where index < column.rows.count {
        let cell = Rect(
          column: place.column, row: top + offset * height, columns: place.columns, rows: height)
        drawRow(column.rows[index], column.index, in: cell, glyphs: glyphs, into: &grid)
      }
      if hasTicks {
        drawTicks(row: top + chosen.count * height, in: place, glyphs: glyphs, into: &grid)
      }
    }
    drawLabels(
      chosen, height: height, top: body.row + (hasHeader ? 1 : 0), in: body,
      hasHeader: hasHeader, into: &grid)
    if chosen.count < rowCount {
      let row = body.row + (hasHeader ? 1 : 0) + chosen.count * height
      grid.write(
        "of \(rowCount)".padded(to: gutter - 2, trailing: true), column: body.column,
        row: min(row, body.endRow - 1), width: gutter - 2, style: .faint)
    }
    writeRest(widths, in: body, into: &grid)
  }

  /// All rows; of too many some at even steps, or with a reader, those around the one he is at.
  private func chosenRows(of count: Int, atMost limit: Int) -> [Int] {
    guard let highlighted, count > limit else {
      return EvenChoice.indices(of: count, atMost: limit)
    }
    let first = min(max(0, highlighted - limit / 2), count - limit)
    return Array(first..<first + limit)
  }

  private var gutterColumns: Int {
    let labels = columns.flatMap(\.rows).map { CharacterWidth.columns(of: $0.label) }
    return max(labels.max() ?? 0, min(5, CharacterWidth.columns(of: rowLabel))) + 3
  }

  private func drawTitle(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) -> Rect {
    guard !title.isEmpty && rect.rows > 1 else { return rect }
    PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
    return rect.inset(top: 1)
  }

  private func drawHeader(
    _ column: Column, _ label: String, in place: Rect, into grid: inout Grid
  ) {
    let start = place.column + (place.columns - CharacterWidth.columns(of: label)) / 2
    grid.write(
      label, column: start, row: place.row, style: Style(.series(column.index), bold: true))
  }

  private func drawLabels(
    _ chosen: [Int], height: Int, top: Int, in body: Rect, hasHeader: Bool, into grid: inout Grid
  ) {
    guard let rows = columns.map(\.rows).max(by: { $0.count < $1.count }) else { return }
    let width = gutterColumns - 2
    if hasHeader {
      grid.write(
        rowLabel.padded(to: width, trailing: true), column: body.column, row: body.row,
        width: width, style: .faint)
    }
    for (offset, index) in chosen.enumerated() where index < rows.count {
      let row = top + offset * height + height - 1
      guard row < body.endRow else { return }
      grid.write(
        rows[index].label.padded(to: width, trailing: true), column: body.column, row: row,
        width: width, style: .faint)
    }
  }

  /// One histogram: bars of eighths of a cell, or a ramp of letters.
  private func drawRow(
    _ row: Row, _ index: Int, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let weights = resampled(row, to: rect.columns)
    let highest = weights.reduce(0, max)
    let style = Style(.series(index))
    guard highest > 0 else {
      let text = rect.columns >= 9 ? "no values" : "-"
      let start = rect.column + (rect.columns - CharacterWidth.columns(of: text)) / 2
      grid.write(text, column: start, row: rect.endRow - 1, style: .faint)
      return
    }
    for (offset, weight) in weights.enumerated() where weight > 0 {
      let share = weight / highest
      let column = rect.column + offset
      if glyphs == .braille {
        // An eighth of air above the peak keeps the rows apart.
        grid.drawBar(
          share * (1 - 0.125 / Double(rect.rows)), column: column, in: rect, style: style,
          glyphs: glyphs)
      } else {
        let glyph = ShadeRamp.glyph(share)
        if glyph != " " { grid[column, rect.endRow - 1] = Cell(glyph, style) }
      }
    }
  }

  /// The row's weights on the chart's axis, cell by cell. What lies beyond an end of the axis is
  /// piled up in the cell at that end.
  private func resampled(_ row: Row, to count: Int) -> [Double] {
    var weights = Array(repeating: 0.0, count: count)
    let own = row.range ?? range
    let shown = range.upperBound - range.lowerBound
    guard count > 0, !row.counts.isEmpty, shown > 0, shown.isFinite else { return weights }
    let binLength = (own.upperBound - own.lowerBound) / Double(row.counts.count)
    let length = max(binLength / shown * Double(count), 1e-9)
    guard length.isFinite else { return weights }
    for (bin, weight) in row.counts.enumerated() where weight > 0 && weight.isFinite {
      let start = (own.lowerBound + Double(bin) * binLength - range.lowerBound) / shown
      let from = start * Double(count)
      guard from.isFinite else { continue }
      let to = from + length
      weights[0] += weight * max(0, min(to, 0) - from) / length
      weights[count - 1] += weight * max(0, to - max(from, Double(count))) / length
      guard from < Double(count), to > 0 else { continue }
      let first = max(0, Int(max(from, 0)))
      let last = min(count - 1, Int(min(to, Double(count))))
      for cell in first...max(first, last) where cell < count {
        let overlap = min(to, Double(cell + 1)) - max(from, Double(cell))
        weights[cell] += weight * max(0, overlap) / length
      }
    }
    return weights
  }

  /// Whether some row reaches beyond the axis, below and above, so that its end cells hold a pile.
  private var overflow: (below: Bool, above: Bool) {
    let ranges = columns.flatMap { $0.rows.compactMap(\.range) }
    let slack = (range.upperBound - range.lowerBound) * 1e-6
    return (
      ranges.contains { $0.lowerBound < range.lowerBound - slack },
      ranges.contains { $0.upperBound > range.upperBound + slack }
    )
  }

  /// The ends of the range, and zero where it lies between.
  private func drawTicks(row: Int, in place: Rect, glyphs: GlyphTier, into grid: inout Grid) {
    var ends = [range.lowerBound, range.upperBound].map {
      NumberText.compact($0, glyphs: glyphs)
    }
    // What lies beyond an end is piled up in the cell at it.
    let (below, above) = glyphs == .braille ? ("\u{2190} ", " \u{2192}") : ("< ", " >")
    if overflow.below { ends[0] = below + ends[0] }
    if overflow.above { ends[1] += above }
    let last = CharacterWidth.columns(of: ends[1])
    guard CharacterWidth.columns(of: ends[0]) + last + 1 <= place.columns else { return }
    grid.write(ends[0], column: place.column, row: row, style: .faint)
    grid.write(ends[1], column: place.endColumn - last, row: row, style: .faint)
    guard range.lowerBound < 0 && range.upperBound > 0 else { return }
    let share = -range.lowerBound / (range.upperBound - range.lowerBound)
    let zero = place.column + Int(share * Double(place.columns - 1) + 0.5)
    if grid[zero - 1, row].scalar == " " && grid[zero, row].scalar == " "
      && grid[zero + 1, row].scalar == " "
    {
      grid.write("0", column: zero, row: row, style: .faint)
    }
  }

  /// Says how many columns found no room.
  private func writeRest(_ widths: PlotColumns, in body: Rect, into grid: inout Grid) {
    let rest = columns.count - widths.rects.count
    guard rest > 0 else { return }
    let text = "+\(rest)"
    grid.write(
      text, column: body.endColumn - text.unicodeScalars.count, row: body.row, style: .faint)
  }
}
