import ArgumentParser
import Lab
import Lessons
import Screens

/// `gradlab handout LESSON|COURSE`.
struct HandoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout",
    abstract: "Write a lesson or a course as a page to print or to read on a phone.",
    discussion: """
      Runs each lesson once and writes one HTML file that needs nothing else: texts with their numbers, \
      formulas, the plots of each page at the end of its run, questions with folded answers, and what \
      the claims came to over the seeds of their records. No file is overwritten. A course goes by its path, \
      or by its id where it is in Lessons/Courses.
      """)

  @Argument(help: "A lesson, or the id or path of a course.", completion: .talks)
  var name: String?

  @Flag(help: "Every lesson, each in a file of its own, in the folder that --output names.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "A file that is not there yet, or with --all a new or empty folder; by default the lesson's id with "
        + ".html, or handouts.", valueName: "path"), completion: .file())
  var output: String?

  @Flag(help: "With --all: replace the files of an earlier one.")
  var force = false

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
    if all, let name {
      throw ValidationError("--all and \(name.safe(limit: 60)): one lesson, or all of them")
    }
    if all, data.data != nil { throw ValidationError("--data belongs to one lesson, not to --all") }
    if force, !all { throw ValidationError("--force belongs to --all") }
    if !all, name == nil { throw ValidationError("a lesson, a course or --all is missing") }
  }

  func run() throws {
    guard let name else { return try writeAll() }
    if let path = LessonShelf.coursePath(name, folders) {
      return try write(course: name, at: path)
    }
    let (shelf, lesson) = try LessonShelf.find(name, folders, data)
    let path = output ?? "\(lesson.id).html"
    try NewFile.check(path)
    let run = try run(lesson, shelf.data)
    try write(HandoutLesson(run, showsNotes: notes).handout, of: [run], to: path)
  }

  private func write(course name: String, at path: String) throws {
    if data.data != nil { throw ValidationError("--data belongs to a lesson, not to a course") }
    let (shelf, talk) = try LessonShelf.findTalk(name, folders)
    let output = output ?? "\(LessonLibrary.name(ofFile: path)).html"
    try NewFile.check(output)
    let runs = try talk.lessons.map { try run($0, shelf.data) }
    try write(HandoutTalk(talk, runs: runs, showsNotes: notes).handout, of: runs, to: output)
  }

  private func write(_ handout: Handout, of runs: [PagedRun], to path: String) throws {
    let bytes = Array(handout.html.utf8)
    try NewFile.write(bytes, to: path)
    StandardStreams.warn("\(path.safe(limit: .max)) written, \(bytes.count) bytes\n")
    if runs.contains(where: \.hasFailures) { throw ExitCode.failure }
  }

  private func writeAll() throws {
    let shelf = try LessonShelf.read(folders, personal: false)
    for broken in shelf.broken { throw LessonPath.refuse(broken) }
    let folder = try ExportFolder(output ?? "handouts", replacing: force)
    var hasFailed = false
    let files = try shelf.lessons.map { lesson in
      let run = try run(lesson, shelf.data)
      hasFailed = hasFailed || run.hasFailures
      let page = HandoutLesson(run, showsNotes: notes).handout.html
      return ExportedFile(name: "\(lesson.id).html", content: Array(page.utf8))
    }
    try folder.write(files)
    let bytes = files.reduce(0) { $0 + $1.content.count }
    StandardStreams.warn("\(folder.path.safe(limit: .max)): \(files.count) files, \(bytes) bytes\n")
    if hasFailed { throw ExitCode.failure }
  }

  /// A lesson's run; what could not be built of it is said.
  private func run(_ lesson: Lesson, _ data: DataLibrary) throws -> PagedRun {
    Screen.prepareEngine()
    let line = ProgressLine("training \(lesson.id)")
    let run = try usageFaults {
      try PagedRun.run(lesson, library: data, seed: seed, steps: steps) { line.show($0) }
    }
    line.clear()
    for (label, reason) in run.failures {
      StandardStreams.warn("gradlab: \(label): \(reason)\n")
    }
    return run
  }
}

extension PagedRun {
  /// The arms that could not be built, with the reasons.
  fileprivate var failures: [(label: String, reason: String)] {
    whole.arms.compactMap { arm in
      if case .failed(let reason) = arm.phase { (arm.label, reason) } else { nil }
    }
  }

  fileprivate var hasFailures: Bool { !failures.isEmpty }
}
