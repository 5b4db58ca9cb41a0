import Charts

/// The first row of a screen: what it is at the left, its state at the right.
struct TitleBar {
  /// After the program's name: a lesson's number and title.
  var title: StyledLine
  /// Between title and state; left out where room is scarce.
  var middle = StyledLine()
  var state = StyledLine()
  /// The same in fewer columns, for medium and for narrow screens.
  var mediumState: StyledLine?
  var narrowState: StyledLine?

  private func state(for columns: Int) -> StyledLine {
    if columns >= 100 { return state }
    return (columns >= 60 ? mediumState : narrowState ?? mediumState) ?? state
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let state = state(for: rect.columns)
    let stateColumn = max(rect.column, rect.endColumn - state.columns - 1)
    state.draw(into: &grid, column: stateColumn, row: rect.row, width: rect.endColumn - stateColumn)
    var end = stateColumn - 2
    if !middle.runs.isEmpty && rect.columns >= 50 {
      end -= middle.columns + (rect.columns >= 110 ? 6 : 1)
      middle.draw(into: &grid, column: end + 1, row: rect.row, width: rect.endColumn - end - 1)
    }
    var column = rect.column + 1
    if title.columns + 12 <= end - column {
      column = grid.write(
        "GradLab", column: column, row: rect.row, style: Style(.accent, bold: true))
      column = grid.write(" \u{25B8} ", column: column, row: rect.row, style: .faint)
    }
    var left = max(0, end - column)
    for run in title.runs where left > 0 {
      let text = run.text.clipped(to: left, glyphs: glyphs)
      let next = grid.write(text, column: column, row: rect.row, width: left, style: run.style)
      left -= next - column
      column = next
    }
  }
}
