import Charts
import Terminal
import Testing

@Suite("Whether the terminal shows texts at twice their size") struct ScalingReportTests {
  @Test(
    "kitty does since version 0.40",
    arguments: [
      ("kitty(0.40.0)", true), ("kitty(0.42.1)", true), ("kitty(1.0.0)", true),
      ("kitty(0.100)", true), ("kitty(0.39.1)", false), ("kitty(0.4.0)", false),
      ("kitty", false), ("kitty()", false), ("kitty(0)", false), ("kitty(a.b)", false),
      ("kitty(0.42.1", false), ("tmux 3.5a", false), ("XTerm(390)", false), ("", false),
      ("foot(1.23.0)", false), ("kitty(-1.50)", false), ("kitty(99999999999999999999.1)", false),
    ])
  func versions(name: String, scales: Bool) { #expect(ScalingReport.scales(name) == scales) }

  @Test(
    "an answer is an event, wherever it is cut, and nothing is typed",
    arguments: [
      ("\u{1B}P>|kitty(0.42.1)\u{1B}\\", true), ("\u{90}>|kitty(0.42.1)\u{9C}", true),
      ("\u{1B}P>|kitty(0.30.0)\u{1B}\\", false), ("\u{1B}P>|tmux 3.5a\u{1B}\\", false),
      ("\u{1B}P1$r0m\u{1B}\\", false), ("\u{1B}]66;kitty(0.42.1)\u{1B}\\", false),
    ])
  func cut(answer: String, scales: Bool) {
    let bytes = Array(answer.utf8)
    for cut in 0..<bytes.count {
      var keyboard = VirtualKeyboard()
      keyboard.send("a")
      keyboard.wait(0.1)
      keyboard.send(bytes[..<cut])
      keyboard.wait(0.02)
      keyboard.send(bytes[cut...])
      keyboard.wait(1)
      keyboard.send("b")
      keyboard.wait(1)
      let keys = keyboard.events.filter { $0 != .scalesText && $0 != .key(.escape) }
      #expect(keys == [.key(.character("a")), .key(.character("b"))], "\(cut)")
      #expect(keyboard.events.contains(.scalesText) == scales, "\(cut)")
    }
  }
}

@Suite("Texts of twice the size") struct LargeTextTests {
  private func grid(_ text: String, at column: Int = 2) -> Grid {
    var grid = Grid(Size(columns: 20, rows: 4))
    let end = grid.write(text, column: column, row: 1, style: Style(.accent, bold: true))
    grid.enlarge(Rect(column: column, row: 1, columns: end - column, rows: 1))
    return grid
  }

  @Test("an emulator shows them in two rows, and their places are blank in what ncurses draws")
  func shown() throws {
    let grid = grid("Kaim\u{E9}")
    let texts = grid.largeTexts(within: grid.size)
    #expect(texts.count == 1 && grid.without(texts) == Grid(grid.size))
    #expect(grid.plainText().contains("Kaim\u{E9}"))
    var screen = VirtualScreen(columns: 20, rows: 4)
    screen.feed("\u{1B}[3;1Hx".utf8)
    for text in texts { screen.feed(text.sequence(theme: .dark, tier: .trueColor).utf8) }
    #expect(screen.largeLines.map(\.row) == [1] && screen.largeLines.map(\.text) == ["Kaim\u{E9}"])
    // The cursor and its style are where they were.
    screen.feed("y".utf8)
    let rendition = screen.cells[2][1].rendition
    #expect(screen.lines[2] == "xy" && rendition.foreground == nil && !rendition.isBold)
    #expect(screen.strangers.isEmpty)
    for text in texts { screen.feed(text.erasure.utf8) }
    #expect(screen.largeLines.isEmpty && screen.lines[2] == "xy")
  }

  @Test("spaces between words and wide characters keep their room")
  func words() {
    let grid = grid("a b \u{6F22}c")
    var screen = VirtualScreen(columns: 20, rows: 4)
    for text in grid.largeTexts(within: grid.size) {
      screen.feed(text.sequence(theme: .light, tier: .sixteen).utf8)
    }
    #expect(screen.largeLines.map(\.text) == ["a b \u{6F22}c"] && screen.strangers.isEmpty)
  }

  @Test("where there is no room, or something else stands there, a text stays as it is")
  func room() {
    #expect(grid("Kaiming", at: 2).enlarged.count == 1)
    #expect(grid("Kaiming", at: 7).enlarged.isEmpty)
    var low = Grid(Size(columns: 20, rows: 2))
    low.write("a", column: 0, row: 1)
    low.enlarge(Rect(column: 0, row: 1, columns: 1, rows: 1))
    #expect(low.enlarged.isEmpty)
    var crowded = Grid(Size(columns: 20, rows: 4))
    crowded.write("ab", column: 0, row: 1)
    crowded.write("c", column: 3, row: 2)
    crowded.enlarge(Rect(column: 0, row: 1, columns: 2, rows: 1))
    #expect(crowded.enlarged.isEmpty)
  }

  @Test("what is drawn over a part of one leaves it as it is")
  func covered() {
    for (column, row) in [(2, 1), (11, 1), (5, 2), (11, 2)] {
      var grid = grid("Kaimi")
      grid[column, row] = Cell("x")
      #expect(grid.enlarged.isEmpty, "\(column), \(row)")
    }
    var grid = grid("Kaimi")
    grid[12, 1] = Cell("x")
    grid[2, 3] = Cell("x")
    #expect(grid.enlarged.count == 1)
    // A screen that has become smaller shows none that it would cut.
    #expect(grid.largeTexts(within: Size(columns: 11, rows: 4)).isEmpty)
    #expect(grid.largeTexts(within: Size(columns: 20, rows: 2)).isEmpty)
  }
}
