import Charts
import Lessons
import Screens
import Testing

/// What is written at the axis of bars of numbers.
@Suite struct AxisTitleTests {
  @Test(
    "is what the probes are called, where it is one thing and the plot's title does not say it",
    arguments: [
      ("{values: [loss], title: at the end}", "training loss"),
      ("{values: [loss], title: training loss at the end}", nil),
      ("{values: [loss, other], title: at the end}", nil),
      ("{values: [loss, same], title: at the end}", "training loss"),
    ] as [(String, String?)])
  func titles(plot: String, title: String?) throws {
    let text = SampleLesson.text
      .replacing("{line: [loss], scale: log, title: training loss}", with: plot)
      .replacing(
        "  x:    {of: activation_histogram",
        with: """
            other: {of: train_loss, label: later}
            same: {of: train_loss, label: training loss}
            x:    {of: activation_histogram
          """)
    let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
    let model = try AppModel.study(step: 2, at: 180, lesson: lesson)
    let lines = model.text(80, 24).split(separator: "\n")
    let axis = String(try #require(lines.first { $0.contains("└") && $0.contains("┬") }))
    let written = axis.filter { $0.isLetter || $0 == " " }.split(separator: " ")
    #expect(written.joined(separator: " ") == title ?? "", "\(axis)")
  }
}
