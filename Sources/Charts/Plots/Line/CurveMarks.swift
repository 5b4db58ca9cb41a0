/// The cells that the curves of a chart cover.
struct CurveMarks {
  private let plot: Rect
  private let glyphs: GlyphTier
  /// By cell of the plot; nil where nothing is drawn.
  private var cells: [Cell?]
  /// The dots of the curves, by cell, where they are drawn in dots.
  private var masks: [UInt8]

  init(_ chart: LineChart, _ layout: LineChartLayout, glyphs: GlyphTier) {
    plot = layout.plot
    self.glyphs = glyphs
    cells = Array(repeating: nil, count: plot.columns * plot.rows)
    masks = Array(repeating: 0, count: cells.count)
    guard !plot.isEmpty else { return }
    // The focused curve comes last, so that it lies on top.
    let visible =
      chart.series.filter { !$0.isHidden && !$0.isFocused }
      + chart.series.filter { !$0.isHidden && $0.isFocused }
    if glyphs == .lines {
      drawBoxLines(visible, chart, layout)
    } else {
      drawDots(visible, chart, layout)
    }
  }

  /// How many cells of a rectangle the curves cover.
  func count(in rect: Rect) -> Int {
    var count = 0
    for row in max(rect.row, plot.row)..<max(rect.row, plot.row, min(rect.endRow, plot.endRow)) {
      for column in rect.column..<rect.endColumn {
        let across = column - plot.column
        guard across >= 0 && across < plot.columns else { continue }
        if cells[(row - plot.row) * plot.columns + across] != nil { count += 1 }
      }
    }
    return count
  }

  func draw(into grid: inout Grid) {
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        guard let cell = cells[row * plot.columns + column] else { continue }
        grid[plot.column + column, plot.row + row] = cell
      }
    }
  }

  // MARK: Dots

  private mutating func drawDots(
    _ visible: [LineChart.Series], _ chart: LineChart, _ layout: LineChartLayout
  ) {
    for ghost in chart.ghosts {
      // Every other dot: faint where there are no colors too.
      draw(
        ghost.points, layout, thickness: 1, dash: chart.usesColor ? .solid : .dotted,
        style: Style(.trace(ghost.index)))
    }
    masks = Array(repeating: 0, count: cells.count)
    if chart.showsRaw(in: plot, glyphs: glyphs) {
      for curve in visible {
        draw(
          curve.raw, layout, thickness: 1, dash: .solid, style: Style(.trace(curve.index)))
      }
      // A curve shares no cell with a trace.
      masks = Array(repeating: 0, count: cells.count)
    }
    for curve in visible {
      draw(
        curve.points, layout,
        thickness: glyphs == .braille ? chart.thickness(of: curve, in: plot) : 1,
        dash: glyphs == .braille ? chart.dash(of: curve) : .solid,
        style: Style(.series(curve.index), bold: curve.isFocused))
    }
    if chart.isForRoom {
      drawNumbers(visible, layout)
    } else if glyphs != .braille && !chart.usesColor {
      drawMarkers(visible, layout)
    }
  }

  /// Puts the dots of a line over those that are there: a cell shows them all, in the color of the
  /// uppermost line.
  private mutating func draw(
    _ points: [LineChart.Point], _ layout: LineChartLayout, thickness: Int, dash: DashPattern,
    style: Style
  ) {
    var raster = DotRaster(
      columns: plot.columns, rows: plot.rows, glyphs: glyphs, thickness: thickness)
    CurveTracer(x: layout.x, y: layout.y, width: raster.width, height: raster.height)
      .draw(points, dash: dash, into: &raster)
    for (cell, mask) in raster.masks.enumerated() where mask != 0 {
      masks[cell] |= mask
      cells[cell] = Cell(DotRaster.glyph(masks[cell], glyphs), style)
    }
  }

  /// A letter on each curve every dozen columns, staggered, in place of a dash pattern.
  private mutating func drawMarkers(_ visible: [LineChart.Series], _ layout: LineChartLayout) {
    drawMarks(visible, layout, every: 12) { DashPattern.marker(index: $0) }
  }

  /// The number of each curve, from 1, which reads from the last row of a room where colors don't.
  private mutating func drawNumbers(_ visible: [LineChart.Series], _ layout: LineChartLayout) {
    drawMarks(visible, layout, every: 18) { index in
      index < 9 ? Unicode.Scalar(UInt8(0x31 + index)) : DashPattern.marker(index: index)
    }
  }

  private mutating func drawMarks(
    _ visible: [LineChart.Series], _ layout: LineChartLayout, every columns: Int,
    mark: (Int) -> Unicode.Scalar
  ) {
    let empty = DotRaster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    let (width, height) =
      glyphs == .lines ? (plot.columns, plot.rows) : (empty.width, empty.height)
    let tracer = CurveTracer(x: layout.x, y: layout.y, width: width, height: height)
    let (across, down) = (max(1, width / plot.columns), max(1, height / plot.rows))
    for curve in visible {
      let style = Style(.series(curve.index), bold: curve.isFocused || glyphs == .braille)
      for stroke in tracer.strokes(curve.points) {
        let (column, row) = (stroke.x / across, stroke.last / down)
        guard isInside(column, row), (column + 3 * curve.index).residue(columns) == 2
        else { continue }
        cells[row * plot.columns + column] = Cell(mark(curve.index), style)
      }
    }
  }

  // MARK: Box lines

  /// One row a column, with corners where the curve changes rows: ─┐ └─. Raw traces are points.
  private mutating func drawBoxLines(
    _ visible: [LineChart.Series], _ chart: LineChart, _ layout: LineChartLayout
  ) {
    let tracer = CurveTracer(
      x: layout.x, y: layout.y, width: plot.columns, height: plot.rows)
    for ghost in chart.ghosts {
      for stroke in tracer.strokes(ghost.points) where isInside(stroke.x, stroke.last) {
        cells[stroke.last * plot.columns + stroke.x] = Cell("·", Style(.trace(ghost.index)))
      }
    }
    for curve in visible where chart.showsRaw(in: plot, glyphs: glyphs) {
      for stroke in tracer.strokes(curve.raw) where isInside(stroke.x, stroke.last) {
        cells[stroke.last * plot.columns + stroke.x] = Cell("·", Style(.trace(curve.index)))
      }
    }
    for curve in visible {
      let style = Style(.series(curve.index), bold: curve.isFocused)
      for (cell, line) in boxLines(tracer.strokes(curve.points)) {
        cells[cell] = Cell(line.glyph(glyphs), style)
      }
      if chart.isForRoom {
        drawNumbers([curve], layout)
      } else if !chart.usesColor {
        drawMarkers([curve], layout)
      }
    }
  }

  private func isInside(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < plot.columns && row >= 0 && row < plot.rows
  }

  /// The arms of each cell that a curve passes: it comes in from the left, goes up or down, and
  /// leaves to the right.
  private func boxLines(_ strokes: [CurveTracer.Stroke]) -> [Int: BoxLine] {
    var lines: [Int: BoxLine] = [:]
    func add(_ arms: BoxLine, _ column: Int, _ row: Int) {
      if isInside(column, row) { lines[row * plot.columns + column, default: []].formUnion(arms) }
    }
    func climb(_ column: Int, from top: Int, to bottom: Int) {
      guard top < bottom, bottom >= 0, top < plot.rows else { return }
      for row in max(top, 0)...min(bottom, plot.rows - 1) {
        if row > top { add(.up, column, row) }
        if row < bottom { add(.down, column, row) }
      }
    }
    var before: CurveTracer.Stroke?
    for stroke in strokes {
      var incoming = stroke.first
      if let before, stroke.isConnected {
        incoming = before.last
        for x in before.x + 1..<max(before.x + 1, stroke.x) {
          let share = Double(x - before.x) / Double(stroke.x - before.x)
          let row = Int(
            (Double(before.last) + share * Double(stroke.first - before.last)).rounded())
          climb(x, from: min(incoming, row), to: max(incoming, row))
          add(.left, x, incoming)
          add(.right, x, row)
          incoming = row
        }
      }
      climb(stroke.x, from: min(incoming, stroke.last), to: max(incoming, stroke.last))
      // Less than a row above or below is no spike.
      if stroke.bottom - stroke.top > 1 { climb(stroke.x, from: stroke.top, to: stroke.bottom) }
      add(.left, stroke.x, incoming)
      add(.right, stroke.x, stroke.last)
      before = stroke
    }
    return lines
  }
}
