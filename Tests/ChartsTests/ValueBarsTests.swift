import Charts
import Testing

@Suite("Value bars")
struct ValueBarsTests {
  @Test("bars of a calculation look like this", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    let bars = ValueBars(
      bars: [
        .init(label: "one", value: 1), .init(label: "step", value: 640, note: "64 x 10", index: 1),
        .init(label: "parameters", value: 85_000_000, index: 2),
        .init(label: "operations", value: 1e12, note: "2 x 5e11", index: 3),
      ], axis: PlotAxis(scale: .logarithmic, label: "number"), highlighted: 2, title: "cost")
    try expectPicture("value-bars", bars, 80, 11, glyphs)
  }

  @Test("twice the value has twice the bar, and the number stands exactly behind it")
  func lengths() {
    let bars = ValueBars(bars: [.init(label: "a", value: 5), .init(label: "b", value: 10)])
    let lines = picture(bars, 40, 2).split(separator: "\n").map { line in
      line.count { $0 == "█" }
    }
    #expect(lines[1] == 2 * lines[0] && lines[0] > 8)
    #expect(picture(bars, 40, 2).contains("█ 10\n"))
  }

  @Test("nothing that bars are given makes them trap", arguments: [AxisScale.linear, .logarithmic])
  func totality(scale: AxisScale) {
    let bars = hostileNumbers.map { ValueBars.Bar(label: "漢", value: $0, note: "n", index: -3) }
    for highlighted in [nil, 0, -5, 99] {
      drawEverywhere(
        ValueBars(bars: bars, axis: PlotAxis(scale: scale), highlighted: highlighted, title: "t"))
    }
    drawEverywhere(ValueBars(bars: []))
  }
}
