import ArgumentParser
import Glibc
import Lessons

/// A lesson that the command line names by its file.
enum LessonPath {
  /// What arguments that name a lesson may be, for their help.
  static let help: ArgumentHelp = "A lesson's id, the start of its id, its number, or its file."

  /// What has a slash or ends in `.md` is a path, all else the name of a lesson.
  static func isPath(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".md") }

  /// - Throws: `ExitCode.failure` where the file can't be read or has faults, which are printed.
  static func read(_ path: String) throws -> Lesson {
    do throws(BrokenLesson) {
      var lesson = try Lesson.read(path: path)
      lesson.argument = path
      return lesson
    } catch {
      throw refuse(error)
    }
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
