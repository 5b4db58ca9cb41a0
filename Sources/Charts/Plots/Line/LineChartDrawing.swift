extension LineChart {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    if y.range == nil && (series + ghosts).contains(where: { !$0.points.isEmpty }) {
      // The range is found once, and not anew for each number.
      var ranged = self
      ranged.y.range = shownYRange
      return ranged.draw(into: &grid, in: rect, glyphs: glyphs)
    }
    let (ends, key, layout, marks, corner) = arrangement(in: rect, glyphs: glyphs)
    drawAxes(layout, in: rect, glyphs: glyphs, into: &grid)
    drawGridLines(layout, glyphs: glyphs, into: &grid)
    drawCursor(layout, glyphs: glyphs, into: &grid)
    marks.draw(into: &grid)
    drawOverflows(layout, glyphs: glyphs, into: &grid)
    drawDivergences(layout, glyphs: glyphs, into: &grid)
    drawMarks(layout, glyphs: glyphs, into: &grid)
    ends?.draw(self, layout, glyphs: glyphs, into: &grid)
    if let corner {
      key.draw(into: &grid, in: corner, isFlowing: false)
    } else if let outside = layout.legend, ends == nil {
      key.draw(into: &grid, in: outside, isFlowing: outside.rows < layout.plot.rows)
    }
    drawCursorLabel(layout, glyphs: glyphs, into: &grid)
  }

  /// Where everything stands: names at the ends of the curves, else in a corner that no curve passes,
  /// else below.
  private func arrangement(
    in rect: Rect, glyphs: GlyphTier
  ) -> (ends: CurveEnds?, key: Legend, layout: LineChartLayout, marks: CurveMarks, corner: Rect?) {
    let ends = legend == .automatic ? CurveEnds(self, in: rect, glyphs: glyphs) : nil
    let key = Legend(entries: ends == nil ? LegendEntry.entries(of: self, glyphs: glyphs) : [])
    let layout = layout(in: rect, glyphs: glyphs)
    let marks = CurveMarks(self, layout, glyphs: glyphs)
    guard legend == .automatic, !key.entries.isEmpty else { return (ends, key, layout, marks, nil) }
    let corner = key.corner(of: layout.plot, avoiding: marks)
    let rows = key.rowsBelow(width: rect.columns - layout.gutter)
    guard corner == nil, rows * 4 <= rect.rows else { return (ends, key, layout, marks, corner) }
    let lower = LineChartLayout(self, in: rect, glyphs: glyphs, legend: .below(rows: rows))
    return (ends, key, lower, CurveMarks(self, lower, glyphs: glyphs), nil)
  }

  /// The place that a cell shows when the chart is drawn into `rect`; nil outside the plot.
  public func place(
    at position: Position, in rect: Rect, glyphs: GlyphTier
  ) -> (x: Double, y: Double)? {
    let layout = arrangement(in: rect, glyphs: glyphs).layout
    let plot = layout.plot
    guard plot.contains(position) else { return nil }
    let across = Double(position.column - plot.column) / Double(max(1, plot.columns - 1))
    let down = Double(position.row - plot.row) / Double(max(1, plot.rows - 1))
    return (layout.x.value(at: across), layout.y.value(at: 1 - down))
  }

  /// The x that a column of the grid stands for when the chart is drawn into `rect`; nil outside
  /// the plot.
  public func x(atColumn column: Int, in rect: Rect, glyphs: GlyphTier) -> Double? {
    let layout = layout(in: rect, glyphs: glyphs)
    let plot = layout.plot
    guard column >= plot.column && column < plot.endColumn else { return nil }
    return layout.x.value(at: Double(column - plot.column) / Double(max(1, plot.columns - 1)))
  }

  private func layout(in rect: Rect, glyphs: GlyphTier) -> LineChartLayout {
    LineChartLayout(
      self, in: rect, glyphs: glyphs, legend: legendSpace(in: rect, glyphs: glyphs))
  }

  private func legendSpace(in rect: Rect, glyphs: GlyphTier) -> LineChartLayout.LegendSpace {
    switch legend {
    case .none: return .none
    case .automatic:
      return CurveEnds(self, in: rect, glyphs: glyphs).map { .right(columns: $0.columns) }
        ?? .none
    case .right:
      let key = Legend(entries: LegendEntry.entries(of: self, glyphs: glyphs))
      let columns = min(key.columns, rect.columns * 2 / 5)
      return key.entries.isEmpty || columns < 8 ? .none : .right(columns: columns + 1)
    case .below:
      let key = Legend(entries: LegendEntry.entries(of: self, glyphs: glyphs))
      let rows = min(key.rowsBelow(width: rect.columns - 6), rect.rows / 3)
      return key.entries.isEmpty || rows == 0 ? .none : .below(rows: rows)
    }
  }

  private func drawAxes(
    _ layout: LineChartLayout, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    if let row = layout.titleRow {
      let unit = y.label == title ? "" : y.label
      let scale = y.scale == .logarithmic ? "log" : ""
      PanelRule(
        title: title, note: [unit, scale].filter { !$0.isEmpty }.joined(separator: " ")
      ).draw(
        into: &grid, in: Rect(column: rect.column, row: row, columns: rect.columns, rows: 1),
        glyphs: glyphs)
    }
    layout.axes.draw(x, layout.x, glyphs: glyphs, into: &grid)
  }

  /// Faint lines behind the curves at the ticks of the vertical axis, where there are colors to tell
  /// them from curves.
  private func drawGridLines(
    _ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid
  ) {
    guard usesColor, glyphs == .braille else { return }
    for row in layout.axes.tickRows {
      for column in layout.plot.column..<layout.plot.endColumn {
        grid[column, row] = Cell("\u{2508}", Style(.gridLine))
      }
    }
  }

  /// An arrow at the edge where a curve leaves the axis, at the farthest point of each excursion.
  private func drawOverflows(
    _ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let plot = layout.plot
    guard !plot.isEmpty else { return }
    for curve in series where !curve.isHidden && curve.divergedAt == nil {
      for excursion in layout.excursions(of: curve) {
        let column = plot.column + Int((excursion.across * Double(plot.columns - 1)).rounded())
        let row = excursion.isAbove ? plot.row : plot.endRow - 1
        let arrow: Unicode.Scalar =
          glyphs == .braille
          ? (excursion.isAbove ? "\u{2191}" : "\u{2193}") : excursion.isAbove ? "^" : "v"
        grid[column, row] = Cell(arrow, Style(.series(curve.index), bold: true))
      }
    }
  }

  private func cursorColumn(_ layout: LineChartLayout) -> Int? {
    guard let cursor, let place = layout.x.fraction(cursor), place >= 0, place <= 1,
      layout.plot.columns > 0
    else { return nil }
    return layout.plot.column + Int((place * Double(layout.plot.columns - 1)).rounded())
  }

  private func drawCursor(_ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid) {
    guard let column = cursorColumn(layout) else { return }
    for row in layout.plot.row..<layout.plot.endRow {
      grid[column, row] = Cell(BoxLine.vertical.glyph(glyphs), Style(.accent))
    }
  }

  /// The cursor's x, beside the rule in the row of the axis labels, or at its top.
  private func drawCursorLabel(
    _ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid
  ) {
    guard let column = cursorColumn(layout), let cursor else { return }
    let text = " " + NumberText.compact(cursor, glyphs: glyphs) + " "
    let width = CharacterWidth.columns(of: text)
    let start = min(max(column - width / 2, layout.plot.column), layout.plot.endColumn - width)
    let row = layout.xAxisRow.map { $0 + 1 } ?? layout.plot.endRow - 1
    if layout.xAxisRow != nil {
      // A tick's label that would be cut goes away whole.
      for step in [-1, 1] {
        var at = step < 0 ? start : start + width - 1
        while at >= layout.plot.column - 1, at < layout.plot.endColumn, grid[at, row] != .blank {
          grid[at, row] = .blank
          at += step
        }
      }
    }
    grid.write(text, column: start, row: row, style: Style(.accent, bold: true))
    if let axis = layout.xAxisRow {
      // The name of the axis stands in its line: where the cursor would cut it, it goes away.
      let width = CharacterWidth.columns(of: x.label.spelled(for: glyphs))
      let name = layout.plot.endColumn - width - 1
      if !x.label.isEmpty && column >= name {
        for column in name..<layout.plot.endColumn {
          grid[column, axis] = Cell(BoxLine.horizontal.glyph(glyphs), Style(.border))
        }
      }
      grid[column, axis] = Cell(
        BoxLine([.up, .down, .left, .right]).glyph(glyphs), Style(.accent))
    }
  }

  /// A cross where a run left the finite numbers: at the last place its curve had, or at the
  /// upper edge where the curve left the plot.
  private func drawDivergences(
    _ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let plot = layout.plot
    for curve in series where !curve.isHidden && !plot.isEmpty {
      guard let x = curve.divergedAt, let across = layout.x.fraction(x), across >= 0, across <= 1
      else { continue }
      let last = curve.points.last { $0.mean.isFinite && $0.x <= x }
      let up = last.flatMap { layout.y.fraction($0.maximum) } ?? 1
      put(Legend.cross(glyphs), of: curve, (across, up), layout, into: &grid)
    }
  }

  /// Diamonds on the curves where the course of their runs was changed.
  private func drawMarks(_ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid) {
    for curve in series where !curve.isHidden && !layout.plot.isEmpty {
      for x in curve.marks {
        guard let across = layout.x.fraction(x), across >= 0, across <= 1,
          let point = curve.points.last(where: { $0.mean.isFinite && $0.x <= x })
            ?? curve.points.first(where: { $0.mean.isFinite }),
          let up = layout.y.fraction(point.mean)
        else { continue }
        put(glyphs == .ascii ? "*" : "\u{25C6}", of: curve, (across, up), layout, into: &grid)
      }
    }
  }

  /// A sign in a curve's color at a place of the plot, in shares of its width and height.
  private func put(
    _ sign: Unicode.Scalar, of curve: Series, _ place: (across: Double, up: Double),
    _ layout: LineChartLayout, into grid: inout Grid
  ) {
    let plot = layout.plot
    let row = Int(((1 - min(max(place.up, 0), 1)) * Double(plot.rows - 1)).rounded())
    let column = Int((place.across * Double(plot.columns - 1)).rounded())
    grid[plot.column + column, plot.row + row] = Cell(
      sign, Style(.series(curve.index), bold: true))
  }
}
