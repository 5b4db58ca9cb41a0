import Charts

extension Notice {
  var style: Style {
    switch kind {
    case .information: Style(.accent)
    case .warning: Style(.warning, bold: true)
    case .fault: Style(.bad, bold: true)
    }
  }

  /// Draws the notice over the row, with air around it.
  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let mark = kind == .information ? "\u{25B8}" : "!"
    let text = text.spelled(for: glyphs)
    let line = " \(mark) \(text) ".clipped(to: max(0, rect.columns - 1), glyphs: glyphs)
    grid.write(line, column: rect.column + 1, row: rect.row, width: rect.columns - 1, style: style)
  }
}
