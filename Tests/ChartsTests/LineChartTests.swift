import Charts
import Testing

@Suite("Line chart")
struct LineChartTests {
  @Test(
    "a spike in one of a million samples is drawn over the whole height",
    arguments: [
      GlyphTier.braille, .ascii, .lines,
    ])
  func spikesSurvive(glyphs: GlyphTier) throws {
    let points = (0..<1_000_000).map { LineChart.Point(x: Double($0), y: $0 == 617_283 ? 1 : 0) }
    let chart = LineChart(
      series: [.init(label: "", index: 0, points: points)],
      y: PlotAxis(range: 0...1), legend: .none)
    var grid = Grid(Size(columns: 40, rows: 10))
    chart.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    let top = try #require(
      (0..<8).first { row in (0..<4).contains { grid[$0, row].scalar == "1" } })
    let tall = (6..<40).filter { column in
      (top..<8).allSatisfy { grid[column, $0].style.foreground == .series(0) }
    }
    #expect(tall.count == 1)
  }

  @Test("a point's extremes are drawn, not its mean alone")
  func extremes() {
    let flat = (0..<20).map { LineChart.Point(x: Double($0), y: 0) }
    var spiky = flat
    spiky[10].maximum = 1
    let axis = PlotAxis(range: 0...1)
    let before = picture(
      LineChart(series: [.init(label: "", index: 0, points: flat)], y: axis), 30, 8)
    let after = picture(
      LineChart(series: [.init(label: "", index: 0, points: spiky)], y: axis), 30, 8)
    #expect(before != after)
    #expect(after.split(separator: "\n")[0].unicodeScalars.contains { $0.value > 0x2800 })
  }

  @Test("a continuous curve is read between its points, that of a run at the nearest one")
  func between() {
    var chart = LineChart(series: [curve("a", 0, [0, 10, .nan, 30])])
    #expect([0.25, 0.75, 3].map { chart.readings(at: $0).map(\.value) } == [[0], [10], [30]])
    chart.isContinuous = true
    #expect([0.25, 0.75, 3].map { chart.readings(at: $0).map(\.value) } == [[2.5], [7.5], [30]])
    #expect([1.5, -1, 4].map { chart.readings(at: $0).map(\.value) } == [[10], [0], [30]])
    chart.cursor = 0.25
    #expect(picture(chart, 60, 10).contains("a  2.50"))
  }

  @Test("NaN breaks the line instead of bridging it")
  func gaps() {
    let values = (0..<40).map { (15..<25).contains($0) ? Double.nan : 1 }
    var grid = Grid(Size(columns: 40, rows: 3))
    LineChart(series: [curve("", 0, values)], y: PlotAxis(range: 0...2), legend: .none).draw(
      into: &grid, in: grid.bounds, glyphs: .braille)
    let middle = (18..<24).allSatisfy { column in
      (0..<3).allSatisfy { !(0x2800...0x28FF).contains(grid[column, $0].scalar.value) }
    }
    #expect(middle)
    #expect(grid.plainText().unicodeScalars.contains { $0.value > 0x2800 })
  }

  @Test(
    "a cell that curves share has all their dots, in the color of the uppermost; the focused is")
  func sharedCells() {
    func cell(focused: Bool) -> Cell {
      var grid = Grid(Size(columns: 4, rows: 1))
      LineChart(
        series: [
          curve("", 0, isFocused: focused, [0.9, 0.9, 0.9, 0.9]),
          curve("", 3, [0.1, 0.1, 0.1, 0.1]),
        ], y: PlotAxis(range: 0...1), legend: .none
      ).draw(into: &grid, in: grid.bounds, glyphs: .ascii)
      return grid[1, 0]
    }
    #expect(cell(focused: false) == Cell(":", Style(.series(3))))
    #expect(cell(focused: true) == Cell(":", Style(.series(0), bold: true)))
  }

  @Test("a run that diverged is named with its step, marked, and doesn't flatten the others")
  func divergence() {
    let chart = LineChart(
      series: [curve("2/n", 0, [2, 1, 0.5, 0.4]), curve("8/n", 1, divergedAt: 1, [3, 1e30])],
      x: PlotAxis(label: "step"), y: PlotAxis(label: "loss"))
    let text = picture(chart, 60, 12)
    #expect(text.contains("8/n  ✕ at 1"))
    #expect(text.unicodeScalars.filter { $0 == "✕" }.count == 2)
    #expect(chart.shownYRange.upper < 3)
    #expect(chart.readings(at: 3).map(\.label) == ["2/n"])
  }

  @Test("the cursor reads the exact value of the nearest point of every visible curve")
  func cursor() {
    var hidden = curve("c", 2, [7, 7, 7])
    hidden.isHidden = true
    let chart = LineChart(series: [
      curve("a", 0, [1, 2.5, 3]), curve("b", 1, [4, .nan, 6]), hidden,
    ])
    let readings = chart.readings(at: 1.2)
    #expect(readings.map(\.label) == ["a", "b"])
    #expect(readings.map(\.x) == [1, 2])
    #expect(readings.map(\.value) == [2.5, 6])
  }

  @Test("the x of a column is where the curve is drawn")
  func columnsAndValues() throws {
    let chart = LineChart(series: [curve("", 0, (0...100).map(Double.init))], legend: .none)
    let rect = Rect(column: 3, row: 2, columns: 70, rows: 12)
    let last = try #require(chart.x(atColumn: rect.endColumn - 1, in: rect, glyphs: .braille))
    #expect(abs(last - 100) < 1e-9)
    #expect(chart.x(atColumn: 3, in: rect, glyphs: .braille) == nil)
    #expect(chart.x(atColumn: rect.endColumn, in: rect, glyphs: .braille) == nil)
  }

  @Test("curves differ by dashes without color, and are solid with it")
  func dashes() {
    let flat = Array(repeating: 1.0, count: 200)
    func pictures(usesColor: Bool, _ indices: Range<Int>) -> Set<String> {
      Set(
        indices.map { index in
          picture(
            LineChart(
              series: [curve("", index, flat)], y: PlotAxis(range: 0...2), legend: .none,
              usesColor: usesColor), 40, 3)
        })
    }
    #expect(pictures(usesColor: false, 0..<8).count == 8)
    #expect(pictures(usesColor: true, 0..<8).count == 1)
    #expect(pictures(usesColor: true, 7..<9).count == 1)
  }

  @Test("where raw traces meet, the band has the color of the upper one")
  func tracesMeet() {
    let series = (0..<2).map { index in
      LineChart.Series(
        label: "", index: index, points: [],
        raw: (0...80).map { LineChart.Point(x: Double($0), y: 1) })
    }
    var grid = Grid(Size(columns: 40, rows: 14))
    LineChart(series: series, y: PlotAxis(range: 0...2), legend: .none)
      .draw(into: &grid, in: grid.bounds, glyphs: .braille)
    let dots = grid.cells.filter { (0x2801...0x28FF).contains($0.scalar.value) }
    #expect(!dots.isEmpty)
    #expect(dots.allSatisfy { $0.style == Style(.trace(1)) })
  }

  @Test("hostile numbers, sizes and scales never trap")
  func totality() {
    var series = [curve("a", 0, hostileNumbers), curve("b", -7, []), curve("", 900, [1])]
    series.append(
      .init(
        label: "wide 漢字", index: 1,
        points: hostileNumbers.map { .init(x: $0, minimum: -$0, maximum: $0, mean: $0) },
        raw: hostileNumbers.map { .init(x: $0, y: $0) }, divergedAt: .infinity))
    for scale in [AxisScale.linear, .logarithmic] {
      for legend in [LineChart.LegendPlacement.none, .automatic, .right, .below] {
        drawEverywhere(
          LineChart(
            series: series, x: PlotAxis(scale: scale, label: "step"),
            y: PlotAxis(scale: scale, label: "loss"), cursor: 3, legend: legend, title: "loss"))
      }
      for value in hostileNumbers {
        drawEverywhere(
          LineChart(
            series: [curve("a", 0, [value, value])], y: PlotAxis(scale: scale), cursor: value))
      }
    }
  }
}
