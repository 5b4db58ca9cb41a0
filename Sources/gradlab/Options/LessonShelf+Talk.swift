import ArgumentParser
import Lab
import Lessons

extension LessonShelf {
  /// The talk that a name means: a course by its path or the name of its file in `Lessons/Courses`, or a lesson.
  /// - Throws: what `find` throws, and `ExitCode` for a broken course, whose faults are printed.
  static func findTalk(
    _ name: String, _ options: FolderOptions, languages: [LanguageTag] = []
  ) throws -> (LessonShelf, Talk) {
    guard let path = coursePath(name, options) else {
      do {
        var (shelf, lesson) = try find(name, options, languages: languages)
        shelf.put(lesson)
        return (shelf, Talk(lesson))
      } catch let fault as ValidationError {
        let names = courses(options).map(LessonLibrary.name(ofFile:))
        guard !LessonPath.isPath(name), !names.isEmpty else { throw fault }
        throw ValidationError("\(fault.message); courses are \(names.joined(separator: ", "))")
      }
    }
    let course: CourseOutline
    do throws(BrokenLesson) { course = try CourseOutline.read(path: path) } catch {
      throw LessonPath.refuse(error)
    }
    var (shelf, _) = try find([], options, languages: languages)
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    do {
      let talk = try Talk(course) { part in
        guard LessonPath.isPath(part.name) else {
          do { return try shelf.lesson(named: part.name) } catch let fault as ValidationError {
            throw UnknownLesson(fault.message)
          }
        }
        let path = part.name.hasPrefix("/") ? part.name : "\(folder)/\(part.name)"
        guard !CourseOutline.isCourse(path: path) else {
          throw UnknownLesson("\(part.name.safe()) is a course; write lessons here")
        }
        return try LessonPath.read(path)
      }
      for lesson in talk.lessons { shelf.put(lesson) }
      return (shelf, talk)
    } catch let fault as CourseFault {
      StandardStreams.warn("\(fault)\n")
      throw ExitCode.failure
    }
  }

  /// The file of a course that a name means; nil: it means none.
  static func coursePath(_ name: String, _ options: FolderOptions) -> String? {
    if LessonPath.isPath(name) { return CourseOutline.isCourse(path: name) ? name : nil }
    return courses(options).first { $0.hasSuffix("/\(name).md") }
  }

  /// The files of all courses: those in `Courses`, then those of the person's own folder.
  static func courses(_ options: FolderOptions) -> [String] {
    let folder = ResourceFolders.find(root: options.root).lessons + "/Courses"
    let shipped = (try? LessonLibrary.files(in: folder)) ?? []
    let own = options.root == nil ? PersonalFolder.lessons().map(LessonLibrary.courses) ?? [] : []
    return shipped + own
  }
}
