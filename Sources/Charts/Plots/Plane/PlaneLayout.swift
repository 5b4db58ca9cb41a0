/// Where the parts of a plane chart go in a rectangle.
struct PlaneLayout {
  /// The cells of the plane.
  var plot: Rect
  /// Columns left of the plot: labels, a space and the axis line. 0: no axes.
  var gutter = 0
  var yTicks: [(row: Int, label: String)] = []
  var xAxisRow: Int?
  /// The legend below the plot.
  var legend: Rect?
  let x: AxisMapping
  let y: AxisMapping

  init(_ chart: PlaneChart, _ key: Legend, in rect: Rect, glyphs: GlyphTier) {
    let shown = chart.shown
    x = AxisMapping(shown.x, scale: .linear)
    y = AxisMapping(shown.y, scale: .linear)
    plot = rect
    let rows = key.rowsBelow(width: rect.columns)
    if rows > 0 && rows * 4 <= rect.rows {
      legend = Rect(column: rect.column, row: rect.endRow - rows, columns: rect.columns, rows: rows)
      plot = plot.inset(bottom: rows)
    }
    guard plot.rows >= 7 && plot.columns >= 20 else { return }
    xAxisRow = plot.endRow - 2
    plot = plot.inset(bottom: 2)
    yTicks = AxisDrawing(glyphs: glyphs).verticalTicks(y, rows: plot.rows)
    gutter = yTicks.reduce(0) { max($0, CharacterWidth.columns(of: $1.label)) } + 2
    plot = plot.inset(left: gutter)
  }

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
