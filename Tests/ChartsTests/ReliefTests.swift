import Charts
import Testing

@Suite("Relief and value bars")
struct ReliefTests {
  private static let range = AxisRange(lower: -2, upper: 2)

  /// f = x² + 4y².
  static func bowl(usesColor: Bool = true, turn: Double = 30) -> Relief {
    Relief(
      field: PlaneField(x: range, y: range, columns: 41, rows: 41) { x, y in x * x + 4 * y * y },
      xLabel: "w₁", yLabel: "w₂", turn: turn, usesColor: usesColor)
  }

  @Test("a bowl looks like this", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    let name = glyphs == .braille ? "w₁" : "w1"
    var relief = Self.bowl(usesColor: false)
    (relief.xLabel, relief.yLabel) = (name, glyphs == .braille ? "w₂" : "w2")
    try expectPicture("relief", relief, 64, 20, glyphs)
  }

  @Test("what stands behind a wall is hidden, and seen from the other side")
  func hiding() {
    let wall = PlaneField(x: Self.range, y: Self.range, columns: 41, rows: 41) { _, y in
      y < -1.5 ? 1 : y > 1.7 ? 0.5 : 0
    }
    func shades(_ turn: Double) -> Set<Unicode.Scalar> {
      let relief = Relief(field: wall, turn: turn, usesColor: false)
      return Set(picture(relief, 24, 12, .ascii).unicodeScalars)
    }
    // The low plain has the sign of the least height.
    #expect(shades(180).contains(".") && shades(0) != shades(180))
  }

  @Test("bars of a calculation look like this", arguments: GlyphTier.allCases)
  func bars(glyphs: GlyphTier) throws {
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

  @Test("nothing that reliefs and bars are given makes them trap")
  func totality() {
    let fields = [
      PlaneField(values: [], x: Self.range, y: Self.range),
      PlaneField(values: [[1], [2, .nan], [.infinity]], x: Self.range, y: Self.range),
      PlaneField(
        values: [hostileNumbers, hostileNumbers.reversed()],
        x: AxisRange(lower: -.infinity, upper: .infinity), y: Self.range),
    ]
    for scale in [AxisScale.linear, .logarithmic] {
      for field in fields {
        for turn in [0, 200, Double.nan] {
          drawEverywhere(
            Relief(field: field, xLabel: "漢字", yLabel: "y", scale: scale, turn: turn))
        }
      }
      let bars = hostileNumbers.map { ValueBars.Bar(label: "漢", value: $0, note: "n", index: -3) }
      for highlighted in [nil, 0, -5, 99] {
        drawEverywhere(
          ValueBars(
            bars: bars, axis: PlotAxis(scale: scale), highlighted: highlighted, title: "t"))
      }
    }
    drawEverywhere(ValueBars(bars: []))
  }
}
