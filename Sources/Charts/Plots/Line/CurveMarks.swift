/// The cells that the curves of a chart cover.
struct CurveMarks {
  private let plot: Rect
  private let glyphs: GlyphTier
  /// By cell of the plot; nil where nothing is drawn.
  private var cells: [Cell?]

  init(_ chart: LineChart, _ layout: LineChartLayout, glyphs: GlyphTier) {
    plot = layout.plot
    self.glyphs = glyphs
    cells = Array(repeating: nil, count: plot.columns * plot.rows)
    guard !plot.isEmpty else { return }
    // The focused curve comes last, so that it lies on top where curves can't be mixed.
    let visible =
      chart.series.filter { !$0.isHidden && !$0.isFocused }
      + chart.series.filter { !$0.isHidden && $0.isFocused }
    if glyphs == .lines {
      drawBoxLines(visible, layout)
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
    let empty = DotRaster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    let tracer = CurveTracer(
      x: layout.x, y: layout.y, width: empty.width, height: empty.height)
    let solid = DashPattern(index: 0)
    var (curves, traces) = ([DotRaster](), [DotRaster]())
    for curve in visible {
      var raster = empty
      tracer.draw(
        curve.points, dash: glyphs == .braille ? chart.dash(of: curve) : solid, into: &raster)
      curves.append(raster)
      raster = empty
      tracer.draw(curve.raw, dash: solid, into: &raster)
      traces.append(raster)
    }
    for cell in cells.indices {
      if let mixture = DotMixture(curves, visible, cell: cell) {
        cells[cell] = Cell(DotRaster.glyph(mixture.mask, glyphs), mixture.style)
      } else if let mixture = DotMixture(traces, visible, cell: cell) {
        // Where traces meet, the first one's color: nothing in the band is brighter than it.
        cells[cell] = Cell(
          DotRaster.glyph(mixture.mask, glyphs), Style(.trace(mixture.nearestIndex)))
      }
    }
    if glyphs != .braille { drawMarkers(visible, tracer) }
  }

  /// A letter on each curve every dozen columns, staggered, in place of a dash pattern.
  private mutating func drawMarkers(_ visible: [LineChart.Series], _ tracer: CurveTracer) {
    let (across, down) = (max(1, tracer.width / plot.columns), tracer.height / plot.rows)
    for curve in visible {
      let style = Style(.series(curve.index), bold: curve.isFocused)
      for stroke in tracer.strokes(curve.points) {
        let (column, row) = (stroke.x / across, stroke.last / max(1, down))
        guard column >= 0, column < plot.columns, row >= 0, row < plot.rows,
          (column + 3 * curve.index).residue(12) == 2
        else { continue }
        cells[row * plot.columns + column] = Cell(DashPattern.marker(index: curve.index), style)
      }
    }
  }

  // MARK: Box lines

  /// One row a column, with corners where the curve changes rows: ─┐ └─. Raw traces are points.
  private mutating func drawBoxLines(_ visible: [LineChart.Series], _ layout: LineChartLayout) {
    let tracer = CurveTracer(
      x: layout.x, y: layout.y, width: plot.columns, height: plot.rows)
    for curve in visible {
      for stroke in tracer.strokes(curve.raw) where isInside(stroke.x, stroke.last) {
        cells[stroke.last * plot.columns + stroke.x] = Cell("·", Style(.trace(curve.index)))
      }
    }
    for curve in visible {
      let style = Style(.series(curve.index), bold: curve.isFocused)
      for (cell, line) in boxLines(tracer.strokes(curve.points)) {
        cells[cell] = Cell(line.glyph(glyphs), style)
      }
      drawMarkers([curve], tracer)
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

/// What several curves draw in one cell: all their dots, in the color of the one with the most. Where
/// several have as many, they take turns from column to column: curves that lie on each other are
/// seen as a line of all their colors.
struct DotMixture {
  private(set) var mask: UInt8 = 0
  private(set) var style = Style.plain
  /// The curve with the most dots, the first one of equals.
  private(set) var nearestIndex = 0

  /// nil where no curve has a dot.
  init?(_ rasters: [DotRaster], _ series: [LineChart.Series], cell: Int) {
    var most = 0
    var nearest: [LineChart.Series] = []
    for (raster, curve) in zip(rasters, series) {
      let dots = raster.masks[cell]
      if dots == 0 { continue }
      mask |= dots
      let count = dots.nonzeroBitCount
      if count > most { (most, nearest) = (count, []) }
      if count == most { nearest.append(curve) }
    }
    guard mask != 0, let first = nearest.first, let columns = rasters.first?.columns else {
      return nil
    }
    nearestIndex = first.index
    let inTurn = nearest[cell % columns % nearest.count]
    let winner = nearest.first(where: \.isFocused) ?? inTurn
    style = Style(.series(winner.index), bold: winner.isFocused)
  }
}
