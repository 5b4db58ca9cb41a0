/// Where the parts of a line chart go in a rectangle.
struct LineChartLayout {
  var titleRow: Int?
  let axes: AxisLayout
  /// Names or the legend beside or below the plot, where they stand outside.
  var legend: Rect?
  let x: AxisMapping
  var y: AxisMapping { axes.y }

  init(_ chart: LineChart, in rect: Rect, glyphs: GlyphTier, legend placement: LegendSpace) {
    x = AxisMapping(chart.shownXRange, scale: chart.x.scale)
    var plot = rect
    if !chart.title.isEmpty && rect.rows > 1 {
      titleRow = rect.row
      plot = plot.inset(top: 1)
    }
    switch placement {
    case .none: break
    case .right(let columns):
      legend = Rect(
        column: plot.endColumn - columns + 1, row: plot.row, columns: columns - 1,
        rows: plot.rows)
      plot = plot.inset(right: columns)
    case .below(let rows):
      legend = Rect(
        column: plot.column, row: plot.endRow - rows, columns: plot.columns, rows: rows)
      plot = plot.inset(bottom: rows)
    }
    axes = AxisLayout(
      plot, y: AxisMapping(chart.shownYRange, scale: chart.y.scale),
      freedom: chart.y.isFixed ? .rows : .ends, minimum: Size(columns: 12, rows: 5),
      hasValues: chart.y.range != nil
        || (chart.series + chart.ghosts).contains { !$0.points.isEmpty },
      glyphs: glyphs)
    if let below = legend, case .below = placement {
      legend = below.inset(left: axes.gutter)
    }
  }

  /// The cells of the curves.
  var plot: Rect { axes.plot }
  var gutter: Int { axes.gutter }
  var xAxisRow: Int? { axes.xAxisRow }

  /// How much room the legend takes away from the plot.
  enum LegendSpace {
    case none
    case right(columns: Int)
    case below(rows: Int)
  }
}

extension LineChartLayout {
  /// Where a curve leaves the axis and comes back: a place of 0 … 1 across the plot.
  struct Excursion: Hashable {
    var across: Double
    var isAbove: Bool
    /// How far it goes, in heights of the plot from its lower edge.
    var up: Double
  }

  /// The excursions of a curve, each at its farthest point.
  func excursions(of curve: LineChart.Series) -> [Excursion] {
    var found: [Excursion] = []
    var isOutside = false
    for point in curve.points {
      guard let across = x.fraction(point.x), let up = y.fraction(point.mean), across >= 0,
        across <= 1
      else { continue }
      defer { isOutside = up > 1.01 || up < -0.01 }
      guard up > 1.01 || up < -0.01 else { continue }
      let here = Excursion(across: across, isAbove: up > 1, up: up)
      if isOutside, let last = found.last, last.isAbove == here.isAbove {
        if abs(up - 0.5) > abs(last.up - 0.5) { found[found.count - 1] = here }
      } else {
        found.append(here)
      }
    }
    return found
  }
}
