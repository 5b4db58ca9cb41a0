import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// All kinds of plots, each as some lesson shows it.
@Suite("Kinds of plots") struct PlotKindTests {
  private typealias Shown = (lesson: Lesson, snapshot: SessionSnapshot, keys: String)

  /// A step that shows a plot of the kind, and the keys that bring it onto the whole screen.
  private static func shown(_ kind: PlotKind) throws -> Shown? {
    var lessons: [(lesson: Lesson, snapshot: (Lesson, Int) -> SessionSnapshot)] = [
      (try SampleLesson.lesson(), { SampleSnapshot.snapshot($0, step: $1, at: 40) }),
      (try PictureLesson.lesson(), { PictureLesson.snapshot($0, step: $1) }),
    ]
    for process in ProcessPlots.allCases {
      lessons.append((try process.lesson(), { process.snapshot($0, step: $1) }))
    }
    for (lesson, snapshot) in lessons {
      for (step, content) in lesson.steps.enumerated() {
        if let place = content.plots.firstIndex(where: { lesson.plot($0)?.kind == kind }) {
          return (lesson, snapshot(lesson, step), "z" + String(repeating: "⇥", count: place))
        }
      }
    }
    return nil
  }

  private static func text(
    _ shown: Shown, _ snapshot: SessionSnapshot, _ glyphs: GlyphTier, usesColor: Bool
  ) -> String {
    var model = AppModel(
      options: AppOptions(size: Size(columns: 80, rows: 24), usesColor: usesColor))
    _ = model.update(.lessonOpened(shown.lesson, snapshot))
    model.press(shown.keys)
    return model.text(80, 24, glyphs)
  }

  @Test("each draws what is read, in all glyphs, with color and without", arguments: PlotKind.all)
  func drawsReadings(kind: PlotKind) throws {
    let shown = try #require(try Self.shown(kind), "no lesson of these tests shows a \(kind.name)")
    var unread = shown.snapshot
    unread.arms = unread.arms.map {
      ArmSnapshot(id: $0.id, label: $0.label, knobs: $0.knobs, phase: .ready)
    }
    for glyphs in GlyphTier.allCases {
      for usesColor in [true, false] {
        let text = Self.text(shown, shown.snapshot, glyphs, usesColor: usesColor)
        #expect(!text.contains("not measured yet"))
        #expect(text != Self.text(shown, unread, glyphs, usesColor: usesColor))
      }
    }
  }
}
