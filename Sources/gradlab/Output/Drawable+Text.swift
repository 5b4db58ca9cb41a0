import Charts

extension Drawable {
  /// As lines of text.
  func text(columns: Int, rows: Int, glyphs: GlyphTier) -> String {
    var grid = Grid(Size(columns: columns, rows: rows))
    draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    return grid.plainText()
  }
}
