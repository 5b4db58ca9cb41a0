import Charts

/// A plot of curves over one axis, with a cursor along it.
protocol CurvePicture: PlotPicture {
  var chart: LineChart { get }
  /// Along the axis.
  var cursor: Double { get }
  /// How far the axis reaches; nil: there is nothing along it.
  var axis: PlotExtent.Axis? { get }
}

extension CurvePicture {
  static var zoom: ZoomAxes { [.across, .up] }

  var valueRange: AxisRange? {
    let chart = chart
    return chart.series.contains { !$0.points.isEmpty } ? chart.shownYRange : nil
  }

  var extent: PlotExtent {
    guard let axis else { return PlotExtent() }
    var whole = chart
    whole.y = context.wholeValueAxis
    let values = whole.shownYRange.closed
    let own = whole.series.first { $0.isFocused } ?? whole.series.first
    return PlotExtent(
      across: axis,
      up: PlotExtent.Axis(
        whole: values, shown: context.view.window.up ?? values,
        anchor: own?.point(nearestTo: cursor)?.mean ?? (values.lowerBound + values.upperBound) / 2,
        scale: whole.y.scale))
  }

  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint? {
    chart.place(at: position, in: rect, glyphs: glyphs).map { PlotPoint(across: $0.x, up: $0.y) }
  }
}
