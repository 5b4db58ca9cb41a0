package import Charts

/// A text that the terminal shows at twice its size, over cells that are blank to ncurses.
/// - Source: kitty, *The text sizing protocol*: OSC 66
package struct LargeText: Hashable {
  let column: Int
  let row: Int
  /// At its own size.
  let columns: Int
  let line: StyledLine

  /// Whether it takes part of a row.
  func covers(_ row: Int) -> Bool { (self.row...(self.row + 1)).contains(row) }

  /// What shows it. Each run says where it stands, so that no width which the terminal sees otherwise
  /// moves the next one; the cursor and the style are afterwards what they were to ncurses.
  package func sequence(theme: Theme, tier: ColorTier) -> String {
    var text = "\u{1B}7"
    var at = column
    for run in line.runs {
      if run.text.contains(where: { $0 != " " }) {
        text += place(at, row) + theme.escape(run.style, tier: tier)
        text += "\u{1B}]66;s=2;\(run.text)\u{1B}\\"
      }
      at += 2 * CharacterWidth.columns(of: run.text)
    }
    return text + "\u{1B}8"
  }

  /// What blanks its place.
  package var erasure: String {
    "\u{1B}7\u{1B}[0m" + (0..<2).map { place(column, row + $0) + "\u{1B}[\(2 * columns)X" }.joined()
      + "\u{1B}8"
  }

  private func place(_ column: Int, _ row: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }
}

extension Grid {
  /// What of it is shown at twice its size on a screen of a size.
  package func largeTexts(within screen: Size) -> [LargeText] {
    enlarged.filter { $0.doubled.endColumn <= screen.columns && $0.doubled.endRow <= screen.rows }
      .map { LargeText(column: $0.column, row: $0.row, columns: $0.columns, line: line($0)) }
  }

  /// Without these texts, as ncurses has it.
  package func without(_ texts: [LargeText]) -> Grid {
    var grid = self
    for text in texts {
      grid.fill(Rect(column: text.column, row: text.row, columns: text.columns, rows: 1))
    }
    return grid
  }

  private func line(_ rect: Rect) -> StyledLine {
    var runs: [StyledLine.Run] = []
    for column in rect.column..<rect.endColumn {
      let cell = self[column, rect.row]
      if cell.scalar == "\0" { continue }
      if runs.last?.style != cell.style { runs.append(.init("", cell.style)) }
      runs[runs.count - 1].text.unicodeScalars.append(cell.scalar)
      runs[runs.count - 1].text.unicodeScalars.append(
        contentsOf: marks(column: column, row: rect.row))
    }
    return StyledLine(runs)
  }
}
