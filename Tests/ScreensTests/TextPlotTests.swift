import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// What networks write, on the screen.
@Suite struct TextPlotTests {
  @Test("each arm has its pane with its title; what it can't read is said there")
  func panes() throws {
    let text = try ProcessPlots.words.model(step: 0, "z").text(120, 36)
    for part in ["cool", "warm", "temperature 0.5", "temperature 1.0", "let no man doubt"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("“ß” at place 2"))
    #expect(text.contains("cool      5"))
  }

  @Test("the prompt is bold and what comes after it is not, and escapes stay harmless")
  func prompt() throws {
    let model = try ProcessPlots.words.model(step: 1, "z", size: Size(columns: 80, rows: 36))
    let grid = model.view(Size(columns: 80, rows: 36), glyphs: .braille)
    let row = try #require(
      (0..<36).first { grid[1, $0].scalar == "T" && grid[2, $0].scalar == "o" })
    #expect((1..<6).allSatisfy { grid[$0, row].style == .strong })
    #expect(grid[6, row].scalar == "," && grid[6, row].style == .plain)
    #expect(grid[3, row + 2].scalar == "\u{FFFD}")
    #expect(!grid.cells.contains { $0.scalar == "\u{1B}" })
  }

  @Test("a plot among others shows the end; over the whole screen it scrolls from the beginning")
  func scrolls() throws {
    let size = Size(columns: 80, rows: 16)
    var model = try ProcessPlots.words.model(step: 1, "⇥", size: size)
    #expect(model.text(80, 16).contains("Line 12:") && !model.text(80, 16).contains("To be"))
    model.press("z")
    #expect(model.text(80, 16).contains("To be") && !model.text(80, 16).contains("Line 12:"))
    #expect(model.text(80, 16).contains("from line 1"))
    model.press("j")
    #expect(model.text(80, 16).contains("from line 2") && !model.text(80, 16).contains("To be"))
    model.press("⇲")
    #expect(model.text(80, 16).contains("Line 12:"))
    let end = model.text(80, 16)
    model.press("j⇣")
    #expect(model.text(80, 16) == end)
    model.press("⇱")
    #expect(model.text(80, 16).contains("from line 1"))
  }
}
