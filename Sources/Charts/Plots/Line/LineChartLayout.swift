/// Where the parts of a line chart go in a rectangle.
struct LineChartLayout {
  var titleRow: Int?
  let axes: AxisLayout
  /// The legend beside or below the plot, where it stands outside.
  var legend: Rect?
  let x: AxisMapping
  let y: AxisMapping

  init(_ chart: LineChart, in rect: Rect, glyphs: GlyphTier, legend placement: LegendSpace) {
    x = AxisMapping(chart.shownXRange, scale: chart.x.scale)
    y = AxisMapping(chart.shownYRange, scale: chart.y.scale)
    var plot = rect
    if !chart.title.isEmpty && rect.rows > 1 {
      titleRow = rect.row
      plot = plot.inset(top: 1)
    }
    switch placement {
    case .none: break
    case .right(let columns):
      legend = Rect(
        column: plot.endColumn - columns, row: plot.row, columns: columns, rows: plot.rows)
      plot = plot.inset(right: columns + 1)
    case .below(let rows):
      legend = Rect(
        column: plot.column, row: plot.endRow - rows, columns: plot.columns, rows: rows)
      plot = plot.inset(bottom: rows)
    }
    axes = AxisLayout(plot, y: y, minimum: Size(columns: 12, rows: 5), glyphs: glyphs)
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

extension LineChart {
  /// The range of the horizontal axis: the fixed one, or that of the visible curves.
  public var shownXRange: AxisRange {
    if let range = x.range { return range }
    let values = series.lazy.filter { !$0.isHidden }.flatMap { curve in
      [curve.points.first, curve.points.last, curve.raw.first, curve.raw.last].compactMap { $0?.x }
    }
    return AxisRange.fitting(values, scale: x.scale)
      ?? (x.scale == .linear ? AxisRange(lower: 0, upper: 1) : AxisRange(lower: 1, upper: 10))
  }

  /// The range of the vertical axis: the fixed one, or that of the visible curves with a little
  /// air. Curves that diverged don't count where there are others, as they would flatten these.
  public var shownYRange: AxisRange {
    if let range = y.range { return range }
    let visible = series.filter { !$0.isHidden && !$0.points.isEmpty }
    let steady = visible.filter { $0.divergedAt == nil }
    var (lower, upper) = (Double.infinity, -Double.infinity)
    func include(_ value: Double) {
      guard value.isFinite && (y.scale == .linear || value > 0) else { return }
      lower = min(lower, value)
      upper = max(upper, value)
    }
    for curve in steady.isEmpty ? visible : steady {
      for point in curve.points + curve.raw {
        include(point.minimum)
        include(point.maximum)
        include(point.mean)
      }
    }
    if let range = AxisRange.fitting([lower, upper], scale: y.scale) {
      return range.padded(on: y.scale)
    }
    return y.scale == .linear ? AxisRange(lower: 0, upper: 1) : AxisRange(lower: 0.1, upper: 10)
  }
}

extension AxisRange {
  /// A little air at both ends; a linear range that begins near zero begins at zero.
  func padded(on scale: AxisScale) -> AxisRange {
    let mapping = AxisMapping(self, scale: scale)
    if scale == .logarithmic {
      return AxisRange(lower: mapping.value(at: -0.04), upper: mapping.value(at: 1.04))
    }
    let startsAtZero = lower >= 0 && lower <= upper * 0.4
    return AxisRange(
      lower: startsAtZero ? 0 : mapping.value(at: -0.04), upper: mapping.value(at: 1.04))
  }
}
