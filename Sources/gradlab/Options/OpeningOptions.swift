import ArgumentParser
import Lab
import Lessons
import Screens

/// What a lesson is opened with on the screen.
struct OpeningOptions: ParsableArguments {
  @OptionGroup var options: RunOptions

  @Option(help: "The step of the lesson, from 1; by default the one where you were last.")
  var step: Int?

  @Flag(
    help: "From the first step, with nothing answered; what was kept stays until you answer anew.")
  var fresh = false

  @OptionGroup var way: WayOptions
  @OptionGroup var pacing: PacingOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var plain: PlainOptions

  var configuration: Configuration {
    Configuration(look: look, speed: pacing.speed, isPlain: plain.plain)
  }

  /// Shows the lesson until the person leaves the screen.
  func show(_ lesson: Lesson, on shelf: LessonShelf) throws {
    if let step { try lesson.checkStep(step) }
    let configuration = configuration
    Screen.prepareEngine()
    let progress = try KeptState.load(
      budget: configuration.settings.chosenBytes, recording: recording)
    var visit = fresh ? Visit() : progress.book?.visit(of: lesson) ?? Visit()
    if let step { visit.lessonStep = step - 1 }
    let (changes, operations) = try way.changes(in: lesson, options.operations)
    let session = try usageFaults {
      try Session(
        lesson: lesson, library: shelf.data, seed: options.seed ?? configuration.seed(),
        settings: options.knobValues(of: lesson), operations: operations, visit: visit,
        isWatched: true, speed: configuration.speed,
        keptBytes: configuration.settings.chosenBytes)
    }
    if way.isGiven {
      _ = try WorkerThread.start { session.retrace(changes, to: way.trained) }
    }
    FaultHook.fromEnvironment()?.sessionStarted()
    try Screen.show(
      shelf: shelf, configuration: configuration, opened: OpenedSession(session: session),
      progress: progress)
  }
}
