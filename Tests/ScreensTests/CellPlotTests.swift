import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// Heat maps, images, architectures and maps on the screen, and knobs that hold text.
@Suite struct CellPlotTests {
  private static let size = Size(columns: 120, rows: 36)

  private func model(
    step: Int, _ script: String = "", size: Size = size, usesColor: Bool = true
  ) throws -> AppModel {
    let lesson = try PictureLesson.lesson()
    var model = AppModel(options: AppOptions(size: size, usesColor: usesColor))
    _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: step)))
    model.press(script)
    return model
  }

  @Test("a step with pictures asks for them, and only those that are shown")
  func request() throws {
    #expect(try model(step: 0).snapshotRequest?.probes == ["alpha"])
    #expect(try model(step: 1).snapshotRequest?.probes == [])
    #expect(try model(step: 3).snapshotRequest?.probes == ["kernels"])
  }

  @Test("each arm has a pane with its answer; hidden arms have none")
  func panes() throws {
    var model = try model(step: 0)
    #expect(model.text(120, 36).contains("slow  2021-03-03"))
    #expect(model.text(120, 36).contains("fast  2021-03-03"))
    model.press("1")
    #expect(!model.text(120, 36).contains("slow  2021-03-03"))
    #expect(model.text(120, 36).contains("fast  2021-03-03"))
  }

  @Test("the cursor over a heat map reads values and names, and goes on to the next pane")
  func heatMapCursor() throws {
    var model = try model(step: 0, "z")
    #expect(model.text(120, 36).contains("row 1 “2”, column 1 “m”"))
    model.press("jl")
    #expect(model.text(120, 36).contains("row 2 “0”, column 2 “a”"))
    let values = PictureLesson.attention(0, "march 3, 2021").values
    #expect(model.text(120, 36).contains(String("\(values[1][1])".prefix(5))))
    #expect(model.text(120, 36).contains("11 “0”"))
    model.press("⇲")
    #expect(model.text(120, 36).contains("column 13 “1”"))
    #expect(model.text(120, 36).contains("▸ slow"))
    model.press("l")
    #expect(model.text(120, 36).contains("column 1 “m”"))
    #expect(model.text(120, 36).contains("▸ fast"))
    model.press("⇣⇣")
    #expect(model.text(120, 36).contains("row 10 “3”"))
  }

  @Test("an answer that gets shorter leaves no cursor outside")
  func shrinks() throws {
    var model = try model(step: 0, "z⇲")
    let lesson = try PictureLesson.lesson()
    _ = model.update(.snapshot(PictureLesson.snapshot(lesson, step: 0, date: "mai")))
    #expect(!model.text(120, 36).isEmpty)
    model.press("h")
    #expect(model.text(120, 36).contains("column 2 “a”"))
  }

  @Test("the heaviest layer jumps to the eye, and the cursor reads its share")
  func architecture() throws {
    var model = try model(step: 1)
    let line = try #require(
      model.text(120, 36).split(separator: "\n").first { $0.contains("48,120") })
    #expect(line.contains("██████") && line.contains("78 %"))
    model.press("zjjjj")
    #expect(model.text(120, 36).contains("layer 5"))
    #expect(model.text(120, 36).contains("77.98 %"))
  }

  @Test("a map has every arm at its rate and batch, and says which diverged")
  func map() throws {
    var model = try model(step: 2)
    let text = model.text(120, 36)
    #expect(text.contains("diverged") && text.contains("rate") && text.contains("batch"))
    #expect(text.contains("1.28") && text.contains("0.641") && text.contains("0.320"))
    model.press("zjl")
    #expect(model.text(120, 36).contains("rate 0.1, batch 32"))
    #expect(model.text(120, 36).contains("▸ wild"))
    model.press("L")
    #expect(model.text(120, 36).contains("logarithmic"))
  }

  @Test("the cursor over images reads the pixel of each of them")
  func images() throws {
    var model = try model(step: 3, "zjl")
    #expect(model.text(120, 36).contains("pixel 2, 2"))
    model.press("⇢")
    #expect(model.text(120, 36).contains("pixel 2, 5"))
    model.press("l")
    #expect(model.text(120, 36).contains("▸ c1·2"))
  }

  // MARK: Text knobs

  @Test("a text is typed over the present one, and taken without a restart")
  func typesText() throws {
    var model = try model(step: 0, "⇥⇥⇥")
    #expect(model.text(120, 36).contains("date “march 3, 2021”"))
    #expect(
      model.commands("⏎may 4, 1999⏎") == [.set(knob: "date", to: .word("may 4, 1999"), arm: nil)])
    #expect(model.text(120, 36).contains("date “may 4, 1999”"))
    #expect(model.place == .study)
  }

  @Test("Backspace keeps the present text but for its end")
  func corrects() throws {
    var model = try model(step: 0, "⇥⇥⇥")
    #expect(
      model.commands("⏎⌫⌫22⏎") == [.set(knob: "date", to: .word("march 3, 2022"), arm: nil)])
  }

  @Test("Esc leaves the text, and an empty one is not taken", arguments: ["⏎x⎋", "⏎⌃u⏎", "⏎  ⏎"])
  func cancels(script: String) throws {
    var model = try model(step: 0, "⇥⇥⇥")
    #expect(model.commands(script).isEmpty)
    #expect(model.text(120, 36).contains("date “march 3, 2021”"))
  }

  @Test("no text is longer than its knob takes")
  func limits() throws {
    var model = try model(step: 0, "⇥⇥⇥")
    let typed = String(repeating: "a", count: 40) + "⏎"
    #expect(
      model.commands("⏎" + typed)
        == [.set(knob: "date", to: .word(String(repeating: "a", count: 30)), arm: nil)])
  }

  @Test("keys that mean something elsewhere are text while it is typed, and paste works")
  func takesEverything() throws {
    var model = try model(step: 0, "⇥⇥⇥⏎q z?1")
    _ = model.update(.terminal(.paste(" L\u{1B}")))
    #expect(model.commands("⏎") == [.set(knob: "date", to: .word("q z?1 L"), arm: nil)])
  }

  @Test("a text knob is not turned, but 0 brings the lesson's text back")
  func turns() throws {
    var model = try model(step: 0, "⇥⇥⇥")
    #expect(model.commands("→⇢").isEmpty)
    #expect(model.commands("⏎x⏎").count == 1)
    #expect(model.commands("0") == [.set(knob: "date", to: .word("march 3, 2021"), arm: nil)])
  }

  @Test("the copied command has the text in quotes")
  func copies() throws {
    let lesson = try PictureLesson.lesson()
    var model = AppModel(options: AppOptions(size: Self.size))
    _ = model.update(
      .lessonOpened(lesson, PictureLesson.snapshot(lesson, step: 0, date: "o'clock 1")))
    #expect(
      model.press("y")
        == [.copy(#"gradlab open pictures --seed 3 --set 'date=o'\''clock 1'"#)])
  }

  // MARK: Axes

  @Test("the value axis keeps its range until the curve fills less than half of it")
  func heldAxis() throws {
    let lesson = try SampleLesson.lesson()
    var model = try AppModel.study(step: 2, at: 30, size: Self.size)
    /// The labels at the value axis of the curves, which are above all other plots.
    func axis() -> [String] {
      model.text(120, 36).split(separator: "\n").prefix(14).compactMap { line in
        guard line.contains("┤") else { return nil }
        return line.split(separator: "┤").first?.split(separator: " ").last.map(String.init)
      }.filter { Double($0) != nil }
    }
    _ = model.update(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: 30)))
    let before = axis()
    #expect(before.count >= 2)
    for trained in 31...36 {
      _ = model.update(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: trained)))
      #expect(axis() == before)
    }
    // Another look has a range of its own.
    _ = model.update(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: 180)))
    let logarithmic = axis()
    model.press("L")
    #expect(axis() != logarithmic)
  }

  // MARK: Every size

  @Test("plots of cells draw at every size, in all glyphs", arguments: 0..<4)
  func sizes(step: Int) throws {
    for usesColor in [true, false] {
      for script in ["", "⇥", "z"] {
        let model = try model(step: step, script, usesColor: usesColor)
        for columns in stride(from: 30, through: 200, by: 17) {
          for rows in [10, 12, 20, 24, 36, 50] {
            for glyphs in GlyphTier.allCases {
              let grid = model.view(Size(columns: columns, rows: rows), glyphs: glyphs)
              if glyphs == .ascii {
                #expect(grid.cells.allSatisfy { (32..<127).contains($0.scalar.value) })
              }
            }
          }
        }
      }
    }
  }
}
