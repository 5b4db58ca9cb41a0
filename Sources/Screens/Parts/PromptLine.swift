import Charts

/// A line that asks for a text, over a row of the screen: what is asked for, the text, and what was
/// wrong with it.
struct PromptLine {
  let question: String
  let field: TextField
  /// What was wrong with the text when it was last given; nil: nothing.
  let refusal: String?

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.columns > 12 else { return }
    grid.fill(rect)
    let start = grid.write(
      " \(question) ".clipped(to: rect.columns / 3, glyphs: glyphs), column: rect.column,
      row: rect.row, width: rect.columns / 3, style: Style(.accent, bold: true))
    let room = rect.endColumn - start - 1
    let end = field.draw(
      into: &grid, column: start, row: rect.row, width: refusal == nil ? room : room / 2)
    let left = rect.endColumn - end - 3
    guard let refusal, left > 4 else { return }
    grid.write(
      refusal.spelled(for: glyphs).clipped(to: left, glyphs: glyphs), column: end + 2,
      row: rect.row, width: left, style: Style(.bad, bold: true))
  }
}
