import Charts

/// The first row of a screen: what it is at the left, its state at the right.
struct TitleBar {
  /// After the program's name: a lesson's number and title.
  var title: StyledLine
  /// Between title and state; left out where room is scarce.
  var middle = StyledLine()
  /// The same in fewer columns, where the title would be cut.
  var shortMiddle: StyledLine?
  var state = StyledLine()
  /// The same in fewer columns, for medium and for narrow screens.
  var mediumState: StyledLine?
  var narrowState: StyledLine?

  private func state(for columns: Int) -> StyledLine {
    if columns >= 100 { return state }
    return (columns >= 60 ? mediumState : narrowState ?? mediumState) ?? state
  }

  /// The parts that fit, and where they begin.
  private func parts(
    in rect: Rect
  ) -> (state: StyledLine, stateColumn: Int, middle: StyledLine, middleColumn: Int?, end: Int) {
    let state = state(for: rect.columns)
    let stateColumn = max(rect.column, rect.endColumn - state.columns - 1)
    let end = stateColumn - 2
    let gap = rect.columns >= 110 ? 6 : 1
    let isFull = title.columns > end - rect.column - 1 - gap - middle.columns
    let middle = isFull ? shortMiddle ?? self.middle : self.middle
    guard !middle.runs.isEmpty, rect.columns >= 50 else {
      return (state, stateColumn, middle, nil, end)
    }
    let column = end - middle.columns - gap + 1
    return (state, stateColumn, middle, column, column - 1)
  }

  /// Which column of the full middle stands at a column of the screen; nil: none.
  func middleColumn(at column: Int, in rect: Rect) -> Int? {
    let parts = parts(in: rect)
    guard let start = parts.middleColumn, parts.middle == middle, column >= start,
      column < start + middle.columns
    else { return nil }
    return column - start
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let parts = parts(in: rect)
    parts.state.draw(
      into: &grid, column: parts.stateColumn, row: rect.row,
      width: rect.endColumn - parts.stateColumn)
    if let column = parts.middleColumn {
      parts.middle.draw(
        into: &grid, column: column, row: rect.row, width: max(0, rect.endColumn - column))
    }
    var column = rect.column + 1
    if title.columns + 12 <= parts.end - column {
      column = grid.write(
        "GradLab", column: column, row: rect.row, style: Style(.accent, bold: true))
      column = grid.write(" \u{25B8} ", column: column, row: rect.row, style: .faint)
    }
    var left = max(0, parts.end - column)
    for run in title.runs where left > 0 {
      let text = run.text.clipped(to: left, glyphs: glyphs)
      let next = grid.write(text, column: column, row: rect.row, width: left, style: run.style)
      left -= next - column
      column = next
    }
  }
}
