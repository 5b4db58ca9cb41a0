import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// Curves over something other than the step, on the screen.
@Suite struct SeriesPlotTests {

  /// The first digits of a number, as the screen has them.
  private func digits(_ value: Double) -> String { String("\(value)".prefix(5)) }

  @Test("a curve for each arm and series, named by what tells them apart")
  func curves() throws {
    let text = try ProcessPlots.draws.model(step: 0, "z").text(120, 36)
    for name in ["mask mean", "half mean", "mask exact", "half exact"] {
      #expect(text.contains(name))
    }
  }

  @Test("the cursor goes from place to place and reads every curve there, with its band")
  func seriesCursor() throws {
    var model = try ProcessPlots.draws.model(step: 0, "z")
    #expect(model.text(120, 36).contains("x = 4"))
    #expect(model.text(120, 36).contains("band"))
    model.press("hhh")
    let place = ProcessPlots.places.count - 4
    #expect(model.text(120, 36).contains("x = \(digits(ProcessPlots.places[place]))"))
    for index in 0..<2 {
      for series in ProcessPlots.series(index) {
        #expect(model.text(120, 36).contains(digits(series.y[place])))
      }
    }
    #expect(model.text(120, 36).contains(digits(ProcessPlots.series(0)[1].band[place])))
    model.press("⇱⇠←")
    #expect(model.text(120, 36).contains("x = -4"))
    model.press("⇲→")
    #expect(model.text(120, 36).contains("x = 4"))
  }

  @Test("an arm that is hidden takes its curves away, and the others keep their colors")
  func hidesCurves() throws {
    var model = try ProcessPlots.draws.model(step: 0, "z")
    func style(of name: String) -> Style? {
      let grid = model.view(Size(columns: 120, rows: 36), glyphs: .braille)
      let row = grid.plainText().split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains(name) }
      return row.flatMap { row in
        (0..<120).map { grid[$0, row] }.last { $0.scalar == "f" }?.style
      }
    }
    let before = style(of: "half mean")
    model.press("1")
    #expect(!model.text(120, 36).contains("mask mean"))
    #expect(before != nil && style(of: "half mean") == before)
  }

  @Test("the axis of series becomes logarithmic, and says so")
  func logarithm() throws {
    var model = try ProcessPlots.draws.model(step: 0, "z")
    let before = model.text(120, 36)
    model.press("L")
    #expect(model.text(120, 36).contains("logarithmic axis"))
    #expect(model.text(120, 36) != before)
  }

  @Test("series and planes draw at every size, in all glyphs", arguments: ProcessPlots.allCases)
  func sizes(process: ProcessPlots) throws {
    let lesson = try process.lesson()
    for step in lesson.steps.indices {
      for script in ["", "⇥", "z", "z←↑"] {
        let model = try process.model(step: step, script, usesColor: step != 0)
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

  @Test("functions are named as the lesson calls their probes, and read at the very mark")
  func functions() throws {
    let text =
      ProcessPlots.formulas.head + """
        calculate: {over: {x: [0, 4]}, values: {square: x*x, of_square: 2*x}}
        knobs:
          place: {label: x, value: 2.5, range: [0, 4], step: 0.1}
        arms:
          yours: {label: yours}
          other: {label: other}
        probes:
          f: {of: curves, formula: square, label: its height}
          s: {of: curves, formula: of_square, label: its slope}
        plots:
          both: {series: [f, s], title: a function, over: x, mark: place}
        claims: {}
        ---
        ## Curves

        How steep is it?
        ```lab
        plots: [both]
        run: {arms: [yours], until: 0}
        knobs: [place]
        ```
        """
    let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/30-curves.md")
    let x = (0...4).map(Double.init)
    let snapshot = SessionSnapshot(
      seed: 1, lessonStep: 0, limit: 0, knobs: ["place": .number(2.5)],
      arms: [
        ArmSnapshot(
          id: "yours", label: "yours", knobs: [:], step: 0, phase: .ready, parameterCount: 0,
          traces: [:],
          readings: [
            "f": Reading(step: 0, .series([Series(label: "square", x: x, y: x.map { $0 * $0 })])),
            "s": Reading(
              step: 0, .series([Series(label: "of_square", x: x, y: x.map { 2 * $0 })])),
          ])
      ])
    var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36)))
    _ = model.update(.lessonOpened(lesson, snapshot))
    let screen = model.text(120, 36)
    // Halfway between 4 and 9, and between 4 and 6.
    #expect(screen.contains("its height  6.50") && screen.contains("its slope   5"), "\(screen)")
    #expect(!screen.contains("of_square"))
  }
}
