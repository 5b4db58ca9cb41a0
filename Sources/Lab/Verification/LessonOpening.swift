internal import Experiments
internal import Lessons

/// How long it takes to open a lesson.
enum LessonOpening {
  /// Seconds of this machine from its file until the arms of its first page stand, their data read by
  /// nobody before.
  /// - Throws: `CommandFault` where the knobs make no experiment, `SystemFault`.
  static func seconds(of lesson: Lesson, _ folder: String) throws -> Double {
    let start = Clock.seconds()
    // It may be one that was read from no file.
    let read = (try? Lesson.read(path: lesson.path)) ?? lesson
    let session = try Session(lesson: read, library: DataLibrary(folder: folder))
    defer { session.close() }
    let shown = read.steps.first?.run
    session.waitUntilSettled(shown.map { run in Set(read.arms.map(\.id).filter(run.trains)) })
    return Clock.seconds() - start
  }
}
