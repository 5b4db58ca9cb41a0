import Charts
import Testing

@Suite("Curves of other runs") struct GhostCurveTests {
  private func chart(usesColor: Bool = true) -> LineChart {
    var chart = LineChart(
      series: [curve("now", 0, [0.2, 0.2, 0.2, 0.2])], y: PlotAxis(), usesColor: usesColor)
    chart.ghosts = [curve("", 0, [0.9, 0.9, 0.9, 0.9])]
    return chart
  }

  @Test("stand behind the others in the hue of their arm, and have no names")
  func faint() {
    let size = Size(columns: 40, rows: 12)
    var grid = Grid(size)
    chart().draw(into: &grid, in: Rect(size), glyphs: .braille)
    let styles = Set(grid.cells.map(\.style.foreground))
    #expect(styles.contains(.trace(0)) && styles.contains(.series(0)))
    #expect(grid.plainText().split(separator: "\n").filter { $0.contains("now") }.count == 1)
  }

  @Test("are in sight: the axis reaches to them")
  func range() {
    #expect(chart().shownYRange.upper >= 0.9)
    var alone = chart()
    alone.series = []
    #expect(alone.shownYRange.lower <= 0.9 && alone.shownYRange.upper >= 0.9)
  }

  @Test("are dotted where there is no color")
  func dotted() {
    func cells(_ usesColor: Bool) -> Int {
      let size = Size(columns: 40, rows: 12)
      var grid = Grid(size)
      chart(usesColor: usesColor).draw(into: &grid, in: Rect(size), glyphs: .braille)
      return grid.cells.count { $0.style.foreground == .trace(0) }
    }
    #expect(cells(false) > 0 && cells(false) < cells(true))
  }
}
