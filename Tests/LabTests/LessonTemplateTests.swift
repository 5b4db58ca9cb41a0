import Lab
import Lessons
import Testing

@Suite("Lessons to begin with")
struct LessonTemplateTests {
  private static let root =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let folder = root + "/Lessons/Templates"
  static let kinds = (try? LessonTemplate.kinds(in: folder)) ?? []

  @Test("there is one of each kind of experiment")
  func everyKind() {
    #expect(
      Self.kinds == [
        "filter", "points", "sample", "sequence", "surface", "training", "values", "windows",
      ])
    // What the front matter of one has first, in the kinds' own words.
    let blocks = Self.kinds.compactMap { kind -> String? in
      let text = (try? LessonTemplate(kind, in: Self.folder))?.text(id: "x") ?? ""
      return ExperimentKind.all.first { text.contains("\n\($0.blocks[0]):") }?.name
    }
    #expect(Set(blocks) == Set(ExperimentKind.all.map(\.name).filter { $0 != "several" }))
  }

  @Test(
    "each has a page with a prediction, arms, a knob, a plot and a claim, and every sentence bound",
    arguments: kinds)
  func whole(kind: String) throws {
    let lesson = try lesson(kind)
    #expect(lesson.id == "my-own" && lesson.title == "My own")
    #expect((1...2).contains(lesson.steps.count) && lesson.arms.count >= 2)
    #expect(lesson.steps.contains { $0.prediction != nil })
    #expect(!lesson.knobs.isEmpty && !lesson.claims.isEmpty)
    #expect(lesson.steps.allSatisfy { !$0.plots.isEmpty })
    #expect(Set(lesson.steps.flatMap(\.claims)) == Set(lesson.claims.map(\.name)))
    let offered = Set(lesson.steps.flatMap(\.knobs))
    #expect(offered == Set(lesson.knobs.map(\.name)))
    #expect(lesson.notices.isEmpty && lesson.twin == nil)
    #expect(try SentenceReport.read(path: "\(Self.folder)/\(kind).md").isComplete)
  }

  @Test(
    "each holds what it claims, with room to spare, on seeds that its name alone decides",
    arguments: kinds)
  func holds(kind: String) throws {
    let library = DataLibrary(folder: Self.root + "/Assets")
    let report = try Verification.run(try lesson(kind), library: library)
    #expect(report.holds, "\(report)")
    #expect(report.claims.filter(\.isThin).isEmpty, "\(report)")
  }

  private func lesson(_ kind: String) throws -> Lesson {
    let text = try LessonTemplate(kind, in: Self.folder).text(id: "my-own")
    return try Lesson.read(Array(text.utf8), path: "my-own.md")
  }

  @Test("a title is quoted, whatever it has")
  func title() throws {
    let template = try LessonTemplate("values", in: Self.folder)
    let title = "Yes: \"no\" # \\ {x}"
    let text = template.text(id: "a", title: title)
    #expect(try Lesson.read(Array(text.utf8), path: "a.md").title == title)
  }
}
