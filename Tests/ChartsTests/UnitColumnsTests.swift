import Charts
import Testing

@Suite("Columns of units")
struct UnitColumnsTests {
  static let network = UnitColumns(
    [
      .init("x", units: [true, true]),
      .init("hidden1", units: [true, false, true, false, true, true]),
      .init("hidden2", units: [false, true, false, true, false, false]),
      .init("head", units: [true, true]),
    ], highlighted: .init(column: 2, unit: 3))

  @Test("what is left out is hollow and has no lines", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    try expectPicture("units", Self.network, 76, 18, glyphs)
    try expectPicture("units-low", Self.network, 76, 9, glyphs)
    try expectPicture("units-narrow", Self.network, 40, 14, glyphs)
  }

  @Test("nothing is drawn outside, however little room there is")
  func small() {
    for columns in 0...30 {
      for rows in 0...12 {
        var grid = Grid(Size(columns: columns + 4, rows: rows + 4))
        let rect = Rect(column: 2, row: 2, columns: columns, rows: rows)
        Self.network.draw(into: &grid, in: rect, glyphs: .braille)
        for column in 0..<columns + 4 {
          for row in 0..<rows + 4
          where !rect.contains(Position(column: column, row: row)) {
            #expect(grid[column, row] == .blank)
          }
        }
      }
    }
  }
}
