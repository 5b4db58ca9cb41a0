import ArgumentParser
import Glibc
import Lessons

/// A lesson that the command line names by its file.
enum LessonPath {
  /// What arguments that name a lesson may be, for their help.
  static let help: ArgumentHelp =
    "A lesson's id, the start of its id, its number, its file, or the folder that it lies in."

  /// What has a slash or ends in `.md` is a path, all else the name of a lesson.
  static func isPath(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".md") }

  /// - Parameters:
  ///   - path: of a file, or of a folder with one lesson.
  ///   - languages: those that a translation beside it may be in.
  /// - Throws: `ExitCode.failure` where the file can't be read or has faults, which are printed;
  ///   `ValidationError` for a folder with no lesson or with several.
  static func read(_ path: String, languages: [LanguageTag] = []) throws -> Lesson {
    let file = try self.file(at: path)
    do throws(BrokenLesson) {
      var lesson = try Lesson.read(path: file).translated(into: languages)
      lesson.argument = path
      return lesson
    } catch {
      throw refuse(error)
    }
  }

  /// The file that a path means: itself, or the only lesson of a folder.
  /// - Throws: `ValidationError` for a folder with no lesson or with several.
  static func file(at path: String) throws -> String {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return path }
    let files: [String]
    do throws(LibraryFault) { files = try LessonLibrary.files(in: path) } catch {
      throw ValidationError(error.description)
    }
    let lessons = files.filter { !CourseOutline.isCourse(path: $0) }
    guard lessons.count != 1 else { return lessons[0] }
    throw ValidationError(
      lessons.isEmpty
        ? "\(path.safe(limit: 400)) is a folder without a lesson: expected one file NAME.md in it"
        : "\(path.safe(limit: 400)) is a folder with \(lessons.count) lessons; name one: "
          + lessons.prefix(5).map { $0.safe(limit: 200) }.joined(separator: ", "))
  }

  /// Prints the faults, a line each, as compilers do.
  static func refuse(_ broken: BrokenLesson) -> ExitCode {
    for fault in broken.faults {
      var hint = ""
      if case .unreadable = fault.fact {
        hint =
          "; expected a lesson's file, or an id, the start of an id or a number without a slash"
      }
      StandardStreams.warn("\(fault)\(hint)\n")
    }
    return .failure
  }

  /// The path of a file in the working folder that somebody may mean by a name without a slash.
  static func file(called name: String) -> String? {
    [name, "\(name).md"].first { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }.map { "./\($0)" }
  }
}
