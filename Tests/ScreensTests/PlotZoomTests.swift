import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// What is shown of a plot on the whole screen, by keys and with the mouse.
@Suite("Zoom, pan and choice") struct PlotZoomTests {
  static let size = Size(columns: 120, rows: 36)

  private func steps(_ script: String) throws -> ClosedRange<Int>? {
    var model = try AppModel.study(step: 2, at: 180, size: Self.size)
    model.press(script)
    return model.snapshotRequest?.steps
  }

  @Test("Backspace goes back zoom by zoom, also after 0, and panning is no zoom")
  func back() throws {
    let (one, two) = (try #require(try steps("z+")), try #require(try steps("z++")))
    #expect(two.count < one.count)
    #expect(try steps("z++⌫") == one)
    #expect(try steps("z++⌫⌫") == nil)
    #expect(try steps("z++0⌫") == two)
    #expect(try steps("z++0⌫⌫") == one)
    #expect(try steps("z++((⌫") == one)
    var model = try AppModel.study(step: 2, at: 180, size: Self.size)
    model.press("z⌫")
    #expect(model.text(120, 36).contains("Nothing else was shown before."))
  }

  @Test("panning moves by half of what is shown, and stops at the ends")
  func pan() throws {
    let near = try #require(try steps("z++"))
    for (script, start) in [
      ("z++(", near.lowerBound - (near.count - 1) / 2), ("z++()", near.lowerBound),
      ("z++((((((((", 0), ("z++))))))))))))", 400 - (near.count - 1)),
    ] {
      let shown = try steps(script)
      #expect(shown?.count == near.count, "\(script)")
      #expect(shown?.lowerBound == start, "\(script)")
    }
  }

  @Test("where all is in sight, panning says how to zoom")
  func panWhole() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Self.size)
    model.press("z(")
    #expect(model.text(120, 36).contains("All of it is in sight: + zooms in."))
  }

  @Test("the value axis is zoomed and panned by itself, and is whole again on the other scale")
  func values() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Self.size)
    model.press("z")
    let whole = model.text(120, 36)
    model.press("**")
    #expect(model.snapshotRequest?.steps == nil)
    let near = model.text(120, 36)
    #expect(near != whole)
    model.press("^")
    #expect(model.text(120, 36) != near)
    model.press("_//")
    #expect(model.text(120, 36).contains("Esc") == whole.contains("Esc"))
    model.press("**L")
    var logarithmic = try AppModel.study(step: 2, at: 180, size: Self.size)
    logarithmic.press("zL")
    #expect(Self.plot(model) == Self.plot(logarithmic))
  }

  /// The rows between the title and the footer.
  private static func plot(_ model: AppModel) -> [Substring] {
    Array(model.text(120, 36).split(separator: "\n", omittingEmptySubsequences: false)[2..<33])
  }

  private func pictures(step: Int, _ script: String, size: Size = size) throws -> AppModel {
    let lesson = try PictureLesson.lesson()
    var model = AppModel(options: AppOptions(size: size))
    _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: step)))
    model.press(script)
    return model
  }

  @Test(
    "cells are zoomed at the cursor, which takes the part along and reads the same numbers",
    arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)])
  func cells(size: Size) throws {
    var model = try pictures(step: 0, "zjjll", size: size)
    func text() -> String { model.text(size.columns, size.rows) }
    #expect(text().contains("row 3"))
    #expect(!text().contains("columns 1-"))
    model.press("+")
    #expect(text().contains(/rows \d+-\d+, columns \d+-\d+/))
    #expect(text().contains("row 3"))
    model.press("⇲")
    #expect(text().contains(/columns \d+-13/))
    model.press("(")
    #expect(!text().contains(/columns \d+-13/))
    model.press("0")
    #expect(!text().contains(/columns \d+-/))
    model.press("⌫")
    #expect(text().contains(/columns \d+-/))
  }

  @Test("a plane is zoomed at the cursor, which takes the part along")
  func plane() throws {
    var model = try ProcessPlots.descent.model(step: 0, "zll")
    let place = Self.place(model)
    model.press("+++")
    #expect(Self.place(model) == place)
    let near = model.text(120, 36)
    model.press("⇢⇢⇢⇢⇢⇢⇢⇢⇢⇢⇢⇢⇢⇢")
    #expect(Self.place(model) != place)
    #expect(model.view(Self.size).cells.contains { $0.scalar == "+" && $0.style.isReversed })
    model.press("⇠⇠")
    #expect(model.text(120, 36) != near)
    model.press("0")
    model.press("h")
  }

  /// The title above the readings: where the cursor is.
  private static func place(_ model: AppModel) -> Substring? {
    model.text(120, 36).split(separator: "\n").dropFirst().first?.suffix(36)
  }

  @Test("a looks at one arm after the other alone, then at all; A goes the other way")
  func arms() throws {
    var model = try pictures(step: 0, "z")
    let all = Self.plot(model)
    model.press("a")
    #expect(model.text(120, 36).contains("slow alone") && !model.text(120, 36).contains("fast  2"))
    model.press("a")
    #expect(model.text(120, 36).contains("fast alone") && !model.text(120, 36).contains("slow  2"))
    model.press("A")
    #expect(model.text(120, 36).contains("slow alone"))
    model.press("A")
    #expect(Self.plot(model) == all)
    model.press("az")
    #expect(model.text(120, 36).contains("fast  2"), "the lesson has all arms")
  }

  @Test("v looks at one head after the other alone, and its numbers are the same")
  func parts() throws {
    var model = try pictures(step: 3, "z")
    #expect(model.text(120, 36).contains("v head"))
    model.press("v")
    #expect(model.text(120, 36).contains("head 1 of "))
    model.press("V")
    #expect(!model.text(120, 36).contains("head 1 of "))
    model.press("V")
    let count = try #require(model.text(120, 36).firstMatch(of: /head (\d+) of (\d+)/))
    #expect(count.1 == count.2)
  }

  private func mouse(
    _ action: Mouse.Action, _ column: Int, _ row: Int, _ model: inout AppModel
  ) {
    _ = model.update(
      .terminal(.mouse(Mouse(action, at: Position(column: column, row: row)))))
  }

  @Test("a press sets the cursor there, the wheel zooms at the pointer, a drag pans")
  func pointing() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Self.size)
    model.press("z")
    mouse(.press, 40, 12, &model)
    let before = Self.place(model)
    mouse(.press, 20, 12, &model)
    #expect(Self.place(model) != before)
    mouse(.release, 20, 12, &model)
    let at = Self.place(model)
    mouse(.wheelUp, 40, 12, &model)
    mouse(.wheelUp, 40, 12, &model)
    let near = try #require(model.snapshotRequest?.steps)
    #expect(Self.place(model) == at, "the wheel leaves the cursor")
    mouse(.press, 40, 12, &model)
    mouse(.drag, 50, 12, &model)
    let moved = try #require(model.snapshotRequest?.steps)
    #expect(moved.count == near.count && moved.lowerBound < near.lowerBound)
    mouse(.drag, 40, 12, &model)
    #expect(try #require(model.snapshotRequest?.steps) == near)
    mouse(.release, 40, 12, &model)
    mouse(.drag, 60, 12, &model)
    #expect(model.snapshotRequest?.steps == near, "nothing is held")
    mouse(.wheelDown, 40, 12, &model)
    mouse(.wheelDown, 40, 12, &model)
    #expect(model.snapshotRequest?.steps == nil)
  }

  @Test("a press on a cell of a matrix, and on a layer's mark, puts the cursor there")
  func pressing() throws {
    var model = try pictures(step: 0, "z")
    let size = Self.size
    // Each cell of the screen that shows a number of the first row of the first pane.
    model.press("jjll")
    let grid = model.view(size)
    let bracket = try #require(grid.cells.firstIndex { $0.scalar == "[" })
    model.press("⇱kk")
    mouse(.press, bracket % size.columns, bracket / size.columns, &model)
    #expect(model.text(120, 36).contains("row 3 "))
    #expect(model.text(120, 36).contains("column 3 "))
    var layers = try AppModel.study(step: 2, at: 180, size: size)
    layers.press("⇥⇥⇥⏎jjjj")
    let last = layers.view(size)
    let mark = try #require(last.cells.firstIndex { $0.scalar == "▸" && $0.style.isBold })
    layers.press("⇱")
    mouse(.press, mark % size.columns, mark / size.columns, &layers)
    #expect(layers.text(120, 36).contains("layer 5"))
  }

  @Test("another page forgets what was zoomed into")
  func forgets() throws {
    var model = try AppModel.study(step: 2, at: 400, size: Self.size)
    model.press("z++*qnbz")
    #expect(model.snapshotRequest?.steps == nil)
    model.press("⌫")
    #expect(model.text(120, 36).contains("Nothing else was shown before."))
  }
}
