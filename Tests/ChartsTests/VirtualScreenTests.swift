import Charts
import Testing

@Suite("The tests' own terminal")
struct VirtualScreenTests {
  private func screen(_ text: String, columns: Int = 8, rows: Int = 3) -> VirtualScreen {
    var screen = VirtualScreen(columns: columns, rows: rows)
    screen.feed(Array(text.utf8))
    return screen
  }

  @Test(
    "sequences draw what xterm draws",
    arguments: [
      ("abc\r\ndef", ["abc", "def", ""]), ("abcdefghij", ["abcdefgh", "ij", ""]),
      ("\u{1B}[2;3Hx\u{1B}[Ay", ["   y", "  x", ""]), ("abcdef\u{1B}[3G\u{1B}[K", ["ab", "", ""]),
      ("abcdef\u{1B}[1;3H\u{1B}[2P", ["abef", "", ""]), ("ab\u{1B}[4bc", ["abbbbbc", "", ""]),
      ("a\nb\nc\nd", [" b", "  c", "   d"]), ("a\u{1B}[H\u{1B}[Lb", ["b", "a", ""]),
      ("abc\u{1B}[2G\u{1B}[@x", ["axbc", "", ""]), ("\u{1B}(0qx\u{1B}(Bq", ["─│q", "", ""]),
      ("日本x", ["日本x", "", ""]), ("abcd\u{1B}[2G\u{1B}[2X", ["a  d", "", ""]),
    ])
  func draws(bytes: String, lines: [String]) {
    let result = screen(bytes)
    #expect(result.lines == lines)
    #expect(result.strangers.isEmpty)
  }

  @Test("the alternate screen gives the first one back")
  func alternate() {
    var result = screen("before\u{1B}[?1049h\u{1B}[Hinside\u{1B}[?25l")
    #expect(result.isAlternate && result.lines[0] == "inside" && !result.isCursorVisible)
    result.feed(Array("\u{1B}[?25h\u{1B}[?1049l".utf8))
    #expect(!result.isAlternate && result.lines[0] == "before" && result.isCursorVisible)
  }

  @Test(
    "what no program here should send is noticed",
    arguments: ["\u{1B}]0;title\u{7}", "\u{1}", "\u{1B}[5i", "\u{202E}", "\u{1B}[9;9Hx", "\u{9B}"])
  func strangers(bytes: String) { #expect(!screen(bytes).strangers.isEmpty) }

  @Test("colors and attributes stay with their cells")
  func renditions() {
    let cells = screen("\u{1B}[1;31;48;5;200ma\u{1B}[0mb\u{1B}[38;2;1;2;3mc").cells[0]
    #expect(cells[0].rendition.isBold && cells[0].rendition.foreground == 1)
    #expect(cells[0].rendition.background == 200)
    #expect(cells[1].rendition.foreground == nil && !cells[1].rendition.isBold)
    #expect(cells[2].rendition.foreground == 0x101_0203)
  }
}
