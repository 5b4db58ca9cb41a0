import Lab
import Lessons
import Testing

@Suite("What a lesson costs")
struct LessonCostTests {
  private func lesson(_ kind: String) throws -> Lesson {
    let text = try LessonTemplate(kind, in: LessonTemplateTests.folder).text(id: "cost")
    return try Lesson.read(Array(text.utf8), path: "cost.md")
  }

  private let library = DataLibrary(folder: ShippedAssets.folder)

  @Test("parameters and multiply-adds are those of the network")
  func counts() throws {
    let cost = try LessonCost.measure(try lesson("training"), library: library)
    // 64 → 32 → 32 → 10 with biases.
    #expect(
      cost.arms.map(\.parameters)
        == Array(repeating: 64 * 32 + 32 + 32 * 32 + 32 + 32 * 10 + 10, count: 3))
    // Forward and ∂L/∂W for each layer, ∂L/∂x for all but the first; 32 images a batch.
    let adds = 32 * (2 * 64 * 32 + 3 * 32 * 32 + 3 * 32 * 10)
    #expect(cost.arms.map(\.multiplyAdds) == Array(repeating: Double(adds), count: 3))
    #expect(cost.arms.allSatisfy { ($0.milliseconds ?? 0) > 0 && ($0.memory ?? 0) > 0 })
    // Two claims look at two arms, 400 steps far, on eight seeds.
    #expect(cost.claimSteps == 8 * 2 * 400 && cost.claimSeconds > 0)
    #expect(cost.memory > cost.arms.compactMap(\.memory).reduce(0, +))
    #expect(cost.pages.map(\.number) == [2] && cost.pages.map(\.until) == [400])
    #expect(cost.pages[0].arms == 3 && cost.pages[0].seconds > 0 && !cost.pages[0].isReckoned)
  }

  @Test("what the patience leaves is reckoned from the steps so far, and a long page is marked")
  func reckoned() throws {
    var lesson = try lesson("training")
    lesson.steps[1].run?.until = 1_000_000_000
    let cost = try LessonCost.measure(lesson, library: library, patience: 0.05)
    #expect(cost.pages[0].isReckoned && cost.pages[0].isLong)
    #expect(cost.pages[0].seconds > 20)
  }

  @Test("formulas take no step and train nothing")
  func formulas() throws {
    let cost = try LessonCost.measure(try lesson("values"), library: library)
    #expect(cost.pages.isEmpty && cost.claimSteps == 0 && cost.claimSeconds == 0)
    #expect(cost.arms.allSatisfy { $0.parameters == 0 && $0.milliseconds == nil })
  }
}
