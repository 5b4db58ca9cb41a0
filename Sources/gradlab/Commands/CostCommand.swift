import ArgumentParser
import Lab
import Lessons

/// `gradlab cost LESSON`.
struct CostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract:
      "Say what a lesson takes: parameters, multiply-adds, milliseconds, memory, seconds a page.",
    discussion: """
      Each arm goes its way once on this machine; what it has not reached after --patience seconds is reckoned \
      from its steps so far, and marked with ~. Memory is the most that the plans can take. Warns of pages that \
      a learner waits for longer than 20 seconds.
      """)

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @OptionGroup var knobs: KnobOptions

  @Option(help: "Seconds to measure each arm at most.")
  var patience = 10.0

  @Flag(help: "The results as JSON.")
  var json = false

  @OptionGroup var folders: FolderOptions

  func validate() throws {
    guard patience > 0, patience <= 3600 else {
      throw ValidationError("--patience takes seconds above 0, up to 3600")
    }
  }

  func run() throws {
    let (shelf, lesson) = try LessonShelf.find(lesson, folders)
    Screen.prepareEngine()
    let line = ProgressLine("measuring \(lesson.id)")
    let cost = try usageFaults {
      try LessonCost.measure(
        lesson, library: shelf.data, settings: knobs.values(in: lesson), patience: patience
      ) { line.show(share: $0, estimate: nil) }
    }
    line.clear()
    let text = CostText(cost)
    try StandardStreams.write(json ? text.json.text(depth: 3) : text.text)
    StandardStreams.warn(text.warnings)
    if cost.arms.contains(where: { $0.failure != nil }) { throw ExitCode.failure }
  }
}
