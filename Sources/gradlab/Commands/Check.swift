import ArgumentParser
import Lessons

/// `gradlab check [FILE…]`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the faults of lesson files.",
    discussion: """
      Prints them as file:line:column: message, and exits with 1 if there is one. Warns of runs that \
      are estimated to compute for more than 20 seconds, and of settings and data without effect.
      """)

  @Argument(help: "Lesson files; by default all in the folder of lessons.")
  var files: [String] = []

  @OptionGroup var folders: FolderOptions

  func run() throws {
    var broken: [BrokenLesson] = []
    var lessons: [Lesson] = []
    var count = files.count
    if files.isEmpty {
      let shelf = try LessonShelf.read(folders)
      broken = shelf.broken
      lessons = shelf.lessons
      count = shelf.lessons.count + broken.count
    }
    for file in files {
      do { lessons.append(try Lesson.read(path: file)) } catch { broken.append(error) }
    }
    for lesson in lessons { StandardStreams.warn(lesson.noticeWarnings + lesson.runWarnings) }
    let faults = broken.flatMap(\.faults)
    try StandardStreams.write(faults.map { "\($0)\n" }.joined())
    guard faults.isEmpty else { throw ExitCode.failure }
    try StandardStreams.write("\(count) lesson\(count == 1 ? "" : "s") without a fault\n")
  }
}

extension Lesson {
  fileprivate var noticeWarnings: String {
    notices.map { "\(path): warning: \($0)\n" }.joined()
  }

  /// A line for each run that a learner would wait long for.
  fileprivate var runWarnings: String {
    runEstimates.filter(\.isLong).map { run in
      "\(path): warning: the run of “\(run.step)” computes for about \(Int(run.seconds)) seconds on "
        + "one processor (estimated from its arithmetic, at "
        + "\(Int(Lesson.operationsPerSecond / 1e9)) GFLOP/s); train fewer steps or smaller networks\n"
    }.joined()
  }
}
