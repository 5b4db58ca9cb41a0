import ArgumentParser
import Lessons

extension LessonShelf {
  /// The talk that a name means: a course by its path or the id of its file in `Lessons/Courses`, or a lesson.
  /// - Throws: what `find` throws, and `ExitCode` for a broken course, whose faults are printed.
  static func findTalk(
    _ name: String, _ options: FolderOptions
  ) throws -> (LessonShelf, Talk) {
    guard let path = try coursePath(name, options) else {
      var (shelf, lesson) = try find(name, options)
      shelf.put(lesson)
      return (shelf, Talk(lesson))
    }
    let course: CourseOutline
    do throws(BrokenLesson) { course = try CourseOutline.read(path: path) } catch {
      throw LessonPath.refuse(error)
    }
    var (shelf, _) = try find([], options)
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    do {
      let talk = try Talk(course) { part in
        let isPath = LessonPath.isPath(part.name)
        let lesson =
          isPath
          ? try LessonPath.read(part.name.hasPrefix("/") ? part.name : "\(folder)/\(part.name)")
          : try shelf.lesson(named: part.name)
        return lesson
      }
      for lesson in talk.lessons { shelf.put(lesson) }
      return (shelf, talk)
    } catch let fault as CourseFault {
      StandardStreams.warn("\(fault)\n")
      throw ExitCode.failure
    }
  }

  /// The file of a course that a name means; nil: it means none.
  static func coursePath(_ name: String, _ options: FolderOptions) throws -> String? {
    if LessonPath.isPath(name) { return CourseOutline.isCourse(path: name) ? name : nil }
    let folder = ResourceFolders.find(root: options.root).lessons + "/Courses"
    guard let files = try? LessonLibrary.files(in: folder) else { return nil }
    return files.first { $0 == "\(folder)/\(name).md" }
  }
}
