import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// Parts of the plane, on the screen.
@Suite struct PlanePlotTests {
  /// The first digits of a number, as the screen has them.
  private func digits(_ value: Double) -> String {
    String("\((value * 100).rounded() / 100)".prefix(4))
  }

  @Test("the cursor over the plane reads the field, and where each arm is")
  func planeCursor() throws {
    var model = try ProcessPlots.descent.model(step: 0, "z")
    let text = model.text(120, 36)
    #expect(text.contains("w₁") && text.contains("w₂") && text.contains("log levels"))
    let (slow, wild) = (ProcessPlots.plane(0), ProcessPlots.plane(2))
    for plane in [slow, wild] {
      let place = try #require(plane.path.last)
      #expect(text.contains(digits(place.x)) && text.contains(digits(place.y)))
    }
    model.press("l")
    let moved = model.text(120, 36)
    #expect(moved != text)
    model.press("h")
    model.press("k")
    #expect(model.text(120, 36) != moved)
    model.press("L")
    #expect(model.text(120, 36).contains("linear levels"))
  }

  @Test("one key moves the cross by one cell, and no key moves it out of the plane")
  func cross() throws {
    var model = try ProcessPlots.descent.model(step: 0, "zl")
    func cross() throws -> (column: Int, row: Int) {
      let grid = model.view(Size(columns: 120, rows: 36), glyphs: .braille)
      let place = try #require(grid.cells.firstIndex { $0.scalar == "+" && $0.style.isReversed })
      return (place % 120, place / 120)
    }
    var before = try cross()
    for (key, columns, rows) in [("l", 1, 0), ("l", 1, 0), ("h", -1, 0), ("k", 0, -1), ("j", 0, 1)]
    {
      model.press(key)
      let after = try cross()
      #expect(after == (before.column + columns, before.row + rows), "\(key)")
      before = after
    }
    for keys in ["⇱⇠", "⇲⇢", "⇡⇡⇡⇡⇡", "⇣⇣⇣⇣⇣⇣⇣⇣⇣"] {
      model.press(keys)
      _ = try cross()
    }
  }

  @Test("a range shows a part of the plane, and a trail the last places of a way")
  func rangeAndTrail() throws {
    let near = try ProcessPlots.descent.model(step: 1, "z")
    let rings = near.text(120, 36).count { $0 == "○" }
    // The trail of twelve begins inside the shown part where the way does not.
    #expect(rings >= 1)
    #expect(!near.text(120, 36).contains("log levels"))
    let lesson = try ProcessPlots.descent.lesson()
    #expect(lesson.plot("near")?.area(.area)?.y == 0...1.5)
    #expect(lesson.plot("near")?.count(.trail) == 12)
  }

  @Test("points have their names and groups, and the cursor tells the nearest one")
  func points() throws {
    let text = try ProcessPlots.descent.model(step: 2, "z").text(120, 36)
    for word in ["cat", "green", "animals", "colors"] { #expect(text.contains(word)) }
    #expect(!text.contains("log levels"))
  }
}
