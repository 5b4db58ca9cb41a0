import ArgumentParser
import Lessons

/// `gradlab check [FILE…]`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the faults of lesson files.",
    discussion: "Prints them as file:line:column: message, and exits with 1 if there is one.")

  @Argument(help: "Lesson files; by default all in the folder of lessons.")
  var files: [String] = []

  @OptionGroup var folders: FolderOptions

  func run() throws {
    var broken: [BrokenLesson] = []
    var count = files.count
    if files.isEmpty {
      let shelf = try LessonShelf.read(folders)
      broken = shelf.broken
      count = shelf.lessons.count + broken.count
    }
    for file in files {
      do { _ = try Lesson.read(path: file) } catch { broken.append(error) }
    }
    let faults = broken.flatMap(\.faults)
    try StandardStreams.write(faults.map { "\($0)\n" }.joined())
    guard faults.isEmpty else { throw ExitCode.failure }
    try StandardStreams.write("\(count) lesson\(count == 1 ? "" : "s") without a fault\n")
  }
}
