import ArgumentParser
import Lab
import Lessons
import Screens

/// What a lesson is opened with on the screen.
struct OpeningOptions: ParsableArguments {
  @OptionGroup var options: RunOptions

  @Option(help: "The step of the lesson, from 1.")
  var step = 1

  @OptionGroup var pacing: PacingOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  /// Shows the lesson until the person leaves the screen.
  func show(_ lesson: Lesson, on shelf: LessonShelf) throws {
    try lesson.checkStep(step)
    let configuration = Configuration(look: look, speed: pacing.speed)
    Screen.prepareEngine()
    let session = try usageFaults {
      let session = try Session(
        lesson: lesson, library: shelf.data, seed: options.seed ?? configuration.seed(),
        settings: options.knobValues(of: lesson), operations: options.operations,
        isWatched: true,
        speed: configuration.settings.speed.factor, keptBytes: configuration.settings.chosenBytes)
      if step > 1 { try session.send(.goTo(lessonStep: step - 1)) }
      return session
    }
    FaultHook.fromEnvironment()?.sessionStarted()
    try Screen.show(shelf: shelf, configuration: configuration, session: session)
  }
}
