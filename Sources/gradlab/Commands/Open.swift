import ArgumentParser
import Glibc
import Lab
import Lessons
import Screens
import Tensors
import Terminal

/// `gradlab open LESSON`.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Start with a lesson.")

  @Argument(help: LessonPath.help)
  var lesson: String

  @OptionGroup var options: RunOptions

  @Option(help: "The step of the lesson, from 1; by default the one where you were last.")
  var step: Int?

  @Flag(
    help: "From the first step, with nothing answered; what was kept stays until you answer anew.")
  var fresh = false

  @OptionGroup var way: WayOptions
  @OptionGroup var pacing: PacingOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    try Screen.requireTerminal()
    let (shelf, lesson) = try LessonShelf.find(lesson, folders, options.data)
    if let step { try lesson.checkStep(step) }
    let configuration = Configuration(look: look, speed: pacing.speed)
    Screen.prepareEngine()
    let progress = try KeptState.load()
    var visit = fresh ? Visit() : progress.book?.visit(of: lesson) ?? Visit()
    if let step { visit.lessonStep = step - 1 }
    let own = Set(lesson.arms.map(\.id))
    let changes = way.changes(options.operations.filter { !own.contains($0.arm) })
    let session = try usageFaults {
      try changes.check(lesson)
      return try Session(
        lesson: lesson, library: shelf.data, seed: options.seed ?? configuration.seed(),
        settings: options.knobValues(of: lesson),
        operations: options.operations.filter { own.contains($0.arm) }, visit: visit,
        isWatched: true, speed: configuration.settings.speed.factor,
        keptBytes: configuration.settings.chosenBytes)
    }
    if !changes.isEmpty || way.trained != nil {
      _ = try WorkerThread.start { session.retrace(changes, to: way.trained) }
    }
    FaultHook.fromEnvironment()?.sessionStarted()
    try Screen.show(
      shelf: shelf, configuration: configuration, session: session, progress: progress)
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
