/// Collects the elements of a line chart's SVG picture.
struct VectorDrawing {
  let chart: LineChart
  let layout: VectorLayout
  var palette: SVGPalette
  private(set) var text = ""

  // MARK: Axes

  mutating func drawAxes() {
    let (line, letters) = (palette.number(.gridLine), palette.number(.faint))
    let frame = palette.number(.border)
    for tick in layout.yTicks {
      guard let y = layout.up(tick.value) else { continue }
      text += self.line(layout.left, y, layout.right, y, " class=\"s\(line)\"")
      write(tick.label, x: layout.left - 6, y: y + 4, letters, anchor: "end")
    }
    for tick in layout.xTicks {
      guard let x = layout.across(tick.value) else { continue }
      text += self.line(x, layout.bottom, x, layout.bottom + 4, " class=\"s\(frame)\"")
      write(tick.label, x: x, y: layout.bottom + 18, letters, anchor: "middle")
    }
    text += self.line(
      layout.left, layout.bottom, layout.right, layout.bottom, " class=\"s\(frame)\"")
    write(
      chart.x.label, x: (layout.left + layout.right) / 2, y: layout.bottom + 34, letters,
      anchor: "middle")
    write(chart.y.label, x: 4, y: 14, letters, anchor: "start")
    if let mark = chart.cursor, let x = layout.across(mark), x >= layout.left, x <= layout.right {
      text += self.line(
        x, layout.top, x, layout.bottom,
        " class=\"s\(palette.number(.accent))\" stroke-dasharray=\"2 3\"")
    }
  }

  // MARK: Curves

  mutating func drawCurves() {
    let curves = chart.series.filter { !$0.isHidden }
    for ghost in chart.ghosts { drawLine(ghost.points, palette.number(.trace(ghost.index)), "") }
    for curve in curves { drawBand(curve) }
    for curve in curves.sorted(by: { !$0.isFocused && $1.isFocused }) {
      let width = curve.isFocused ? 2.6 : 1.8
      drawLine(
        curve.points, palette.number(.series(curve.index)),
        " d\(curve.index.residue(LineChart.colorCount))", width: width)
    }
  }

  /// What lies between the extremes of each point: of the trace before smoothing, of the steps that
  /// share a point, or where the true value lies.
  private mutating func drawBand(_ curve: LineChart.Series) {
    let points = curve.raw.isEmpty ? curve.points : curve.raw
    guard !curve.raw.isEmpty || points.contains(where: { $0.minimum < $0.maximum }) else { return }
    let number = palette.number(.trace(curve.index))
    for part in points.split(whereSeparator: { !isDrawn($0) }) {
      let above = part.compactMap { place($0.x, $0.maximum) }
      let below = part.reversed().compactMap { place($0.x, $0.minimum) }
      guard above.count > 1 else { continue }
      let outline = (above + below).joined(separator: "L")
      text += "<path class=\"f\(number) s\(number) band\" d=\"M\(outline)Z\"/>\n"
    }
  }

  private func isDrawn(_ point: LineChart.Point) -> Bool {
    [point.mean, point.minimum, point.maximum].allSatisfy { layout.up($0) != nil }
  }

  /// Within the axes, in the numbers of a path.
  private func place(_ x: Double, _ y: Double) -> String? {
    guard let x = layout.across(x), let y = layout.up(y) else { return nil }
    return "\(short(x)) \(short(min(max(y, layout.top), layout.bottom)))"
  }

  private mutating func drawLine(
    _ points: [LineChart.Point], _ number: Int, _ dash: String, width: Double = 1.2
  ) {
    var path = VectorPath(top: layout.top, bottom: layout.bottom)
    for point in points {
      let place = layout.across(point.x).flatMap { x in layout.up(point.mean).map { (x: x, y: $0) }
      }
      path.go(to: place)
    }
    path.go(to: nil)
    let commands = path.parts.map { part in
      let places = part.map { "\(short($0.x)) \(short($0.y))" }
      // A single point is seen as a dot, by the round ends of lines.
      return places.count == 1 ? "M\(places[0])h0" : "M" + places.joined(separator: "L")
    }.joined()
    guard !commands.isEmpty else { return }
    text +=
      "<path class=\"s\(number)\(dash) curve\" stroke-width=\"\(width)\" d=\"\(commands)\"/>\n"
  }

  // MARK: Names

  mutating func drawNames() {
    drawDivergences()
    if layout.namesCurves {
      drawNamesAtEnds()
      return
    }
    for (x, y, index) in layout.names {
      let curve = chart.series[index]
      let dash = " d\(curve.index.residue(LineChart.colorCount))"
      text += line(
        x, y - 4, x + 22, y - 4,
        " class=\"s\(palette.number(.series(curve.index)))\(dash) curve\" stroke-width=\"1.8\"")
      writeName(curve, x: x + 27, y: y)
    }
  }

  private mutating func drawDivergences() {
    for curve in chart.series where curve.divergedAt != nil && !curve.isHidden {
      guard let last = curve.points.last(where: { layout.up($0.mean) != nil }),
        let x = layout.across(last.x), let y = layout.up(last.mean)
      else { continue }
      let (x0, y0) = (x, min(max(y, layout.top + 4), layout.bottom - 4))
      let number = palette.number(.series(curve.index))
      text += """
        <path class="s\(number) curve" stroke-width="1.8" d="M\(short(x0 - 4)) \(short(y0 - 4))l8 8m0 -8l-8 8"/>

        """
    }
  }

  /// Each as near to the end of its curve as the others let it.
  private mutating func drawNamesAtEnds() {
    let gap = VectorLayout.fontSize + 2
    var ends: [(curve: LineChart.Series, end: (x: Double, y: Double), y: Double)] = []
    for curve in chart.series where !curve.isHidden && !curve.label.isEmpty {
      guard let last = curve.points.last(where: { layout.up($0.mean) != nil }),
        let x = layout.across(last.x), let y = layout.up(last.mean)
      else { continue }
      let inside = min(max(y, layout.top), layout.bottom)
      ends.append((curve, (x, inside), inside))
    }
    ends.sort { $0.y < $1.y }
    for index in ends.indices.dropFirst() {
      ends[index].y = max(ends[index].y, ends[index - 1].y + gap)
    }
    var limit = layout.bottom + 4
    for index in ends.indices.reversed() {
      ends[index].y = min(ends[index].y, limit)
      limit = ends[index].y - gap
    }
    for (curve, end, y) in ends {
      text += line(
        min(end.x, layout.right) + 2, end.y, layout.right + 10, y,
        " class=\"s\(palette.number(.series(curve.index)))\" stroke-width=\"0.8\"")
      writeName(curve, x: layout.right + 13, y: y + 4)
    }
  }

  private mutating func writeName(_ curve: LineChart.Series, x: Double, y: Double) {
    let number = palette.number(.series(curve.index))
    write(curve.label, x: x, y: y, number, anchor: "start", isBold: curve.isFocused)
  }

  // MARK: Elements

  private mutating func write(
    _ words: String, x: Double, y: Double, _ number: Int, anchor: String, isBold: Bool = false
  ) {
    guard !words.isEmpty else { return }
    text += "<text class=\"f\(number)\" x=\"\(short(x))\" y=\"\(short(y))\""
    text += " text-anchor=\"\(anchor)\"\(isBold ? " font-weight=\"bold\"" : "")>"
    text += MarkupText.escaped(words) + "</text>\n"
  }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ attributes: String
  ) -> String {
    "<path\(attributes) d=\"M\(short(x1)) \(short(y1))L\(short(x2)) \(short(y2))\"/>\n"
  }

  /// A coordinate with a digit after the point.
  private func short(_ value: Double) -> String {
    let text = NumberText.fixed(value, digits: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
