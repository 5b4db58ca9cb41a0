import Lessons
import Testing

/// The lessons that ship with the program, found from this source file.
enum ShippedLessons {
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/Lessons"
  }()
}

@Suite("The lessons that ship with the program")
struct ShippedLessonTests {
  @Test("have no faults")
  func noFaults() throws {
    let library = try LessonLibrary(root: ShippedLessons.folder)
    let faults = library.broken.flatMap(\.faults).map(\.description)
    #expect(faults == [])
    #expect(library.lessons.count >= 2)
  }

  static let lessons = (try? LessonLibrary(root: ShippedLessons.folder))?.lessons ?? []

  @Test("ask for a number and for a choice", arguments: lessons)
  func predictions(_ lesson: Lesson) {
    let kinds = lesson.steps.compactMap(\.prediction?.kind)
    #expect(kinds.contains { if case .number = $0 { true } else { false } })
    #expect(kinds.contains { if case .choice = $0 { true } else { false } })
  }

  @Test("have notes for the lecturer and one thing to notice at every step", arguments: lessons)
  func notes(_ lesson: Lesson) {
    for step in lesson.steps { #expect(step.notes != nil, "\(step.title)") }
    for step in lesson.steps.dropLast() where step.prediction == nil {
      let count = step.markdown.split(separator: "**Notice**", omittingEmptySubsequences: false)
      #expect(count.count == 2, "\(step.title)")
    }
  }

  @Test("make each claim in the text of some step", arguments: lessons)
  func claims(_ lesson: Lesson) {
    #expect(Set(lesson.steps.flatMap(\.claims)) == Set(lesson.claims.map(\.name)))
  }

  @Test("have at most twenty lines of text at a step, of 56 columns", arguments: lessons)
  func length(_ lesson: Lesson) {
    for step in lesson.steps {
      let paragraphs = step.markdown.split(separator: "\n\n")
      let lines = paragraphs.map { paragraph -> Int in
        // A formula set in two dimensions takes three lines.
        if paragraph.hasPrefix("$$") { return 3 }
        let items = paragraph.split(separator: "\n- ")
        return items.reduce(0) { $0 + ($1.count + 51) / 52 }
      }
      #expect(lines.reduce(0, +) + paragraphs.count - 1 <= 20, "\(step.title)")
    }
  }
}

extension LessonStep {
  /// The text with a short number in each place for one.
  fileprivate var markdown: String {
    body.map { part in
      switch part {
      case .markdown(let text): text
      case .value: "0.00"
      }
    }.joined()
  }
}
