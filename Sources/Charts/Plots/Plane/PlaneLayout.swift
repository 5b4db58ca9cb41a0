/// Where the parts of a plane chart go in a rectangle.
struct PlaneLayout {
  let axes: AxisLayout
  /// The legend below the plot.
  private(set) var legend: Rect?
  /// What the colors of the field mean, at the right of the plot.
  private(set) var colorBar: Rect?
  let x: AxisMapping
  let y: AxisMapping

  init(_ chart: PlaneChart, _ key: Legend, in rect: Rect, glyphs: GlyphTier) {
    let shown = chart.shown
    x = AxisMapping(shown.x, scale: .linear)
    y = AxisMapping(shown.y, scale: .linear)
    var plot = rect
    let rows = key.rowsBelow(width: rect.columns)
    if rows > 0 && rows * 4 <= rect.rows {
      legend = Rect(column: rect.column, row: rect.endRow - rows, columns: rect.columns, rows: rows)
      plot = plot.inset(bottom: rows)
    }
    let columns = chart.colorBar?.columns(glyphs) ?? 0
    if columns > 0 && plot.columns >= columns + 30 {
      colorBar = Rect(
        column: plot.endColumn - columns + 1, row: plot.row, columns: columns - 1, rows: plot.rows)
      plot = plot.inset(right: columns)
    }
    let minimum = Size(columns: 20, rows: 7)
    axes =
      plot.columns >= minimum.columns && plot.rows >= minimum.rows
      ? AxisLayout(plot, y: y, freedom: .nothing, minimum: minimum, glyphs: glyphs)
      : AxisLayout(bare: plot, y: y)
    colorBar?.rows = axes.plot.rows
  }

  /// The cells of the plane.
  var plot: Rect { axes.plot }

  /// The cell that shows a place; nil outside the plot.
  func cell(_ place: PlaneChart.Place) -> Position? {
    guard let across = x.fraction(place.x), let up = y.fraction(place.y),
      (0...1).contains(across), (0...1).contains(up), !plot.isEmpty
    else { return nil }
    return Position(
      column: plot.column + min(plot.columns - 1, Int(across * Double(plot.columns))),
      row: plot.row + min(plot.rows - 1, Int((1 - up) * Double(plot.rows))))
  }

  /// The middle of part `index` of `count` from the left.
  func x(_ index: Int, of count: Int) -> Double {
    x.value(at: (Double(index) + 0.5) / Double(count))
  }

  /// The middle of part `index` of `count` from above.
  func y(_ index: Int, of count: Int) -> Double {
    y.value(at: 1 - (Double(index) + 0.5) / Double(count))
  }
}
