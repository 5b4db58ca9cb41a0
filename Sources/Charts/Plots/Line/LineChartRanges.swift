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
  /// air. Curves that diverged don't count where there are others, and neither do a few points that
  /// are far off, as they would flatten all the rest; of traces before smoothing, only the bulk.
  public var shownYRange: AxisRange {
    if let range = y.range { return range }
    let visible = (series + ghosts).filter { !$0.isHidden && !$0.points.isEmpty }
    let steady = visible.filter { $0.divergedAt == nil }
    var extent = Extent(scale: y.scale)
    for curve in steady.isEmpty ? visible : steady { extent.add(curve) }
    if let range = extent.range { return range.padded(on: y.scale) }
    return y.scale == .linear ? AxisRange(lower: 0, upper: 1) : AxisRange(lower: 0.1, upper: 10)
  }

  /// What a curve has at the cursor, or where there is none, at its end.
  func value(of curve: Series) -> Double? {
    guard let cursor else { return curve.points.last.flatMap { $0.mean.isNaN ? nil : $0.mean } }
    return point(of: curve, at: cursor)?.mean
  }

  /// The point of a curve that is read at `x`.
  func point(of curve: Series, at x: Double) -> Point? {
    isContinuous ? curve.point(between: x) ?? curve.point(nearestTo: x) : curve.point(nearestTo: x)
  }

  /// A value in three digits; 0 where it is too small to be told from it on the axis.
  func text(_ value: Double, glyphs: GlyphTier) -> String {
    NumberText.short(
      value.withoutDust(beside: y.scale == .linear ? shownYRange : nil), glyphs: glyphs)
  }
}

extension LineChart.Series {
  /// The point at a place between two neighbors, on the line from one to the other; nil where there
  /// are none.
  func point(between x: Double) -> LineChart.Point? {
    guard let after = points.firstIndex(where: { $0.x >= x }), after > 0 else { return nil }
    let (a, b) = (points[after - 1], points[after])
    let value = a.mean + (x - a.x) / (b.x - a.x) * (b.mean - a.mean)
    return a.x < b.x && value.isFinite ? LineChart.Point(x: x, y: value) : nil
  }

  /// The finite point nearest to a place.
  public func point(nearestTo x: Double) -> LineChart.Point? {
    var best: LineChart.Point?
    for point in points where point.x.isFinite && point.mean.isFinite {
      if abs(point.x - x) < best.map({ abs($0.x - x) }) ?? .infinity { best = point }
    }
    return best
  }
}

extension Double {
  /// 0 where the number is a billionth of what an axis shows: what rounding leaves of it.
  public func withoutDust(beside range: AxisRange?) -> Double {
    guard let range, isFinite else { return self }
    return abs(self) < 1e-9 * max(abs(range.lower), abs(range.upper)) ? 0 : self
  }
}

/// How far the numbers of curves reach.
private struct Extent {
  let scale: AxisScale
  private var values: [Double] = []
  private var (lower, upper) = (Double.infinity, -Double.infinity)
  /// Where curves begin and end: always in sight.
  private var (lowestEnd, highestEnd) = (Double.infinity, -Double.infinity)

  init(scale: AxisScale) { self.scale = scale }

  private func counts(_ value: Double) -> Bool {
    value.isFinite && (scale == .linear || value > 0)
  }

  mutating func add(_ curve: LineChart.Series) {
    for point in curve.points {
      for value in [point.minimum, point.mean, point.maximum] where counts(value) {
        lower = min(lower, value)
        upper = max(upper, value)
      }
      if counts(point.mean) { values.append(point.mean) }
    }
    for end in [curve.points.first?.mean, curve.points.last?.mean] {
      guard let end, counts(end) else { continue }
      lowestEnd = min(lowestEnd, end)
      highestEnd = max(highestEnd, end)
    }
    let traces = curve.raw.map(\.mean).filter(counts).sorted()
    guard let least = traces.first, let most = traces.last else { return }
    let edge = traces.count / 20
    lower = min(lower, traces.count > 20 ? traces[edge] : least)
    upper = max(upper, traces.count > 20 ? traces[traces.count - 1 - edge] : most)
  }

  /// Whether the numbers differ by no more than rounding leaves in seven digits.
  private var isOneNumber: Bool {
    upper / 2 - lower / 2 <= 1e-7 * max(abs(lower), abs(upper))
  }

  /// nil where there is no number.
  var range: AxisRange? {
    guard lower <= upper else { return nil }
    if isOneNumber && scale == .linear {
      return lower >= 0
        ? AxisRange(lower: 0, upper: lower == 0 ? 1 : 2 * lower)
        : AxisRange(lower: lower, upper: lower)
    }
    guard scale == .linear, values.count > 20 else {
      return AxisRange.fitting([lower, upper], scale: scale)
    }
    // A few points are far off where they lie beyond five times what nine in ten of them need.
    let sorted = values.sorted()
    let (low, high) = (sorted[sorted.count / 20], sorted[sorted.count - 1 - sorted.count / 20])
    let bulk = high - low
    guard bulk > 0, upper - lower > 8 * bulk else {
      return AxisRange(lower: lower, upper: upper)
    }
    return AxisRange(
      lower: max(lower, min(low - bulk, lowestEnd)), upper: min(upper, max(high + bulk, highestEnd))
    )
  }
}

extension AxisRange {
  /// How much air a padded range has at each end, in lengths of what it pads.
  static let air = 0.04

  /// A little air at both ends; a linear range that begins near zero begins at zero.
  func padded(on scale: AxisScale) -> AxisRange {
    let mapping = AxisMapping(self, scale: scale)
    if scale == .logarithmic {
      return AxisRange(lower: mapping.value(at: -Self.air), upper: mapping.value(at: 1 + Self.air))
    }
    let startsAtZero = lower >= 0 && lower <= upper * 0.4
    return AxisRange(
      lower: startsAtZero ? 0 : mapping.value(at: -Self.air), upper: mapping.value(at: 1 + Self.air)
    )
  }
}
