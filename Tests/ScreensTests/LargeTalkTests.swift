import Charts
import Lab
import Lessons
import Screens
import Testing

/// Talks on terminals that show texts at twice their size.
@Suite("A talk in large letters") struct LargeTalkTests {
  /// The words of a screen, not the numbers along axes, which a plot of another width has others of.
  private static func words(_ text: String) -> Set<Substring> {
    Set(text.split { !$0.isLetter }.filter { $0.count > 2 })
  }

  @Test("a terminal that can shows title and text at twice their size where there is room for all")
  func large() throws {
    var model = try PresentTests.talk(page: 2, at: 180)
    let size = Size(columns: 200, rows: 50)
    _ = model.update(.terminal(.resized(size)))
    #expect(model.view(size, glyphs: .braille).enlarged.isEmpty)
    let small = model.text(200, 50)
    _ = model.update(.terminal(.scalesText))
    let grid = model.view(size, glyphs: .braille)
    let title = try SampleLesson.lesson().steps[2].title
    #expect(grid.enlarged.first?.columns == title.count)
    #expect(grid.enlarged.count > 1 && grid.enlarged.allSatisfy { $0.doubled.endColumn <= 96 })
    // Nothing is lost, and what is not enlarged is what it was.
    let lost = Self.words(small).subtracting(Self.words(model.text(200, 50)))
    #expect(lost.isEmpty, "\(lost)")
    // The text alone, and then the plot alone, which has no title.
    model.press("Z")
    #expect(model.view(size, glyphs: .braille).enlarged.count > 1)
    model.press("Z")
    model.press("z")
    #expect(model.view(size, glyphs: .braille).enlarged.isEmpty)
    model.press("z")
    // Help lies over it.
    model.press("?")
    #expect(model.view(size, glyphs: .braille).enlarged.count < grid.enlarged.count)
  }

  @Test(
    "at every size the texts of twice the size stay within the screen and cover nothing",
    arguments: [
      (30, 10), (60, 20), (80, 24), (100, 30), (120, 36), (134, 24), (160, 40), (200, 50),
    ])
  func largeAtEverySize(columns: Int, rows: Int) throws {
    for page in 0..<3 {
      for look in ["", "Z", "z"] {
        var model = try PresentTests.talk(page: page, at: 180)
        let size = Size(columns: columns, rows: rows)
        _ = model.update(.terminal(.resized(size)))
        if !look.isEmpty { model.press(look) }
        let before = Self.words(model.text(columns, rows))
        _ = model.update(.terminal(.scalesText))
        let grid = model.view(size, glyphs: .braille)
        #expect(grid.enlarged.allSatisfy { $0.doubled.endColumn <= columns })
        #expect(grid.enlarged.allSatisfy { $0.doubled.endRow <= rows - 2 })
        // What stood there stands there still: large letters push nothing out.
        let lost = before.subtracting(Self.words(model.text(columns, rows)))
        #expect(lost.isEmpty, "\(page) \(look): \(lost)")
      }
    }
  }
}
