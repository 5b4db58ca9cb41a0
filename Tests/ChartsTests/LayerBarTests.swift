import Charts
import Testing

@Suite("Bars by layer")
struct LayerBarTests {
  private func bars(_ values: [Double], scale: AxisScale = .linear) -> LayerBars {
    LayerBars(
      groups: [.init(label: "a", index: 0, values: values)], axis: PlotAxis(scale: scale))
  }

  @Test("a logarithmic axis has whole decades, three at least")
  func decades() {
    let near = bars([0.03, 0.06], scale: .logarithmic).shownRange
    #expect(abs(near.upper - 0.1) < 1e-12 && abs(near.lower / 1e-4 - 1) < 1e-9)
    let far = bars([3e-6, 40], scale: .logarithmic).shownRange
    #expect(abs(far.upper - 100) < 1e-9 && abs(far.lower / 1e-6 - 1) < 1e-9)
    // The least has a bar, too.
    #expect(bars([1e-5, 1], scale: .logarithmic).shownRange.lower < 2e-6)
  }

  @Test("bars never touch, however many layers there are", arguments: GlyphTier.allCases)
  func gaps(glyphs: GlyphTier) {
    for count in [3, 10, 20, 40] {
      let groups = (0..<2).map {
        LayerBars.Group(label: "arm \($0)", index: $0, values: Array(repeating: 1, count: count))
      }
      var grid = Grid(Size(columns: 60, rows: 12))
      LayerBars(groups: groups, axis: PlotAxis(range: 0...1)).draw(
        into: &grid, in: grid.bounds, glyphs: glyphs)
      let row = (0..<60).map { grid[$0, 4].scalar }
      for (left, right) in zip(row, row.dropFirst()) where count > 12 {
        #expect(!(left == "█" && right == "█") && !(left == "#" && right == "#"))
      }
      #expect(row.contains { "█▌#".unicodeScalars.contains($0) })
    }
  }

  @Test("the bars of one arm take the whole width")
  func width() {
    var grid = Grid(Size(columns: 90, rows: 12))
    bars([1, 2, 3, 4, 5, 6]).draw(into: &grid, in: grid.bounds, glyphs: .braille)
    let last = (0..<90).last { grid[$0, 8].style.foreground == .series(0) } ?? 0
    #expect(last > 78)
  }

  @Test("many layers without a value are not a row of zeros")
  func zeros() {
    let text = picture(
      bars([1, 10] + Array(repeating: 0, count: 60), scale: .logarithmic), 50, 9)
    #expect(!text.contains("00"))
    #expect(text.contains("0··"))
  }
}
