import Charts

/// A command line that was copied, whole, over what is on the screen: not every terminal takes it.
struct CopiedView {
  let command: String

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let width = min(size.columns, 96)
    // Word by word: code by itself is not broken at its spaces.
    let words = command.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let runs = words.enumerated().flatMap { place, word -> [FormattedText.Run] in
      (place > 0 ? [.text(" ")] : []) + [.init(.code(word))]
    }
    let text = FormattedText([.paragraph(runs)])
    let lines = text.lines(width: max(1, width - 6), glyphs: glyphs)
    let rows = min(size.rows, lines.count + 6)
    let frame = Rect(
      column: (size.columns - width) / 2, row: max(0, (size.rows - rows) / 2), columns: width,
      rows: rows)
    Frame(title: "Copied: the command that leads here", isFocused: true).draw(
      into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame).inset(left: 1, top: 1, right: 1)
    for (offset, line) in lines.prefix(max(0, inside.rows - 2)).enumerated() {
      line.draw(
        into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
    grid.write(
      "Where the terminal did not take it, select it here.".clipped(
        to: inside.columns, glyphs: glyphs), column: inside.column, row: inside.endRow - 1,
      width: inside.columns, style: .faint)
  }
}
