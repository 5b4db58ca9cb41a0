extension LayerBars {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    var body = rect
    if !title.isEmpty && rect.rows > 1 {
      PanelRule(title: title, note: note).draw(into: &grid, in: rect, glyphs: glyphs)
      body = rect.inset(top: 1)
    }
    // From the bottom: what is measured where groups differ in it, arms, layer numbers, bars.
    let noteRows = body.rows >= 5 && groups.contains { !$0.note.isEmpty } ? 1 : 0
    body = body.inset(bottom: noteRows)
    let labelRow = body.rows >= 2 ? body.endRow - 1 : nil
    let numberRow = body.rows >= 4 ? body.endRow - 2 : nil
    var plot = body.inset(bottom: body.rows >= 4 ? 2 : body.rows >= 2 ? 1 : 0)
    let vertical = VerticalAxis(
      AxisMapping(shownRange, scale: axis.scale), rows: AxisRows(ofBars: plot.rows),
      freedom: axis.isFixed ? .nothing : .ends, glyphs: glyphs)
    plot = plot.inset(top: vertical.emptyRows)
    let (mapping, ticks) = (vertical.mapping, vertical.ticks)
    let gutter = ticks.reduce(0) { max($0, CharacterWidth.columns(of: $1.label)) } + 2
    if plot.columns >= gutter + 12 {
      plot = plot.inset(left: gutter)
      AxisDrawing(glyphs: glyphs).drawVertical(ticks, plot: plot, gutter: gutter, into: &grid)
    }
    let places = PlotColumns(
      count: groups.count, in: plot.inset(left: 1), gap: 2, minimum: 6,
      maximum: .max)
    let labels = DistinctLabels(groups.map(\.label)).texts(
      columns: places.rects.first?.columns ?? 0, glyphs: glyphs)
    for ((group, label), place) in zip(zip(groups, labels), places.rects) {
      drawGroup(
        group, label, in: place, mapping, numberRow: numberRow, labelRow: labelRow,
        hasNote: noteRows > 0, glyphs: glyphs, into: &grid)
    }
  }

  /// The unit, the scale, and what the marks mean where there are any.
  private var note: String {
    let values = groups.flatMap(\.values)
    var parts = axis.label.isEmpty || axis.label == title ? [] : [axis.label]
    if axis.scale == .logarithmic {
      parts.append("log")
      if values.contains(where: { $0 <= 0 }) { parts.append("0: not above zero") }
    }
    return parts.joined(separator: ", ")
  }

  /// The range of the axis: from zero on a linear one; whole decades on a logarithmic one.
  public var shownRange: AxisRange {
    if let range = axis.range { return range }
    let values = groups.flatMap(\.values)
    guard let fitted = AxisRange.fitting(values, scale: axis.scale) else {
      return AxisRange(lower: axis.scale == .logarithmic ? 0.1 : 0, upper: 1)
    }
    if axis.scale == .logarithmic { return fitted.wholeDecades }
    let extremes = values.filter(\.isFinite)
    return AxisRange(lower: min(0, extremes.min() ?? 0), upper: max(0, extremes.max() ?? 1))
  }

  private func drawGroup(
    _ group: Group, _ label: String, in place: Rect, _ mapping: AxisMapping, numberRow: Int?,
    labelRow: Int?,
    hasNote: Bool, glyphs: GlyphTier, into grid: inout Grid
  ) {
    // Bars never touch: half a cell of air is between them, where there are blocks for that.
    let most = glyphs == .braille ? place.columns : (place.columns + 1) / 2
    let chosen = EvenChoice.indices(of: group.values.count, atMost: most)
    let pitch = max(1, min(Self.widestPitch, (place.columns + 1) / max(1, chosen.count)))
    let width = max(1, pitch - max(1, pitch / 4))
    for (offset, index) in chosen.enumerated() {
      let bar = Rect(
        column: place.column + offset * pitch, row: place.row, columns: width, rows: place.rows)
      let before = offset > 0 ? group.values[chosen[offset - 1]] : .nan
      drawBar(
        group.values[index], after: before, group.index, in: bar, mapping, isThin: pitch == 1,
        glyphs: glyphs, into: &grid)
    }
    let used = max(1, chosen.count * pitch - (pitch - width))
    if let numberRow {
      drawNumbers(
        chosen, place, pitch: pitch, width: width, row: numberRow, glyphs: glyphs, into: &grid)
    }
    guard let labelRow else { return }
    func write(_ text: String, row: Int, _ style: Style) {
      let text = text.clipped(to: place.columns, glyphs: glyphs)
      let room = max(0, used - CharacterWidth.columns(of: text))
      grid.write(text, column: place.column + room / 2, row: row, style: style)
    }
    write(label, row: labelRow, Style(.series(group.index), bold: true))
    if hasNote { write(group.note, row: labelRow + 1, .faint) }
  }

  /// Columns from bar to bar, at most.
  private static let widestPitch = 16

  private func drawBar(
    _ value: Double, after before: Double, _ index: Int, in bar: Rect, _ mapping: AxisMapping,
    isThin: Bool, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let style = Style(.series(index))
    guard let place = mapping.fraction(value) else {
      // Of neighbors that have no place the first is named.
      let isNamed = !isThin || before != 0
      let mark: Unicode.Scalar =
        !value.isFinite ? Legend.cross(glyphs) : isNamed ? "0" : glyphs == .braille ? "·" : "."
      grid[bar.column + (bar.columns - 1) / 2, bar.endRow - 1] = Cell(mark, style)
      return
    }
    let zero = mapping.scale == .linear ? min(max(mapping.fraction(0) ?? 0, 0), 1) : 0
    // On a logarithmic axis the least that it shows has a bar, too.
    let share = mapping.scale == .linear ? min(max(place, 0), 1) : min(max(place, 0.01), 1)
    for column in bar.column..<bar.endColumn {
      if isThin {
        grid.drawThinBar(from: zero, to: share, column: column, in: bar, style: style)
      } else if zero > 0 {
        grid.drawBar(
          from: zero, to: share, column: column, in: bar, style: style, glyphs: glyphs)
      } else {
        grid.drawBar(share, column: column, in: bar, style: style, glyphs: glyphs)
      }
    }
  }

  /// The number of the reader's layer, those of the first and the last, and those between that
  /// find room.
  private func drawNumbers(
    _ chosen: [Int], _ place: Rect, pitch: Int, width: Int, row: Int, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    var occupied: [ClosedRange<Int>] = []
    let current = highlighted.flatMap { layer in
      chosen.indices.last { chosen[$0] <= layer }
    }
    let order =
      (current.map { [$0] } ?? []) + [0, chosen.count - 1]
      + Array(1..<max(1, chosen.count - 1))
    for offset in order where offset >= 0 && offset < chosen.count {
      let isCurrent = offset == current
      let mark = isCurrent ? (glyphs == .braille ? "▸" : ">") : ""
      let layer = isCurrent ? highlighted ?? chosen[offset] : chosen[offset]
      let text = mark + String(layer + firstLayer)
      let length = CharacterWidth.columns(of: text)
      let center = place.column + offset * pitch + max(0, (width - length + 1) / 2)
      let start = max(place.column, min(center, place.endColumn - length))
      let span = start - 1...start + length
      if occupied.contains(where: { $0.overlaps(span) }) { continue }
      occupied.append(span)
      grid.write(
        text, column: start, row: row, style: isCurrent ? Style(.accent, bold: true) : .faint)
    }
  }
}

extension Grid {
  /// Draws a bar between two heights, shares 0 … 1 of the rectangle's from its bottom. The part
  /// of a cell above an edge is drawn as its lower part reversed.
  mutating func drawBar(
    from start: Double, to end: Double, column: Int, in rect: Rect, style: Style,
    glyphs: GlyphTier
  ) {
    let full = Double(rect.rows * 8)
    let low = Int((min(start, end) * full).rounded())
    let high = max(low + 1, Int((max(start, end) * full).rounded()))
    for offset in 0..<rect.rows {
      let (from, to) = (max(0, low - offset * 8), min(8, high - offset * 8))
      guard from < to else { continue }
      let row = rect.endRow - 1 - offset
      if glyphs != .braille {
        if to - from >= 3 || high - low < 8 { self[column, row] = Cell("#", style) }
      } else if from == 0 {
        self[column, row] = Cell(Unicode.Scalar(0x2580 + UInt32(to)) ?? "█", style)
      } else {
        var reversed = style
        reversed.isReversed = true
        self[column, row] = Cell(Unicode.Scalar(0x2580 + UInt32(from)) ?? "█", reversed)
      }
    }
  }

  /// Draws the left half of a column between two heights, shares 0 … 1 of the rectangle's, in halves
  /// of a cell.
  mutating func drawThinBar(
    from start: Double, to end: Double, column: Int, in rect: Rect, style: Style
  ) {
    let full = Double(rect.rows * 2)
    let low = Int((min(start, end) * full).rounded())
    let high = max(low + 1, Int((max(start, end) * full).rounded()))
    for offset in 0..<rect.rows {
      let (from, to) = (max(0, low - offset * 2), min(2, high - offset * 2))
      guard from < to else { continue }
      let glyph: Unicode.Scalar = to - from == 2 ? "▌" : from == 0 ? "▖" : "▘"
      self[column, rect.endRow - 1 - offset] = Cell(glyph, style)
    }
  }
}
