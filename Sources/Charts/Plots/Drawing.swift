// First drawings: title and labels; the plots follow.

extension LineChart {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
  }

  /// The x that a column of the grid stands for when the chart is drawn into `rect`; nil outside
  /// the plot.
  public func x(atColumn column: Int, in rect: Rect, glyphs: GlyphTier) -> Double? { nil }
}
extension Ridgeline {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
  }
}
extension LayerBars {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
  }
}
extension HeatMap {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
  }
}
extension DataTable {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    for (row, texts) in rows.prefix(rect.rows).enumerated() {
      grid.write(
        texts.texts.joined(separator: "  "), column: rect.column, row: rect.row + row,
        width: rect.columns)
    }
  }
}
extension Slider {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    grid.write("\(label) \(value)", column: rect.column, row: rect.row, width: rect.columns)
  }
}
extension ChoiceSlider {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    grid.write("\(label) ", column: rect.column, row: rect.row, width: rect.columns)
  }
}

extension Slider {
  /// The columns that the slider wants.
  public func columns(glyphs: GlyphTier) -> Int { 40 }
}
extension ChoiceSlider {
  /// The columns that the slider wants.
  public func columns(glyphs: GlyphTier) -> Int { 40 }
}
