import ArgumentParser
import Lab
import Lessons
import Screens

/// `gradlab handout LESSON`.
struct HandoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout",
    abstract: "Write a lesson as a page to print or to read on a phone, with its figures.",
    discussion: """
      Runs the lesson once and writes one HTML file that needs nothing else: texts with their numbers, \
      formulas, the plots of each page at the end of its run, questions with folded answers, and what \
      the claims came to over the seeds of their records. No file is overwritten.
      """)

  @Argument(help: LessonPath.help)
  var lesson: String?

  @Flag(help: "Every lesson, each in a file of its own, in the folder that --output names.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "A file that is not there yet, or with --all a new or empty folder; by default the lesson's id with "
        + ".html, or handouts.", valueName: "path"))
  var output: String?

  @Flag(help: "With the lecturer's notes.")
  var notes = false

  @Option(help: "The seed of all random numbers; by default the lesson's own.")
  var seed: UInt64?

  @Option(
    help:
      "At most so many training steps, for a look at the page: numbers that need more stay open.")
  var steps: Int?

  @OptionGroup var data: DataOptions
  @OptionGroup var folders: FolderOptions

  func validate() throws {
    if all, let lesson {
      throw ValidationError("--all and \(lesson.safe(limit: 60)): one lesson, or all of them")
    }
    if all, data.data != nil { throw ValidationError("--data belongs to one lesson, not to --all") }
    if !all, lesson == nil { throw ValidationError("a lesson, or --all, is missing") }
  }

  func run() throws {
    guard let lesson else { return try writeAll() }
    let (shelf, found) = try LessonShelf.find(lesson, folders, data)
    let path = output ?? "\(found.id).html"
    try NewFile.check(path)
    let page = try page(of: found, shelf.data)
    try NewFile.write(page.bytes, to: path)
    StandardStreams.warn("\(path.safe(limit: .max)) written, \(page.bytes.count) bytes\n")
    if page.hasFailed { throw ExitCode.failure }
  }

  private func writeAll() throws {
    let shelf = try LessonShelf.read(folders)
    for broken in shelf.broken { throw LessonPath.refuse(broken) }
    let folder = try ExportFolder(output ?? "handouts", replacing: false)
    var hasFailed = false
    let files = try shelf.lessons.map { lesson in
      let page = try page(of: lesson, shelf.data)
      hasFailed = hasFailed || page.hasFailed
      return ExportedFile(name: "\(lesson.id).html", content: page.bytes)
    }
    try folder.write(files)
    let bytes = files.reduce(0) { $0 + $1.content.count }
    StandardStreams.warn("\(folder.path.safe(limit: .max)): \(files.count) files, \(bytes) bytes\n")
    if hasFailed { throw ExitCode.failure }
  }

  /// A lesson's page, and whether an arm could not be built, which is said.
  private func page(
    of lesson: Lesson, _ data: DataLibrary
  ) throws -> (bytes: [UInt8], hasFailed: Bool) {
    Screen.prepareEngine()
    let line = ProgressLine("training \(lesson.id)")
    let run = try usageFaults {
      try PagedRun.run(lesson, library: data, seed: seed, steps: steps) { line.show($0) }
    }
    line.clear()
    var hasFailed = false
    for arm in run.whole.arms {
      guard case .failed(let reason) = arm.phase else { continue }
      StandardStreams.warn("gradlab: \(arm.label): \(reason)\n")
      hasFailed = true
    }
    let handout = HandoutLesson(run, showsNotes: notes).handout
    return (Array(handout.html.utf8), hasFailed)
  }
}
