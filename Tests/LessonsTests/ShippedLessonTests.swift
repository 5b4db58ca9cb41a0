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
      let calls = step.body.runs.filter { $0.isStrong && $0.content == .text("Notice") }
      #expect(calls.count == 1, "\(step.title)")
    }
  }

  @Test("make each claim in the text of some step", arguments: lessons)
  func claims(_ lesson: Lesson) {
    #expect(Set(lesson.steps.flatMap(\.claims)) == Set(lesson.claims.map(\.name)))
  }

  @Test("state nothing that is not bound to a number, a claim or a definition", arguments: lessons)
  func sentences(_ lesson: Lesson) throws {
    let report = try SentenceReport.read(path: lesson.path)
    #expect(report.findings == [])
    #expect(report.unboundClaims == [])
    #expect(report.total > 10 && report.bound == report.total)
  }

  @Test("have at most twenty lines of text at a step, of 56 columns", arguments: lessons)
  func length(_ lesson: Lesson) {
    for step in lesson.steps {
      let lines = step.body.blocks.map(\.lineCount)
      #expect(lines.reduce(0, +) + lines.count - 1 <= 20, "\(step.title)")
    }
  }
}

extension Prose.Block {
  /// About as many lines as it takes in 56 columns.
  fileprivate var lineCount: Int {
    switch self {
    // A formula set in two dimensions takes three lines.
    case .formula: 3
    case .list(let items): items.flatMap(\.blocks).map(\.lineCount).reduce(0, +)
    case .code(let lines): lines.count
    default:
      Prose([self]).runs.reduce(51) { count, run in
        // A short number in each place for one.
        if case .number = run.content { return count + 4 }
        return count + Prose([.paragraph([run])]).plainText.count
      } / 52
    }
  }
}
