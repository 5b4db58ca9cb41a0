import Charts
import Testing

@Suite("What a terminal has to be sent between two grids") struct GridDifferenceTests {
  private func grid(_ lines: [String], style: Style = .plain) -> Grid {
    var grid = Grid(Size(columns: 10, rows: lines.count))
    for (row, line) in lines.enumerated() { grid.write(line, column: 0, row: row, style: style) }
    return grid
  }

  private func difference(_ old: Grid?, _ new: Grid) -> String {
    new.ansi(after: old, theme: .dark, tier: .trueColor, page: .dark)
  }

  @Test("equal grids need nothing; changed cells go alone, small gaps with them")
  func cells() {
    let old = grid(["abcdefghij", "second"])
    #expect(difference(old, old) == "")
    #expect(difference(old, grid(["abcdefghiX", "second"])) == "\u{1B}[1;10H\u{1B}[0mX")
    #expect(
      difference(old, grid(["Xbcdefghij", "sEcoND"]))
        == "\u{1B}[1;1H\u{1B}[0mX\u{1B}[2;2HEcoND")
    #expect(
      difference(old, grid(["XbcdefghiX", "second"]))
        == "\u{1B}[1;1H\u{1B}[0mX\u{1B}[1;10HX")
  }

  @Test("the first grid is whole, on a cleared screen; so is one of another size")
  func whole() {
    let all = "\u{1B}[0m\u{1B}[2J\u{1B}[1;1H\u{1B}[0mab"
    #expect(difference(nil, grid(["ab"])) == all)
    #expect(difference(Grid(Size(columns: 5, rows: 1)), grid(["ab"])) == all)
  }

  @Test("a theme with another page carries its colors in plain cells, blanks too")
  func page() {
    let text = grid(["ab"]).ansi(after: nil, theme: .light, tier: .trueColor, page: .dark)
    #expect(text.contains("\u{1B}[0;38;2;35;39;46;48;2;255;255;255mab        "))
  }

  @Test(
    "a screen that is sent the differences shows each grid, wide characters and marks too",
    arguments: [ColorTier.mono, .sixteen, .indexed256, .trueColor])
  func replayed(tier: ColorTier) {
    let styles: [Style] = [
      .plain, .strong, Style(.accent), Style(.series(3), on: .magnitude(80)),
      Style(.text, reversed: true), Style(.faint, underlined: true),
    ]
    let texts = ["ab日本cd", "日a本bcdef", "e\u{308}q\u{301}x", "plain text", "", "a日本b", "⣿─│"]
    var screen = VirtualScreen(columns: 10, rows: 3)
    var shown: Grid?
    for step in 0..<60 {
      var next = shown ?? Grid(Size(columns: 10, rows: 3))
      if step % 7 == 0 { next.fill(next.bounds) }
      next.write(
        texts[step % texts.count], column: step * 3 % 8 - 1, row: step % 3,
        style: styles[step * 5 % styles.count])
      screen.feed(next.ansi(after: shown, theme: .dark, tier: tier, page: .dark).utf8)
      shown = next
      // A screen that was never shown anything else.
      var fresh = VirtualScreen(columns: 10, rows: 3)
      fresh.feed(next.ansi(after: nil, theme: .dark, tier: tier, page: .dark).utf8)
      #expect(screen.cells == fresh.cells, "step \(step)")
      #expect(screen.strangers.isEmpty)
      #expect(screen.text == lines(next), "step \(step)")
    }
  }

  /// The text of a grid, where halves of wide characters show what terminals show.
  private func lines(_ grid: Grid) -> String {
    (0..<grid.size.rows).map { row in
      var text = String.UnicodeScalarView()
      for column in 0..<grid.size.columns {
        let scalar = grid[column, row].scalar
        let isWide = CharacterWidth.columns(scalar) == 2
        if scalar == "\0" {
          let before = grid[column - 1, row].scalar
          if column == 0 || CharacterWidth.columns(before) != 2 { text.append(" ") }
        } else {
          text.append(isWide && grid[column + 1, row].scalar != "\0" ? "?" : scalar)
        }
      }
      while text.last == " " { text.removeLast() }
      return String(text)
    }.joined(separator: "\n")
  }
}
