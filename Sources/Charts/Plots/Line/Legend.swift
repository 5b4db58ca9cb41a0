/// One curve in a legend: sample, label, value.
struct LegendEntry {
  var sample: String
  var label: String
  var value: String
  var style: Style
  var isHidden: Bool

  /// The entries of a chart: with a cursor, the values are those at the cursor; else the last.
  static func entries(of chart: LineChart, glyphs: GlyphTier) -> [LegendEntry] {
    guard chart.legend != .none else { return [] }
    let readings = chart.cursor.map(chart.readings(at:))
    return chart.series.filter { !$0.label.isEmpty }.map { curve in
      let value: String
      if let step = curve.divergedAt, (chart.cursor ?? .infinity) > step {
        let unit = chart.x.label.isEmpty ? "" : chart.x.label + " "
        value = "diverged at \(unit)\(NumberText.compact(step, glyphs: glyphs))"
      } else if let readings {
        value =
          readings.first { $0.index == curve.index && $0.label == curve.label }
          .map { chart.text($0.value, glyphs: glyphs) } ?? ""
      } else {
        // What is not drawn has no value.
        let last = curve.points.last?.mean
        value = last.map { $0.isNaN ? "" : chart.text($0, glyphs: glyphs) } ?? ""
      }
      return LegendEntry(
        sample: sample(curve, of: chart, glyphs: glyphs), label: curve.label,
        value: curve.isHidden ? "hidden" : value,
        style: Style(.series(curve.index), bold: curve.isFocused), isHidden: curve.isHidden)
    }
  }

  /// Three cells of the line as the plot draws it.
  private static func sample(
    _ curve: LineChart.Series, of chart: LineChart, glyphs: GlyphTier
  ) -> String {
    if curve.isHidden { return "   " }
    if curve.divergedAt != nil { return " \(Legend.cross(glyphs)) " }
    guard glyphs == .braille else {
      let line = BoxLine.horizontal.glyph(glyphs)
      return "\(line)\(DashPattern.marker(index: curve.index))\(line)"
    }
    var raster = DotRaster(columns: 3, rows: 1, glyphs: .braille)
    let dash = chart.dash(of: curve)
    raster.line(0, 2, 5, 2, where: dash.isOn)
    return String(
      String.UnicodeScalarView(
        raster.masks.map { $0 == 0 ? " " : DotRaster.glyph($0, .braille) }))
  }

  var columns: Int {
    4 + CharacterWidth.columns(of: label)
      + (value.isEmpty ? 0 : 2 + CharacterWidth.columns(of: value))
  }
}

/// Which curve is which, below or inside a plot.
struct Legend {
  var entries: [LegendEntry]

  /// The mark of a run that left the finite numbers.
  static func cross(_ glyphs: GlyphTier) -> Unicode.Scalar { glyphs == .braille ? "✕" : "X" }

  /// The width of the labels, to which all are padded.
  private var labelColumns: Int {
    entries.reduce(0) { max($0, CharacterWidth.columns(of: $1.label)) }
  }

  /// The width when the entries stand one below the other.
  var columns: Int {
    let values = entries.reduce(0) { max($0, CharacterWidth.columns(of: $1.value)) }
    return 4 + labelColumns + (values == 0 ? 0 : 2 + values)
  }

  /// The rows when the entries stand side by side.
  func rowsBelow(width: Int) -> Int {
    entries.isEmpty ? 0 : (flow(width: width).last?.row ?? 0) + 1
  }

  private func flow(width: Int) -> [(column: Int, row: Int)] {
    var (column, row) = (0, 0)
    return entries.map { entry in
      if column > 0 && column + entry.columns > width {
        (column, row) = (0, row + 1)
      }
      defer { column += entry.columns + 3 }
      return (column, row)
    }
  }

  /// The corner of a plot in which the legend covers no mark; nil where there is none.
  func corner(of plot: Rect, avoiding marks: CurveMarks) -> Rect? {
    let (width, height) = (columns, entries.count)
    guard width + 4 <= plot.columns && height < plot.rows else { return nil }
    let (right, left) = (plot.endColumn - width - 1, plot.column + 2)
    let (top, bottom) = (plot.row, plot.endRow - height)
    let middle = plot.row + (plot.rows - height) / 2
    let places = [
      (right, top), (right, bottom), (right, middle), (left, bottom), (left, top),
      ((left + right) / 2, top),
    ].map { Rect(column: $0.0, row: $0.1, columns: width, rows: height) }
    return places.first { marks.count(in: $0) == 0 }
  }

  func draw(into grid: inout Grid, in rect: Rect, isFlowing: Bool) {
    let places = isFlowing ? flow(width: rect.columns) : entries.indices.map { (0, $0) }
    for (entry, place) in zip(entries, places) where place.1 < rect.rows {
      let (start, row) = (rect.column + place.0, rect.row + place.1)
      func left(_ column: Int) -> Int { rect.endColumn - column }
      grid.write(entry.sample, column: start, row: row, width: left(start), style: entry.style)
      let label = isFlowing ? entry.label : entry.label.padded(to: labelColumns)
      let end = grid.write(
        label, column: start + 4, row: row, width: left(start + 4),
        style: entry.isHidden ? .faint : entry.style)
      grid.write(
        entry.value, column: end + 2, row: row, width: left(end + 2),
        style: entry.isHidden ? .faint : .plain)
    }
  }
}
