import ArgumentParser
import Lessons

/// The course by whose order the lessons are listed.
struct CourseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The lessons of this course first, in its order: the name or path of its file.",
      valueName: "course"))
  var course: String?

  /// nil where none is asked for.
  /// - Throws: `ValidationError` for a name of no course, `ExitCode` for a broken one, whose faults are printed.
  func order(_ folders: FolderOptions) throws -> CourseOrder? {
    guard let course else { return nil }
    guard let path = LessonShelf.coursePath(course, folders) else {
      let names = LessonShelf.courses(folders).map(LessonLibrary.name(ofFile:))
      let hint =
        nearestName(to: course, in: names).map { "did you mean \($0)?" }
        ?? (names.isEmpty ? "there is none" : "there are " + names.joined(separator: ", "))
      throw ValidationError("there is no course “\(course.safe())”; \(hint)")
    }
    do throws(BrokenLesson) { return CourseOrder(try CourseOutline.read(path: path)) } catch {
      throw LessonPath.refuse(error)
    }
  }
}

/// The lessons of a course, in its order.
struct CourseOrder {
  let title: String
  /// As its file names them.
  private let names: [String]

  init(_ course: CourseOutline) {
    title = course.title
    names = course.sections.compactMap(\.lesson?.name)
  }

  /// - Parameter find: the id of the lesson that a name means; nil: it is not on the shelf (yet).
  func ids(_ find: (String) -> String?) -> [String] {
    names.compactMap(find).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
