/// What is shown to a room, page by page: a lesson, or a course with its lessons.
public struct Talk: Sendable {
  public var title: String
  /// The language of its own texts, as `en` or `pt-BR`.
  public var language: String
  /// How long it takes.
  public var minutes: Double
  public var pages: [Page]
  /// The lessons that it shows pages of, in its order, each once.
  public var lessons: [Lesson]

  public struct Page: Sendable, Hashable {
    public var content: Content
    /// What the lecturer may say, besides what the lesson's page has.
    public var notes: Prose?
    public var minutes: Double
  }

  public enum Content: Sendable, Hashable {
    /// The course's own text.
    case own(title: String, body: Prose)
    /// A page of a lesson, from 0.
    case lesson(id: String, page: Int)
  }

  /// A lesson from its first page to its last.
  public init(_ lesson: Lesson) {
    title = lesson.title
    language = lesson.language
    minutes = Double(lesson.minutes)
    lessons = [lesson]
    pages = lesson.steps.indices.map { page in
      Page(
        content: .lesson(id: lesson.id, page: page),
        minutes: Double(lesson.minutes) / Double(lesson.steps.count))
    }
  }

  /// A course.
  /// - Parameter find: the lesson that a part names; throws `UnknownLesson` where there is none.
  /// - Throws: `CourseFault` for that and for a page that the lesson has not, and what else `find` throws.
  public init(_ course: CourseOutline, find: (CourseOutline.Part) throws -> Lesson) throws {
    (title, language, minutes, pages, lessons) = (course.title, course.language, 0, [], [])
    for section in course.sections {
      if section.hasPage {
        pages.append(
          Page(
            content: .own(title: section.title, body: section.body), notes: section.notes,
            minutes: Self.ownMinutes))
      }
      guard let part = section.lesson else { continue }
      let lesson: Lesson
      do { lesson = try find(part) } catch let fault as UnknownLesson {
        throw CourseFault(path: course.path, line: section.line, reason: fault.reason)
      }
      if !lessons.contains(where: { $0.id == lesson.id }) { lessons.append(lesson) }
      let shown = part.pages ?? Array(lesson.steps.indices)
      if let wrong = shown.first(where: { !lesson.steps.indices.contains($0) }) {
        throw CourseFault(
          path: course.path, line: section.line,
          reason: "\(lesson.id) has the pages 1 to \(lesson.steps.count), no page \(wrong + 1)")
      }
      let share = Double(lesson.minutes) / Double(lesson.steps.count)
      let each = part.minutes.map { Double($0) / Double(max(1, shown.count)) } ?? share
      pages += shown.map { page in
        Page(content: .lesson(id: lesson.id, page: page), minutes: each)
      }
      // The section's notes are said where it begins.
      if !section.hasPage, let notes = section.notes, !shown.isEmpty {
        pages[pages.count - shown.count].notes = notes
      }
    }
    minutes = course.minutes.map(Double.init) ?? pages.reduce(0) { $0 + $1.minutes }
  }

  /// How long a page of the course's own takes.
  private static let ownMinutes = 1.0

  public func lesson(_ id: String) -> Lesson? { lessons.first { $0.id == id } }

  /// The heading of a page.
  public func title(of page: Int) -> String {
    guard pages.indices.contains(page) else { return "" }
    switch pages[page].content {
    case .own(let title, _): return title
    case .lesson(let id, let step):
      guard let lesson = lesson(id), lesson.steps.indices.contains(step) else { return "" }
      return lesson.steps[step].title
    }
  }
}

/// A part of a course names no lesson that there is.
public struct UnknownLesson: Error, Hashable, Sendable {
  public var reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}

/// Why a course can't be given.
public struct CourseFault: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  /// From 1.
  public var line: Int
  public var reason: String

  public init(path: String, line: Int, reason: String) {
    (self.path, self.line, self.reason) = (path, line, reason)
  }

  public var description: String { "\(path.safe(limit: 400)):\(line): \(reason)" }
}
