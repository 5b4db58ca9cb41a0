import Charts
import Testing

@Suite("Exports and surface")
struct ExportTests {
  private func grid(_ text: String, _ style: Style = .plain) -> Grid {
    var grid = Grid(Size(columns: 6, rows: 1))
    grid.write(text, column: 0, row: 0, style: style)
    return grid
  }

  @Test("plain text leaves out spaces at the ends and the halves of wide characters")
  func plainText() {
    #expect(grid("a 漢").plainText() == "a 漢\n")
  }

  @Test("ANSI text sets each style once and resets it")
  func ansi() {
    #expect(grid("ab").ansi(theme: .dark, tier: .trueColor) == "ab    \n")
    #expect(
      grid("ab", Style(.bad, bold: true)).ansi(theme: .dark, tier: .mono)
        == "\u{1B}[0;1mab\u{1B}[0m    \n")
    #expect(
      grid("ab", Style(.bad)).ansi(theme: .dark, tier: .sixteen).hasPrefix("\u{1B}[0;91mab"))
    #expect(
      grid("ab", Style(.bad)).ansi(theme: .dark, tier: .trueColor).hasPrefix(
        "\u{1B}[0;38;2;255;122;112mab"))
  }

  @Test("SVG escapes markup and draws blocks and Braille as shapes")
  func svg() {
    let text = grid("<&\"⣿█").svg(theme: .light)
    #expect(text.contains("&lt;&amp;&quot;"))
    #expect(text.contains("<path"))
    #expect(!text.contains("⣿") && !text.contains("█"))
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
  }

  @Test("control characters reach neither grid nor export")
  func controls() {
    let grid = grid("\u{1B}[2J\u{7}\u{202E}")
    for text in [grid.plainText(), grid.svg(theme: .dark)] {
      #expect(!text.unicodeScalars.contains { $0 != "\n" && CharacterWidth.isControl($0) })
    }
  }

  @Test(
    "rules that meet make joints",
    arguments: [
      (GlyphTier.braille, "──┬──\n  │\n  ├──\n──┴──\n"), (.ascii, "--+--\n  |\n  +--\n--+--\n"),
    ])
  func joints(glyphs: GlyphTier, expected: String) {
    var grid = Grid(Size(columns: 5, rows: 4))
    func rule(_ column: Int, _ row: Int, _ columns: Int) {
      PanelRule().draw(
        into: &grid, in: Rect(column: column, row: row, columns: columns, rows: 1), glyphs: glyphs)
    }
    rule(0, 0, 5)
    VerticalRule().draw(
      into: &grid, in: Rect(column: 2, row: 1, columns: 1, rows: 2), glyphs: glyphs)
    rule(3, 2, 2)
    rule(0, 3, 5)
    #expect(grid.plainText() == expected)
  }

  @Test("a restricted grid holds ASCII only")
  func restriction() {
    var grid = Grid(Size(columns: 20, rows: 1))
    grid.write("∂L/∂z σ² — ⣿ 漢 │", column: 0, row: 0)
    let text = grid.restricted(to: .ascii).plainText()
    #expect(text == "dL/dz s2 - ? ?? |\n" || text == "dL/dz s2 - ? ? |\n")
    #expect(grid.restricted(to: .lines).plainText().contains("│"))
  }
}
