import Charts
import Testing

/// What makes curves readable from afar: names at their ends, axes that fit, thick lines.
@Suite("Curves read from afar")
struct CurveEndTests {
  private func falling(_ label: String, _ index: Int, to end: Double) -> LineChart.Series {
    curve(label, index, (0...60).map { 2.3 - (2.3 - end) * Double($0) / 60 })
  }

  @Test("names and values stand beside the ends of curves, each in a row of its own")
  func names() {
    let series = [0.5, 0.51, 0.52, 2.3].enumerated().map {
      falling("arm \($0.offset)", $0.offset, to: $0.element)
    }
    let rows = picture(LineChart(series: series), 80, 16).split(separator: "\n").map(String.init)
    let ends = (0..<4).map { arm in rows.firstIndex { $0.contains("arm \(arm)  ") } }
    #expect(ends.allSatisfy { $0 != nil })
    #expect(Set(ends).count == 4)
    #expect((ends[3] ?? 9) < (ends[2] ?? 0))
    #expect(rows.contains { $0.hasSuffix("arm 0  0.500") })
    // Nothing else names the curves.
    #expect(rows.joined().components(of: "arm 1") == 1)
  }

  @Test("without room at the ends a legend stands where no curve passes, or nowhere")
  func noRoom() {
    let series = (0..<6).map { falling("a rather long name \($0)", $0, to: Double($0) / 3) }
    let chart = LineChart(series: series)
    var grid = Grid(Size(columns: 34, rows: 7))
    chart.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    #expect(!grid.plainText().contains("name"))
    var bare = chart
    bare.legend = .none
    var same = Grid(Size(columns: 34, rows: 7))
    bare.draw(into: &same, in: same.bounds, glyphs: .braille)
    #expect(same == grid)
  }

  @Test("a few points that are far off don't squash the others: arrows mark them")
  func spikes() {
    var values = (0..<100).map { 1 + 0.005 * Double($0) }
    values[50] = 140
    let chart = LineChart(series: [curve("a", 0, values)])
    #expect(chart.shownYRange.upper < 3)
    #expect(picture(chart, 60, 12).unicodeScalars.count { $0 == "↑" } == 1)
    // A loss that falls fast is no spike: where a curve begins stays in sight.
    let fast = (0..<100).map { $0 < 3 ? 2.3 : 0.01 + 0.0001 * Double($0) }
    #expect(LineChart(series: [curve("a", 0, fast)]).shownYRange.upper > 2.2)
  }

  @Test("curves of nothing but zeros or ones have an axis from zero up")
  func constants() {
    #expect(LineChart(series: [curve("a", 0, [0, 0, 0])]).shownYRange.lower == 0)
    #expect(LineChart(series: [curve("a", 0, [1, 1, 1])]).shownYRange.lower == 0)
  }

  @Test("what rounding leaves of zero reads 0 beside curves of size one")
  func dust() {
    let chart = LineChart(series: [curve("a", 0, [1, 0.5, -1.3e-15])])
    #expect(picture(chart, 60, 10).contains("a  0"))
    #expect((-1.3e-15).withoutDust(beside: nil) == -1.3e-15)
  }

  @Test("before there is data an axis has no numbers but those that are planned")
  func noData() {
    let text = picture(
      LineChart(
        series: [curve("a", 0, [])], x: PlotAxis(range: 0...400, label: "step"),
        y: PlotAxis(label: "loss")), 60, 12)
    #expect(text.contains("400") && text.contains("200"))
    #expect(!text.contains("0.5") && !text.contains("1.0"))
  }

  @Test("the uppermost tick has its number, on linear axes and on logarithmic ones")
  func uppermostTick() {
    for (scale, top, label) in [(AxisScale.linear, 2.6, "2.5"), (.logarithmic, 130, "100")] {
      for rows in 6..<20 {
        let text = picture(
          LineChart(
            series: [curve("", 0, [1, top])],
            y: PlotAxis(scale: scale, range: 1...top)), 50, rows)
        let labels = text.split(separator: "\n").compactMap {
          Double($0.prefix { $0 != "┤" && $0 != "│" }.filter { $0 != " " })
        }
        #expect(
          labels.first == Double(label) || (labels.first ?? 0) > top * 0.7, "\(rows): \(text)")
      }
    }
  }

  @Test("in large plots lines are two dots wide, and the focused one three")
  func thickness() {
    func dots(rows: Int, focused: Bool) -> Int {
      var grid = Grid(Size(columns: 60, rows: rows))
      LineChart(
        series: [curve("", 0, isFocused: focused, [1, 1, 1])], y: PlotAxis(range: 0...2),
        legend: .none, usesColor: false
      ).draw(into: &grid, in: grid.bounds, glyphs: .braille)
      return grid.cells.filter { (0x2801...0x28FF).contains($0.scalar.value) }
        .reduce(0) { $0 + ($1.scalar.value & 0xFF).nonzeroBitCount }
    }
    let thin = dots(rows: 12, focused: false)
    #expect(Double(dots(rows: 40, focused: false)) / Double(thin) > 1.9)
    #expect(Double(dots(rows: 12, focused: true)) / Double(thin) > 1.9)
    #expect(Double(dots(rows: 40, focused: true)) / Double(thin) > 2.8)
  }

  @Test("faint lines at the ticks lie behind the curves, and only where there is color")
  func gridLines() {
    func lines(usesColor: Bool) -> Int {
      var grid = Grid(Size(columns: 60, rows: 12))
      LineChart(series: [curve("", 0, [1, 2])], legend: .none, usesColor: usesColor)
        .draw(into: &grid, in: grid.bounds, glyphs: .braille)
      return (0..<12).count { row in
        (0..<60).contains { grid[$0, row].style.foreground == .gridLine }
      }
    }
    #expect(lines(usesColor: true) >= 3)
    #expect(lines(usesColor: false) == 0)
  }

  @Test("the cursor's number is whole at the right end, where the name of the axis gives way")
  func cursorAtTheEnd() {
    let text = picture(
      LineChart(
        series: [curve("", 0, (0...400).map { Double($0) })], x: PlotAxis(label: "step"),
        cursor: 400, legend: .none), 60, 10)
    #expect(text.contains("400"))
    #expect(!text.contains("ste"))
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    var (count, rest) = (0, self[...])
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(text) }) {
      count += 1
      rest = rest[rest.index(start, offsetBy: text.count)...]
    }
    return count
  }
}
