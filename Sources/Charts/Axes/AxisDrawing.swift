/// Draws ticks, labels and lines at the edges of a plot.
struct AxisDrawing {
  var glyphs: GlyphTier

  /// Draws a vertical axis whose line stands in the column left of `plot`, labels before it.
  func drawVertical(
    _ ticks: [VerticalTick], plot: Rect, gutter: Int, into grid: inout Grid
  ) {
    let line = plot.column - 1
    for row in plot.row..<plot.endRow {
      grid[line, row] = Cell(BoxLine.vertical.glyph(glyphs), Style(.border))
    }
    for tick in ticks {
      let row = plot.row + tick.row
      grid[line, row] = Cell(BoxLine([.up, .down, .left]).glyph(glyphs), Style(.border))
      let label = tick.label.clipped(to: gutter - 1, glyphs: glyphs)
      let width = CharacterWidth.columns(of: label)
      grid.write(
        label, column: line - width - (gutter > width + 1 ? 1 : 0), row: row, style: .faint)
    }
  }

  /// Draws a horizontal axis: its line in `row`, the labels in the row below it.
  func drawHorizontal(
    _ axis: PlotAxis, _ mapping: AxisMapping, plot: Rect, row: Int, into grid: inout Grid
  ) {
    guard plot.columns > 0 else { return }
    grid[plot.column - 1, row] = Cell(BoxLine([.up, .right]).glyph(glyphs), Style(.border))
    for column in plot.column..<plot.endColumn {
      grid[column, row] = Cell(BoxLine.horizontal.glyph(glyphs), Style(.border))
    }
    var occupied: [ClosedRange<Int>] = []
    let count = max(2, min(10, plot.columns / 10))
    let ticks = Ticks(glyphs: glyphs).values(in: mapping.range, scale: mapping.scale, count: count)
    for tick in ticks.sorted(by: { $0.roundness < $1.roundness }) {
      guard let place = mapping.fraction(tick.value), place > -1e-6, place < 1 + 1e-6 else {
        continue
      }
      let column = plot.column + Int((place * Double(plot.columns - 1)).rounded())
      let width = CharacterWidth.columns(of: tick.label)
      let start = min(max(column - width / 2, plot.column - 1), plot.endColumn - width)
      let span = start...max(start, start + width)
      if start < plot.column - 1 || occupied.contains(where: { $0.overlaps(span) }) { continue }
      occupied.append(span)
      grid[column, row] = Cell(BoxLine([.down, .left, .right]).glyph(glyphs), Style(.border))
      grid.write(tick.label, column: start, row: row + 1, style: .faint)
    }
    writeLabel(axis.label.spelled(for: glyphs), plot: plot, row: row, into: &grid)
  }

  /// The name of the horizontal axis, at the right end of its line.
  private func writeLabel(_ label: String, plot: Rect, row: Int, into grid: inout Grid) {
    let width = CharacterWidth.columns(of: label)
    guard width > 0, width + 8 <= plot.columns else { return }
    grid.write(" \(label)", column: plot.endColumn - width - 1, row: row, style: .faint)
  }
}
