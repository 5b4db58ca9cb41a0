import Experiments
import Lessons
import Testing

@Suite("LeNet in a lesson")
struct LeNetPlanTests {
  @Test(
    "has all its layers, or the output alone to compare with",
    arguments: [("all", 61_706), ("output", 785 * 10)])
  func layers(_ layers: String, parameters: Int) throws {
    let text = SmallLesson.text
      .replacing("  kind: mlp\n  width: 8\n  depth: $depth\n", with: "  kind: lenet\n")
      .replacing("  activation: $activation\n", with: "  layers: \(layers)\n")
    let lesson = try Lesson.read(Array(text.utf8), path: "lenet.md")
    #expect(try lesson.experiment(knobs: [:]).network.parameterCount == parameters)
  }
}
