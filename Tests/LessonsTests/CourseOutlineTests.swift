import Lessons
import Testing

/// Courses: lessons in an order, with pages of their own between.
@Suite("Courses") struct CourseOutlineTests {
  private static let head = "---\ncourse: 1\nid: c\ntitle: A course\n---\n"

  private func course(_ body: String, head: String = head) throws -> CourseOutline {
    try CourseOutline.read(Array((head + body).utf8), path: "c.md")
  }

  private static func kaiming() throws -> Lesson {
    let folder = ResourceFolders.find(root: nil)
    return try Lesson.read(path: folder.lessons + "/07-kaiming-against-bad-initialization.md")
  }

  private func faults(_ body: String, head: String = head) -> [String] {
    do throws(BrokenLesson) {
      _ = try CourseOutline.read(Array((head + body).utf8), path: "c.md")
      return []
    } catch { return error.faults.map(\.description) }
  }

  @Test("has pages of its own and pages of lessons, in the file's order")
  func sections() throws {
    let course = try course(
      """
      ## Welcome

      Words.

      ```lab
      notes: "Say hello."
      ```

      ## Weights

      ```lab
      lesson: 7
      pages: "1-2, 4"
      minutes: 6
      ```
      """)
    #expect(course.sections.map(\.title) == ["Welcome", "Weights"])
    #expect(course.sections.map(\.hasPage) == [true, false])
    #expect(course.sections[0].notes?.plainText == "Say hello.")
    let part = course.sections[1].lesson
    #expect(part?.name == "7" && part?.pages == [0, 1, 3] && part?.minutes == 6)
    #expect(course.language == "en")
  }

  @Test("says its language as lessons do")
  func language() throws {
    func head(_ language: String) -> String {
      Self.head.replacing("title", with: "language: \(language)\ntitle")
    }
    let body = "## Bienvenue\n\nMots."
    #expect(try course(body, head: head("pt_BR")).language == "pt-BR")
    let faults = faults(body, head: head("deutsch!"))
    #expect(faults.count == 1 && faults[0].hasPrefix("c.md:4:11: "), "\(faults)")
  }

  @Test("pages may be a list, and are all where none are named")
  func pages() throws {
    let course = try course(
      "## A\n\n```lab\nlesson: lenet\npages: [3, 1]\n```\n\n## B\n\n```lab\nlesson: gru\n```\n")
    #expect(course.sections.map { $0.lesson?.pages } == [[2, 0], nil])
  }

  @Test(
    "faults have a line, a column and a remedy",
    arguments: [
      ("## A\n", "c.md:6:1: the step \"A\" has no text"),
      ("## A\n\n```lab\nlessn: 7\n```\n", "c.md:9:1: unknown key \"lessn\" in the lab block"),
      ("## A\n\n```lab\nlesson: 7\npages: x\n```\n", "c.md:10:8: "),
      ("## A\n\n```lab\nlesson: 7\npages: 0-3\n```\n", "c.md:10:8: "),
      ("## A\n\n```lab\nlesson: 7\npages: 18446744073709551615\n```\n", "c.md:10:8: "),
      ("## A\n\n```lab\nlesson: 7\npages: 999-1001\n```\n", "c.md:10:8: "),
      ("## A\n\nText.\n\n```lab\npages: [1]\n```\n", "c.md:11:8: the key \"lesson\" is missing"),
      ("Text.\n", "c.md:6:1"),
    ])
  func faults(body: String, expected: String) {
    let found = faults(body)
    #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
  }

  @Test("a title is one line of printable characters, whatever entities write")
  func titles() throws {
    let body = "## A\tb &#9; c&#10;d &#133;e &#x7F;f\n\nText.\n"
    #expect(
      try course(body).sections.map(\.title) == ["A b c d e U+007Ff"])
  }

  @Test("another version is refused before anything else")
  func version() {
    let found = faults("## A\n\nText.\n", head: "---\ncourse: 2\nid: c\ntitel: x\n---\n")
    #expect(found.count == 1 && found[0].contains("1, the format's version"), "\(found)")
  }

  @Test("a talk has the pages of both, with their share of the minutes")
  func talk() throws {
    let lesson = try Self.kaiming()
    let course = try course(
      "## Hello\n\nWords.\n\n## B\n\n```lab\nlesson: 7\npages: [2, 1]\nminutes: 6\nnotes: Now.\n```\n"
    )
    let talk = try Talk(course) { _ in lesson }
    #expect(talk.pages.map(\.minutes) == [1, 3, 3] && talk.minutes == 7)
    #expect(talk.pages[1].content == .lesson(id: lesson.id, page: 1))
    #expect(talk.pages[1].notes?.plainText == "Now." && talk.pages[2].notes == nil)
    #expect(talk.title(of: 0) == "Hello" && talk.title(of: 2) == lesson.steps[0].title)
    #expect(talk.lessons.map(\.id) == [lesson.id])
    #expect(throws: CourseFault.self) {
      let far = try self.course("## B\n\n```lab\nlesson: 7\npages: [99]\n```\n")
      _ = try Talk(far) { _ in lesson }
    }
  }

  @Test("a lesson alone is a talk of its pages")
  func lesson() throws {
    let lesson = try Self.kaiming()
    let talk = Talk(lesson)
    #expect(talk.pages.count == lesson.steps.count && talk.minutes == Double(lesson.minutes))
  }

  @Test("those that are shipped name lessons and pages that there are")
  func shipped() throws {
    let folder = ResourceFolders.find(root: nil)
    let library = try LessonLibrary(root: folder.lessons)
    let files = try LessonLibrary.files(in: folder.lessons + "/Courses")
    #expect(!files.isEmpty)
    for path in files {
      #expect(CourseOutline.isCourse(path: path))
      let talk = try Talk(CourseOutline.read(path: path)) { part in
        try #require(library[part.name], "\(path): \(part.name)")
      }
      #expect(talk.pages.count > 1)
    }
  }
}
