import Charts
import Testing

@Suite("Ticks in even rows")
struct VerticalAxisTests {
  /// The rows of an axis that have a tick, from above, with the labels before them.
  private func ticks(
    _ drawing: some Drawable, rows: Int, glyphs: GlyphTier
  ) -> [(row: Int, label: String)] {
    picture(drawing, 50, rows, glyphs).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().compactMap { row, line in
        let mark: Character = glyphs == .ascii ? "+" : "┤"
        let parts = line.prefix(12).split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count > 1, let label = parts[0].split(separator: " ").last else { return nil }
        return (row, String(label))
      }
  }

  private func distances(_ ticks: [(row: Int, label: String)]) -> Set<Int> {
    Set(zip(ticks, ticks.dropFirst()).map { $1.row - $0.row })
  }

  @Test(
    "the labels of curves are equally many rows apart",
    arguments: [
      (0.0, 1.04), (0, 2.4), (0.89, 1.004), (-0.0021, 0.0012), (-6, 6), (12, 4321), (3e-9, 8e-9),
    ], GlyphTier.allCases)
  func evenRows(ends: (Double, Double), glyphs: GlyphTier) {
    for rows in 8...40 {
      let chart = LineChart(series: [curve("", 0, [ends.0, ends.1])], legend: .none)
      let found = ticks(chart, rows: rows, glyphs: glyphs)
      #expect(found.count >= 2, "\(ends) in \(rows) rows, \(glyphs): \(found)")
      #expect(distances(found).count == 1, "\(ends) in \(rows) rows, \(glyphs): \(found)")
    }
  }

  @Test(
    "an axis whose ends are fixed ends there, with labels in even rows",
    arguments: [(0.0, 1.0), (0, 2), (-1, 2)], GlyphTier.allCases)
  func fixedEnds(ends: (lower: Double, upper: Double), glyphs: GlyphTier) throws {
    // Low plots have no rows to give up for three equal parts.
    for rows in (ends.lower == 0 ? 8 : 14)...40 {
      let chart = LineChart(
        series: [curve("", 0, [ends.lower, ends.upper])],
        y: PlotAxis(range: ends.lower...ends.upper), legend: .none)
      let found = ticks(chart, rows: rows, glyphs: glyphs)
      #expect(found.count >= 3 && distances(found).count == 1, "\(rows) rows: \(found)")
      let (upper, lower) = (try #require(found.first), try #require(found.last))
      #expect(Double(upper.label) == ends.upper && upper.row <= 2, "\(rows) rows: \(found)")
      #expect(Double(lower.label) == ends.lower && lower.row == rows - 3, "\(rows) rows: \(found)")
    }
  }

  @Test("numbers that differ by rounding alone are one number, and no two labels are the same")
  func rounding() {
    let value = 0.009036306
    let chart = LineChart(
      series: [curve("", 0, [value, value * (1 + 1e-9)])], legend: .none)
    #expect(chart.shownYRange.lower == 0 && chart.shownYRange.upper > value)
    let below = LineChart(series: [curve("", 0, [-value, -value * (1 + 1e-9)])]).shownYRange
    #expect(below.lower < -1.2 * value && below.upper > -0.8 * value)
    for isFixed in [false, true] {
      let narrow = LineChart(
        series: [curve("", 0, [value, value + 1e-12])],
        y: PlotAxis(range: AxisRange(lower: value, upper: value + 1e-12), isFixed: isFixed),
        legend: .none)
      let labels = ticks(narrow, rows: 20, glyphs: .braille).map(\.label)
      #expect(Set(labels).count == labels.count, "\(labels)")
    }
  }

  @Test("a step of 2.5 has the digits that tell its multiples apart")
  func digits() {
    for rows in 8...40 {
      let chart = LineChart(
        series: [curve("", 0, [0, 1])], y: PlotAxis(range: 0...1), legend: .none)
      let numbers = ticks(chart, rows: rows, glyphs: .braille).compactMap { Double($0.label) }
      let steps = zip(numbers, numbers.dropFirst()).map { $0 - $1 }
      #expect((steps.max() ?? 1) - (steps.min() ?? 0) < 1e-9, "\(rows) rows: \(numbers)")
    }
  }

  @Test("a flat curve lies in the row of its label", arguments: GlyphTier.allCases)
  func curveOnItsLabel(glyphs: GlyphTier) throws {
    // Taller plots have curves of two dots.
    for rows in 8...24 {
      let chart = LineChart(
        series: [
          curve("", 0, Array(repeating: 0, count: 40)), curve("", 1, [-1, 1]),
        ], legend: .none)
      let zero = try #require(
        ticks(chart, rows: rows, glyphs: glyphs).first { Double($0.label) == 0 }?.row)
      var grid = Grid(Size(columns: 50, rows: rows))
      chart.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
      let curved = (0..<rows - 2).filter { grid[30, $0].style.foreground == .series(0) }
      #expect(curved == [zero], "\(rows) rows")
      if glyphs == .braille { #expect(grid[30, zero].scalar == "⠤", "\(rows) rows") }
    }
  }

  @Test("decades of bars are equally many rows apart, and the bars keep four fifths of the height")
  func evenDecades() {
    for rows in 6...30 {
      let bars = LayerBars(
        groups: [.init(label: "a", index: 0, values: [0.07, 0.002, 1])],
        axis: PlotAxis(scale: .logarithmic))
      let found = ticks(bars, rows: rows, glyphs: .braille)
      let apart = distances(found)
      #expect(found.count >= 2, "\(rows) rows: \(found)")
      // Three decades that the rows can't be shared out to evenly differ by one.
      #expect((apart.max() ?? 0) - (apart.min() ?? 0) <= 1, "\(rows) rows: \(found)")
      var grid = Grid(Size(columns: 50, rows: rows))
      bars.draw(into: &grid, in: grid.bounds, glyphs: .braille)
      let highest = (0..<rows).first { row in
        (8..<50).contains { grid[$0, row].style.foreground == .series(0) }
      }
      #expect((highest ?? rows) * 5 <= rows - 2, "\(rows) rows")
    }
  }
}
