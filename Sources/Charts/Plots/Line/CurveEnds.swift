/// The names of curves, with their values where there is room, beside their right ends.
struct CurveEnds {
  private struct Label {
    var name: String
    var value: String
    var style: Style
    /// How far below the upper edge of the plot the curve ends, in rows.
    var end: Double
  }

  /// Columns for the names and for the values; 0: no values.
  private let nameColumns: Int
  private let valueColumns: Int
  private let gap = 1

  /// Room for a number, so that the plot keeps its width while numbers change.
  private static let numberColumns = 5

  /// nil where the curves have no names, or those have no room.
  init?(_ chart: LineChart, in rect: Rect, glyphs: GlyphTier) {
    let curves = chart.series.filter { !$0.isHidden && !$0.label.isEmpty }
    let room = rect.columns - 8
    // Two rows are the horizontal axis's.
    guard !curves.isEmpty, curves.count <= rect.rows - (rect.rows >= 5 ? 2 : 0) else { return nil }
    let names = curves.reduce(0) { max($0, CharacterWidth.columns(of: $1.label)) }
    let values = curves.reduce(Self.numberColumns) {
      max($0, CharacterWidth.columns(of: Self.value(of: $1, in: chart, glyphs: glyphs)))
    }
    if (names + 2 + values) * 5 <= room * 2 {
      (nameColumns, valueColumns) = (names, values)
    } else {
      let shortened = DistinctLabels(curves.map(\.label)).columns(atMost: room / 3)
      guard let shortened else { return nil }
      (nameColumns, valueColumns) = (shortened, 0)
    }
  }

  /// The columns that they take beside the plot.
  var columns: Int { gap + nameColumns + (valueColumns == 0 ? 0 : 2 + valueColumns) }

  /// The value at the cursor, else the last one, or what came in its place.
  private static func value(
    of curve: LineChart.Series, in chart: LineChart, glyphs: GlyphTier
  ) -> String {
    if let step = curve.divergedAt, (chart.cursor ?? .infinity) >= step {
      return "\(Legend.cross(glyphs)) at \(NumberText.compact(step, glyphs: glyphs))"
    }
    guard let value = chart.value(of: curve) else { return "" }
    return chart.text(value, glyphs: glyphs)
  }

  func draw(
    _ chart: LineChart, _ layout: LineChartLayout, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let plot = layout.plot
    let curves = chart.series.filter { !$0.isHidden && !$0.label.isEmpty }
    let names = DistinctLabels(curves.map(\.label)).texts(columns: nameColumns, glyphs: glyphs)
    let labels = zip(curves, names).compactMap { curve, name -> Label? in
      guard let end = layout.endRow(of: curve) else { return nil }
      return Label(
        name: name, value: Self.value(of: curve, in: chart, glyphs: glyphs),
        style: Style(.series(curve.index), bold: curve.isFocused), end: end)
    }.sorted { $0.end < $1.end }
    let rows = SpreadRows.rows(near: labels.map { Int($0.end.rounded()) }, among: plot.rows)
    for (label, row) in zip(labels, rows) {
      let column = plot.endColumn + gap
      grid.write(
        label.name, column: column, row: plot.row + row, width: nameColumns, style: label.style)
      guard valueColumns > 0 else { continue }
      grid.write(
        label.value, column: column + nameColumns + 2, row: plot.row + row, width: valueColumns)
    }
  }
}

extension LineChartLayout {
  /// How many rows below its upper edge a curve leaves the plot at the right; nil: it has no point.
  fileprivate func endRow(of curve: LineChart.Series) -> Double? {
    guard plot.rows > 0 else { return nil }
    func row(_ value: Double) -> Double? {
      y.fraction(value).map {
        (1 - min(max($0, 0), 1)) * Double(plot.rows - 1)
      }
    }
    if curve.divergedAt != nil { return curve.points.last.flatMap { row($0.maximum) } ?? 0 }
    let shown = curve.points.last { $0.mean.isFinite && (x.fraction($0.x) ?? 2) <= 1 }
    return shown.flatMap { row($0.mean) }
  }
}

/// Gives labels rows of their own, as near as can be to where they belong.
enum SpreadRows {
  /// Rows in rising order, one for each wish, of `count`; the wishes rise too. As the sum of the
  /// squared distances is least, labels that would overlap move apart to both sides.
  /// - Source: pool adjacent violators, Ayer et al. 1955
  static func rows(near wishes: [Int], among count: Int) -> [Int] {
    guard wishes.count <= count else { return Array(0..<max(0, count)) }
    // Without the places of those before, neighbors may share a row.
    var pools: [(sum: Int, size: Int)] = []
    for (place, wish) in wishes.enumerated() {
      pools.append((wish - place, 1))
      while pools.count > 1,
        pools[pools.count - 2].sum * pools[pools.count - 1].size
          > pools[pools.count - 1].sum * pools[pools.count - 2].size
      {
        let last = pools.removeLast()
        pools[pools.count - 1].sum += last.sum
        pools[pools.count - 1].size += last.size
      }
    }
    var rows: [Int] = []
    for pool in pools {
      let mean = Int((Double(pool.sum) / Double(pool.size)).rounded())
      let start = min(max(0, mean), count - wishes.count)
      for _ in 0..<pool.size { rows.append(start + rows.count) }
    }
    return rows
  }
}
