import Charts
import Screens
import Testing

/// What networks decide over the plane, on the screen.
@Suite struct DecisionPlotTests {
  /// The cross under the cursor.
  private func cross(_ model: AppModel) throws -> (column: Int, row: Int) {
    let grid = model.view(Size(columns: 120, rows: 36), glyphs: .braille)
    let place = try #require(grid.cells.firstIndex { $0.scalar == "+" && $0.style.isReversed })
    return (place % 120, place / 120)
  }

  @Test("arms that decide otherwise have panes of their own, arms that decide alike share one")
  func panes() throws {
    let grounds = try TrainingPlots.circles.model("z").view(
      Size(columns: 120, rows: 36), glyphs: .braille)
    /// The grounds along a row of the screen, from left to right.
    func order(_ row: Int) -> [Role?] {
      (8..<80).map { grounds[$0, row].style.background }.reduce(into: []) { order, ground in
        if order.last != ground { order.append(ground) }
      }
    }
    // Above the cursor in the one, a disk; and of the other, on both sides of a straight line.
    #expect(order(8) == [.trace(1), .trace(0), .trace(1)])
    #expect(order(25) == [.trace(0), .trace(1)])
    let text = grounds.plainText()
    #expect(text.contains("deep") && text.contains("flat"))
    var model = try TrainingPlots.circles.model("z")
    model.press("2")
    #expect(!model.text(120, 36).contains("▸ deep"))
  }

  @Test("the cursor reads the probabilities of all arms at its place, and the nearest example")
  func readings() throws {
    let model = try TrainingPlots.circles.model("z")
    let text = model.text(120, 36)
    // In the middle: 1/(1 + e^(−6.6)) of the one, 1/(1 + e^(−1.2)) of the other.
    for word in ["P(inner)", "P(outer)", "0.99864", "0.76852", "nearest"] {
      #expect(text.contains(word), "\(word) in\n\(text)")
    }
  }

  @Test("the cursor goes from pane to pane over the side, and back")
  func movement() throws {
    var model = try TrainingPlots.circles.model("z")
    let start = try cross(model)
    #expect(model.text(120, 36).contains("▸ deep"))
    model.press("g")
    let left = try cross(model)
    model.press("h")
    #expect(try cross(model) == left)
    model.press("G")
    let right = try cross(model)
    #expect(left.column < start.column && start.column < right.column && left.row == right.row)
    model.press("l")
    let next = try cross(model)
    #expect(model.text(120, 36).contains("▸ flat"))
    #expect((next.column, next.row) != (right.column, right.row))
    model.press("h")
    #expect(try cross(model) == right)
    #expect(model.text(120, 36).contains("▸ deep"))
  }
}
