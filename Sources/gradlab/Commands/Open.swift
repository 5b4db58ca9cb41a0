import ArgumentParser
import Lessons

/// `gradlab open LESSON`.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Start with a lesson.")

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @OptionGroup var opening: OpeningOptions
  @OptionGroup var data: DataOptions

  func run() throws {
    let configuration = opening.configuration
    try configuration.prepareFace()
    let (shelf, lesson) = try LessonShelf.find(
      lesson, opening.folders, data, languages: configuration.languages)
    try opening.show(lesson, on: shelf)
  }
}

extension Lesson {
  /// - Parameter step: from 1.
  func checkStep(_ step: Int) throws {
    guard step >= 1, step <= steps.count else {
      throw ValidationError("\(id) has the steps 1 to \(steps.count), no step \(step)")
    }
  }
}
