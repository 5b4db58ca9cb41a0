import Charts
import Lab
import Lessons
import Screens
import Testing

/// Plots over the whole screen that have nothing to show.
@Suite("Plots of nothing") struct EmptyPlotTests {
  enum Emptiness: CaseIterable {
    /// All arms are hidden.
    case hidden
    /// The arms are still being built: no layers, cells or steps.
    case unbuilt
    /// There were arms with cells, and the cursor was on the last one.
    case emptied
  }

  /// All that moves a cursor or changes what is shown of a plot.
  private static let movements = "hjkl←↓↑→⇠⇣⇡⇢gG⇱⇲⇞⇟+=-0Ls"

  private static func lessons() throws -> [Lesson] {
    try [PictureLesson.lesson(), SampleLesson.lesson()]
      + ProcessPlots.allCases.map { try $0.lesson() }
      + TrainingPlots.allCases.map { try $0.lesson() }
  }

  private static func snapshot(_ lesson: Lesson, step: Int) -> SessionSnapshot {
    if let process = ProcessPlots(rawValue: lesson.id) {
      return process.snapshot(lesson, step: step)
    }
    if let plots = TrainingPlots(rawValue: lesson.id) {
      return plots.snapshot(lesson, step: step)
    }
    return lesson.id == "pictures"
      ? PictureLesson.snapshot(lesson, step: step)
      : SampleSnapshot.snapshot(lesson, step: step, at: 40)
  }

  private static func unbuilt(_ lesson: Lesson, step: Int) -> SessionSnapshot {
    var snapshot = snapshot(lesson, step: step)
    snapshot.arms = snapshot.arms.map {
      ArmSnapshot(id: $0.id, label: $0.label, knobs: $0.knobs, phase: .building)
    }
    return snapshot
  }

  @Test("every movement does nothing, in every plot", arguments: Emptiness.allCases)
  func movements(emptiness: Emptiness) throws {
    for lesson in try Self.lessons() {
      for step in lesson.steps.indices {
        for (index, plot) in lesson.steps[step].plots.enumerated() {
          var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36)))
          let full = Self.snapshot(lesson, step: step)
          let isUnbuilt = emptiness == .unbuilt
          _ = model.update(
            .lessonOpened(lesson, isUnbuilt ? Self.unbuilt(lesson, step: step) : full))
          model.press("z" + String(repeating: "⇥", count: index))
          if emptiness == .emptied { model.press("G⇣⇣") }
          if !isUnbuilt { model.press(String("1234".prefix(lesson.arms.count))) }
          let before = model.text(120, 36)
          for key in Self.movements {
            model.press("\(key)")
            model.press("\(key)")
            #expect(!model.text(120, 36).isEmpty, "\(lesson.id), \(plot), \(key)")
          }
          // Back to the beginning, and to what is shown of an axis at first.
          model.press("gLs0")
          #expect(model.text(120, 36).count > before.count / 2)
          // With the arms back there is a cell under the cursor again.
          model.press(String("1234".prefix(lesson.arms.count)))
          _ = model.update(.snapshot(full))
          #expect(!model.text(120, 36).contains("9223372036854775807"))
        }
      }
    }
  }

  @Test("the last cell of a plot whose arms are hidden is the first of those that come back")
  func last() throws {
    let lesson = try PictureLesson.lesson()
    var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36)))
    _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: 0)))
    model.press("z12G")
    #expect(model.text(120, 36).contains("row 1, column 1"))
    model.press("12")
    #expect(model.text(120, 36).contains("row 1 \u{201C}2\u{201D}, column 1 \u{201C}m\u{201D}"))
  }
}
