import Charts
import MarkupChecks
import Testing

/// Plots as parts of a page.
@Suite("Figures of a page") struct PageFigureTests {
  private let chart = LineChart(
    series: [
      LineChart.Series(
        label: "a & b", index: 0,
        points: [.init(x: 0, y: 2), .init(x: 1, y: 1), .init(x: 2, y: 0.5)]),
      LineChart.Series(
        label: "c", index: 1, points: [.init(x: 0, y: 2), .init(x: 1, y: .nan), .init(x: 2, y: 1)],
        raw: [.init(x: 0, y: 3), .init(x: 2, y: 1)], isFocused: true),
      LineChart.Series(label: "d", index: 2, points: [.init(x: 0, y: 1)], divergedAt: 1),
    ], x: PlotAxis(label: "step"), y: PlotAxis(label: "loss <1>"))

  @Test("curves are lines with their names, and what they show is told in words")
  func curves() {
    var palette = SVGPalette()
    let picture = chart.svg(description: "a < b", palette: &palette)
    let check = MarkupCheck(picture)
    #expect(check.faults == [])
    #expect(check.elements["title"] == 1 && check.values["aria-label"] == ["a &lt; b"])
    #expect(picture.contains(">a &amp; b</text>") && picture.contains(">loss &lt;1&gt;</text>"))
    // Three curves, one of them in two parts and one a dot, and the cross where it diverged.
    let classes = (check.values["class"] ?? []).filter { $0.hasSuffix(" curve") }
    #expect(classes.count == 4)
    #expect(picture.contains("h0\"/>"))
  }

  @Test(
    "a class has a color on light pages and one on dark ones; what is the same in both has none")
  func palette() {
    var palette = SVGPalette()
    var grid = Grid(Size(columns: 4, rows: 1))
    grid.write("a", column: 0, row: 0, style: Style(.series(0)))
    grid.write("b", column: 1, row: 0, style: Style(.gray(128)))
    grid.write("c", column: 2, row: 0, style: Style(.series(0)))
    let picture = grid.svg(description: "letters", palette: &palette)
    #expect(MarkupCheck(picture).faults == [])
    #expect(picture.contains("class=\"f0\"") && picture.contains("fill=\"#808080\""))
    #expect(palette.rules.light == ".f0{fill:#0072b2}.s0{stroke:#0072b2}\n")
    #expect(palette.rules.dark == ".f0{fill:#56b4e9}.s0{stroke:#56b4e9}\n")
  }

  @Test("names that would lie on each other stand apart, within the picture")
  func namesApart() throws {
    let series = (0..<9).map { index in
      LineChart.Series(
        label: "n\(index)", index: index, points: [.init(x: 0, y: 1), .init(x: 1, y: 1)])
    }
    var palette = SVGPalette()
    let check = MarkupCheck(LineChart(series: series).svg(description: "", palette: &palette))
    let picture = LineChart(series: series).svg(description: "", palette: &palette)
    let places = (0..<9).compactMap { index -> Double? in
      let end = picture.firstRange(of: ">n\(index)</text>")?.lowerBound
      let head = end.map { picture[..<$0] }
      let from = head.flatMap { $0.ranges(of: " y=\"").last?.upperBound }
      return from.flatMap { Double(picture[$0...].prefix { $0 != "\"" }) }
    }.sorted()
    #expect(check.faults == [] && places.count == 9)
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 13.9 })
    #expect((places.first ?? 0) > 0 && (places.last ?? 1e9) < 280)
  }
}
