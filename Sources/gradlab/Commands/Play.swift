import ArgumentParser
import Datasets
import Lessons

/// `gradlab play [DATA]`.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a bench of your own, without a lesson.",
    discussion: """
      A network of dense layers and your choice of data, all of it turned by knobs. Runs, forks, tries and \
      operations are as in lessons. :save NAME keeps the bench as a lesson file in the working folder.
      """)

  @Argument(
    help: ArgumentHelp(
      "\(PlayBench.datasets.map(\.name).joined(separator: ", ")), or a table: FILE.csv with a header line.",
      valueName: "data"), completion: .list(PlayBench.datasets.map(\.name)))
  var name = "moons"

  @Option(help: "The table's column of classes; by default the last one. All others are numbers.")
  var label: String?

  @OptionGroup var opening: OpeningOptions

  /// For those who know it from `open`.
  @Option(help: .hidden) private var data: String?

  func run() throws {
    guard data == nil else {
      throw ValidationError("play takes its data without an option: gradlab play FILE.csv")
    }
    let bench: PlayBench
    do { bench = try PlayBench(name, label: label) } catch {
      throw ValidationError("\(error)")
    }
    let lesson: Lesson
    do { lesson = try bench.lesson() } catch { throw LessonPath.refuse(error) }
    let configuration = opening.configuration
    try configuration.prepareFace()
    var shelf = try LessonShelf(opening.folders, languages: configuration.languages)
    shelf.put(lesson)
    try opening.show(lesson, on: shelf)
  }
}
