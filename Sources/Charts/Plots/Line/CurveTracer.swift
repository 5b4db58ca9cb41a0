/// Turns the points of a curve into one stroke for each column of dots: where the curve enters
/// and leaves it, and the extremes between, so that no spike is lost.
/// - Source: Jugel et al., "M4: a visualization-oriented time series data aggregation", 2014
struct CurveTracer {
  /// What a curve does within one column of dots, in rows of dots from above.
  struct Stroke {
    var x: Int
    var first: Int
    var last: Int
    var top: Int
    var bottom: Int
    /// Whether a line leads here from the stroke before.
    var isConnected: Bool
  }

  let x: AxisMapping
  let y: AxisMapping
  let width: Int
  let height: Int

  private func place(x value: Double) -> Int? {
    x.fraction(value).map { Int(($0 * Double(width - 1)).rounded()) }
  }

  private func place(y value: Double) -> Int? {
    y.fraction(value).map { Int(((1 - $0) * Double(height - 1)).rounded()) }
  }

  /// The strokes of a curve from left to right; a point without a place breaks it.
  func strokes(_ points: [LineChart.Point]) -> [Stroke] {
    var strokes: [Stroke] = []
    var isBroken = true
    for point in points {
      guard let x = place(x: point.x), let mean = place(y: point.mean) else {
        isBroken = true
        continue
      }
      let top = min(mean, place(y: point.maximum) ?? mean)
      let bottom = max(mean, place(y: point.minimum) ?? mean)
      if let end = strokes.indices.last, strokes[end].x == x, !isBroken {
        strokes[end].last = mean
        strokes[end].top = min(strokes[end].top, top)
        strokes[end].bottom = max(strokes[end].bottom, bottom)
      } else {
        strokes.append(
          Stroke(
            x: x, first: mean, last: mean, top: top, bottom: bottom, isConnected: !isBroken))
      }
      isBroken = false
    }
    return strokes
  }

  /// Draws a curve as dots. Gaps of the dash pattern are left out only where the curve is flat:
  /// a spike is always drawn.
  func draw(_ points: [LineChart.Point], dash: DashPattern, into raster: inout DotRaster) {
    var before: Stroke?
    for stroke in strokes(points) {
      if let before, stroke.isConnected {
        let isSteep = abs(stroke.first - before.last) > 2 * abs(stroke.x - before.x)
        raster.line(before.x, before.last, stroke.x, stroke.first) { isSteep || dash.isOn($0) }
      }
      if stroke.bottom - stroke.top > 2 || !stroke.isConnected || dash.isOn(stroke.x) {
        raster.line(stroke.x, stroke.top, stroke.x, stroke.bottom) { _ in true }
      }
      before = stroke
    }
  }
}
