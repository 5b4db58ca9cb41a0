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

  @Test(
    "letters and their marks share a cell, in one character where there is one",
    arguments: [
      ("Cafe\u{301}x", "Café\u{78}", 5), ("a\u{302}\u{323}", "\u{1EAD}", 1),
      ("\u{E01}\u{E33}\u{E25}\u{E31}\u{E07}", "\u{E01}\u{E33}\u{E25}\u{E31}\u{E07}", 4),
      ("\u{5E9}\u{5C1}\u{5B8}", "\u{5E9}\u{5C1}\u{5B8}", 1), ("q\u{307}", "q\u{307}", 1),
      ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}", 2), ("\u{1100}\u{1173}", "\u{ADF8}", 2),
      ("\u{3B1}\u{301}", "\u{3AC}", 1), ("\u{30AB}\u{3099}", "\u{30AC}", 2),
      ("\u{301}a\u{200D}\u{FE0F}", "a", 1),
    ])
  func marks(_ text: String, _ shown: String, _ columns: Int) {
    let expected = Array(shown.unicodeScalars)
    #expect(Array(grid(text).plainText().unicodeScalars.dropLast()) == expected)
    #expect(CharacterWidth.columns(of: text) == columns)
    let wrapped = FormattedText([.paragraph([.text("- \(text) -")])]).lines(width: 12)
    var again = Grid(Size(columns: 12, rows: 1))
    wrapped[0].draw(into: &again, column: 0, row: 0)
    #expect(
      again.plainText().unicodeScalars.dropFirst(2).prefix(expected.count).elementsEqual(expected))
    #expect(grid(text).svg(theme: .dark).unicodeScalars.contains(expected[0]))
  }

  @Test("rows that differ in marks alone are other rows")
  func otherMarks() {
    let (plain, marked) = (grid("ab"), grid("ab\u{304}"))
    #expect(!plain.hasMarks && marked.hasMarks)
    #expect(plain.hasOtherMarks(than: marked, in: 0) && marked.hasOtherMarks(than: plain, in: 0))
    #expect(!marked.hasOtherMarks(than: marked, in: 0))
  }

  @Test("a cell that is written anew loses its marks, and takes four at most")
  func newLetters() {
    var grid = grid("q\u{307}x")
    #expect(grid.marks(column: 0, row: 0) == ["\u{307}"])
    grid.write("r", column: 0, row: 0)
    #expect(grid.marks(column: 0, row: 0) == [] && grid == self.grid("rx"))
    grid.write("q" + String(repeating: "\u{307}", count: 9), column: 0, row: 0)
    #expect(grid.marks(column: 0, row: 0).count == 4)
    #expect(grid.restricted(to: .ascii).plainText() == "qx\n")
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
