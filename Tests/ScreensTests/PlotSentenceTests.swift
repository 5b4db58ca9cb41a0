import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite("What a plot shows, in one sentence") struct PlotSentenceTests {
  @Test("curves: how each goes, how far, and who diverged")
  func curves() throws {
    let lesson = try SampleLesson.lesson()
    let snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 400)
    let plot = try #require(lesson.plot("curve"))
    let text = LessonPicture.sentence(of: plot, of: lesson, snapshot: snapshot)
    #expect(text.hasPrefix("training loss, smoothed over 30 steps: 2/n falls from "))
    #expect(text.contains(" over 399 steps"))
    #expect(text.contains("; 1/n falls from "))
    #expect(text.hasSuffix("; 8/n diverged at step 3."))
    #expect(text.components(of: "over 399 steps") == 1, "the length is said once: \(text)")
  }

  @Test("before a run there is a sentence, too")
  func nothing() throws {
    let lesson = try SampleLesson.lesson()
    let plot = try #require(lesson.plot("curve"))
    let empty = SessionSnapshot(
      seed: 7, arms: lesson.arms.map { ArmSnapshot(id: $0.id, label: $0.label) })
    #expect(
      LessonPicture.sentence(of: plot, of: lesson, snapshot: empty)
        == "training loss: nothing is measured yet.")
  }

  @Test("each form of readings has a sentence with its numbers", arguments: ProcessPlots.allCases)
  func forms(process: ProcessPlots) throws {
    let lesson = try process.lesson()
    let snapshot = process.snapshot(lesson, step: 0)
    for plot in lesson.plots {
      let text = LessonPicture.sentence(of: plot, of: lesson, snapshot: snapshot)
      #expect(text.hasPrefix(plot.title), "\(text)")
      #expect(!text.contains("nothing is measured"), "\(text)")
      #expect(text.contains { $0.isNumber }, "\(text)")
      #expect(!text.contains("\n"))
    }
  }

  @Test("what networks are shown by in cells, layers and pictures has a sentence")
  func cells() throws {
    let lesson = try PictureLesson.lesson()
    for step in lesson.steps.indices {
      let snapshot = PictureLesson.snapshot(lesson, step: step)
      for plot in lesson.steps[step].plots.compactMap(lesson.plot) {
        let text = LessonPicture.sentence(of: plot, of: lesson, snapshot: snapshot)
        #expect(text.hasPrefix(plot.title) && text.hasSuffix("."), "\(text)")
      }
    }
  }
}

extension String {
  /// How often a text is in it.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
