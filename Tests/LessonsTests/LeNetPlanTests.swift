import Experiments
import Lessons
import Testing
import TrainingLessons

@Suite("LeNet in a lesson")
struct LeNetPlanTests {
  private func lesson(_ more: String = "") throws -> Lesson {
    let text = SmallLesson.text
      .replacing("  kind: mlp\n  width: 8\n  depth: $depth\n", with: "  kind: lenet\n")
      .replacing("  activation: $activation\n", with: "")
      .replacing("train: {", with: more + "train: {")
      .replacing(
        "tiny: {label: 0.5/n", with: "tiny: {label: 0.5/n\(more.isEmpty ? "" : ", model: linear")")
    return try Lesson.read(Array(text.utf8), path: "lenet.md")
  }

  @Test("has 61,706 parameters on images of digits")
  func layers() throws {
    #expect(try lesson().experiment(knobs: [:]).network.parameterCount == 61_706)
  }

  @Test("stands beside a model that one arm takes by its name")
  func byArm() throws {
    let lesson = try lesson(
      "models:\n  linear: {kind: mlp, width: 1, depth: 0, activation: identity}\n")
    let counts = try lesson.arms.map { arm in
      (try lesson.plan(of: arm) as? TrainPlan)?.network.parameterCount
    }
    #expect(lesson.arms.count > 1)
    for (arm, count) in zip(lesson.arms, counts) {
      #expect(count == (arm.id == "tiny" ? 785 * 10 : 61_706))
    }
  }

  @Test("is refused where an arm names a model that nobody describes")
  func unknown() throws {
    let text = SmallLesson.text.replacing(
      "tiny: {label: 0.5/n", with: "tiny: {label: 0.5/n, model: linear")
    let fault = #expect(throws: BrokenLesson.self) {
      try Lesson.read(Array(text.utf8), path: "lenet.md")
    }
    #expect(fault?.faults.contains { "\($0)".contains("unknown key \"model\"") } == true)
  }
}
