extension LineChart {
  /// The curves as an SVG picture of lines and letters, as a part of a page that is light or dark as
  /// its reader has it. Each curve has its name at its end, so that no color is needed to tell which
  /// is which; classes `dN` number them, for style sheets that give them dashes on paper.
  /// - Parameter description: what it shows, in a sentence, for those who don't see it.
  public func svg(description: String, palette: inout SVGPalette) -> String {
    let layout = VectorLayout(self)
    var drawing = VectorDrawing(chart: self, layout: layout, palette: palette)
    drawing.drawAxes()
    drawing.drawCurves()
    drawing.drawNames()
    palette = drawing.palette
    return SVGElement.opening(
      width: Int(layout.width), height: Int(layout.height), description: description)
      + drawing.text + "</svg>\n"
  }
}

/// Where the parts of a line chart go in an SVG picture, in its units.
struct VectorLayout {
  static let fontSize = 12.0
  let width = 480.0
  let height: Double
  /// The curves.
  let left, top, right, bottom: Double
  let x, y: AxisMapping
  let xTicks, yTicks: [Tick]
  /// Whether names stand at the ends of the curves, and not in rows below them.
  let namesCurves: Bool
  /// The names below: place and curve.
  private(set) var names: [(x: Double, y: Double, curve: Int)] = []

  init(_ chart: LineChart) {
    x = AxisMapping(chart.shownXRange, scale: chart.x.scale)
    y = AxisMapping(chart.shownYRange, scale: chart.y.scale)
    let ticks = Ticks(glyphs: .braille)
    xTicks = ticks.values(in: x.range, scale: chart.x.scale, count: 6)
    yTicks = ticks.values(in: y.range, scale: chart.y.scale, count: 6)
    let curves = chart.series.enumerated().filter { !$0.element.isHidden && $0.element.hasPoints }
    let names = curves.map { Self.length(of: $0.element.label) }
    let longest = names.max() ?? 0
    namesCurves = longest < 150 && curves.count <= 9
    left = 14 + (yTicks.map { Self.length(of: $0.label) }.max() ?? 0)
    right = width - (namesCurves && longest > 0 ? longest + 20 : 14)
    top = chart.y.label.isEmpty ? 10 : 26
    bottom = top + 220
    var (column, row) = (left, bottom + 56)
    if !namesCurves {
      for (curve, length) in zip(curves, names) {
        if column > left, column + length + 44 > width {
          (column, row) = (left, row + 18)
        }
        self.names.append((column, row, curve.offset))
        column += length + 44
      }
    }
    height = self.names.isEmpty ? bottom + 40 : row + 10
  }

  /// About the length of a text, whatever font it is set in.
  static func length(of text: String) -> Double {
    Double(CharacterWidth.columns(of: text)) * fontSize * 0.56
  }

  /// nil: the number has no place.
  func across(_ value: Double) -> Double? { x.fraction(value).map { left + $0 * (right - left) } }
  func up(_ value: Double) -> Double? { y.fraction(value).map { bottom - $0 * (bottom - top) } }

  func isInside(_ y: Double) -> Bool { y > top - 1 && y < bottom + 1 }
}

extension LineChart.Series {
  fileprivate var hasPoints: Bool { points.contains { $0.mean.isFinite } }
}
