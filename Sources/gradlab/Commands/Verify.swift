import ArgumentParser
import Lab
import Lessons

/// `gradlab verify [LESSON…]`.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check every claim of lessons on several seeds.",
    discussion: """
      For each comparison of a claim it prints the smallest, the middle and the largest value over \
      the seeds, against the bound. Exits with 1 if a claim does not hold.
      """)

  @Argument(help: "Lessons by id, start of the id, or number; by default all.")
  var lessons: [String] = []

  @Option(help: "As 1-8 or 3,5,9; by default those that each lesson names.")
  var seeds: VerificationSeeds?

  @Flag(help: "The results as JSON.")
  var json = false

  @OptionGroup var folders: FolderOptions

  func run() throws {
    let shelf = try LessonShelf.read(folders)
    let chosen =
      lessons.isEmpty ? shelf.lessons : try lessons.map { try shelf.lesson(named: $0) }
    Screen.prepareEngine()
    var reports: [VerificationReport] = []
    for lesson in chosen {
      let report = try verify(lesson, shelf.data)
      if !json { try StandardStreams.write(VerificationText(report).text) }
      reports.append(report)
    }
    if json {
      try StandardStreams.write(
        JSONValue.array(reports.map { VerificationText($0).json }).text(depth: 7))
    }
    let broken = lessons.isEmpty ? shelf.broken.flatMap(\.faults) : []
    for fault in broken { StandardStreams.warn("\(fault)\n") }
    guard broken.isEmpty, reports.allSatisfy(\.holds), !reports.isEmpty else {
      throw ExitCode.failure
    }
  }

  private func verify(_ lesson: Lesson, _ data: DataLibrary) throws -> VerificationReport {
    let line = ProgressLine("verifying \(lesson.id)")
    defer { line.clear() }
    return try Verification.run(lesson, library: data, seeds: seeds?.seeds) { progress in
      line.show(
        share: Double(progress.runs) / Double(max(1, progress.totalRuns)),
        estimate: progress.estimate)
    }
  }
}
