import ArgumentParser
import Glibc
import Lab

/// `gradlab save-until-killed FOLDER`: saves progress over and over, for the tests that kill it.
struct SaveUntilKilled: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save-until-killed", abstract: "For the tests.", shouldDisplay: false)

  @Argument var folder: String

  /// How many lessons each of the saves is about: in every one of them the same page.
  private static let lessons = 40

  func run() throws {
    let file = ProgressFile(folder: folder)
    for number in 1...1_000_000 {
      let changes = (1...Self.lessons).map { lesson in
        ProgressChange.record(
          .page(PagePlace(lesson: "lesson-\(lesson)", title: "A page"), number: number),
          at: .now())
      }
      let content = try file.save(changes)
      if let fault = content.fault { throw fault }
      try StandardStreams.write("\(number)\n")
    }
  }
}
