import Charts
import Testing

@Suite("Written text")
struct WrittenTextTests {
  private static let verse = WrittenText([
    .init("To be", .strong),
    .init(", or not to be, that is the question:\n\n  Whether 'tis nobler in the mind", .plain),
  ])

  @Test("line ends, empty lines and spaces stay; long lines are broken at spaces")
  func lines() {
    #expect(
      picture(Self.verse, 24, 5) == """
        To be, or not to be,
        that is the question:

          Whether 'tis nobler
        in the mind
        """ + "\n")
    #expect(Self.verse.lineCount(in: Rect(column: 0, row: 0, columns: 24, rows: 2)) == 5)
  }

  @Test("what is too long shows its end, or the line that is asked for, and says what is hidden")
  func scrolls() {
    var text = Self.verse
    #expect(picture(text, 24, 2) == "  Whether 'tis nobler  ▴\nin the mind\n")
    text.firstLine = 0
    #expect(picture(text, 24, 2) == "To be, or not to be,\nthat is the question:  ▾\n")
    text.firstLine = 2
    #expect(picture(text, 24, 2) == "                       ▴\n  Whether 'tis nobler  ▾\n")
    text.firstLine = 99
    #expect(picture(text, 24, 2).hasSuffix("in the mind\n"))
  }

  @Test("a word longer than a line is cut, and no control character gets through")
  func words() {
    let text = WrittenText([.init("abcdefghij\u{1B}[2J\tk\r", .plain)])
    #expect(picture(text, 7, 4) == "abcde\nfghij\n\u{FFFD}[2J\nk\u{FFFD}\n")
  }

  @Test("runs keep their styles across lines")
  func styles() {
    var grid = Grid(Size(columns: 24, rows: 6))
    Self.verse.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    #expect((0..<5).allSatisfy { grid[$0, 0].style == .strong })
    #expect(grid[6, 0].style == .plain && grid[0, 4].style == .plain)
  }

  @Test("nothing that it is given makes it trap")
  func totality() {
    for text in [
      "", "\n", " ", "漢字漢字", "e\u{301}\u{301}", "\u{200D}", String(repeating: "a ", count: 99),
    ] {
      for first in [nil, -1, 0, 7, Int.max] {
        drawEverywhere(WrittenText([.init(text, .plain)], firstLine: first))
      }
    }
  }
}
