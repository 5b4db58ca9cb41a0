public import Charts

extension AppModel {
  /// The whole screen. Pure: the same model, size and glyphs give the same cells.
  public func view(_ size: Size, glyphs: GlyphTier = .braille) -> Grid {
    var grid = Grid(size)
    drawScreen(into: &grid, glyphs: glyphs)
    drawBottom(into: &grid, glyphs: glyphs)
    help.map { HelpView(model: $0) }?.draw(into: &grid, glyphs: glyphs)
    if asksToLeave {
      QuestionView(
        text: "The arms are still training.",
        answers: [(key: "y", word: "leave the lesson"), (key: "n", word: "stay")]
      ).draw(into: &grid, glyphs: glyphs)
    }
    GlyphFallback.apply(glyphs, to: &grid)
    return grid
  }

  private func drawScreen(into grid: inout Grid, glyphs: GlyphTier) {
    guard let study else { return LibraryView(library: library).draw(into: &grid, glyphs: glyphs) }
    if let predict {
      PredictView(study: study, predict: predict).draw(into: &grid, glyphs: glyphs)
    } else if let inspect {
      InspectView(study: study, inspect: inspect).draw(into: &grid, glyphs: glyphs)
    } else {
      StudyView(study: study).draw(into: &grid, glyphs: glyphs)
    }
  }

  /// The keys in the last row, the notice in the rule above.
  private func drawBottom(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let isTooSmall =
      study == nil
      ? LibraryLayout(size: size).mode == .tooSmall
      : size.columns < StudyLayout.smallest.columns || size.rows < StudyLayout.smallest.rows
    if !isTooSmall {
      Footer(model: self).draw(
        into: &grid, in: Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1))
    }
    guard let notice, size.rows > 1 else { return }
    notice.draw(into: &grid, in: noticeRow(in: size), glyphs: glyphs)
  }

  private func noticeRow(in size: Size) -> Rect {
    if let study, predict == nil, inspect == nil {
      let rule = StudyLayout(study, size: size).notice
      if !rule.isEmpty { return rule }
    }
    return Rect(column: 0, row: max(0, size.rows - 2), columns: size.columns, rows: 1)
  }
}
