import ArgumentParser
import Experiments
import Lab
import Lessons
import Screens

/// `gradlab present LESSON|COURSE`.
struct Present: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give a lesson or a course in front of a room.",
    discussion: """
      The room sees one idea and one plot at a time. n, \u{2192}, PageDown (clickers send it) go on, b back; \
      space runs; digits count the room's votes on a question and Enter closes them; f forks with a knob turned \
      (Tab chooses it), o is the page as it began, O leads back to the talk; B is black, Z big text, z the plot \
      alone; ? shows all keys. Nothing goes on by itself, and nothing of a talk is kept as your progress.

      A course is a Markdown file that lists lessons and pages, with pages of its own between: its path, or \
      for those in Lessons/Courses the name of the file without .md.
      """)

  @Argument(help: "A lesson, or the name or path of a course.", completion: .talks)
  var name: String?

  @Flag(
    help:
      "The speaker's screen of a talk that is given in another terminal: notes, clock, what comes, what is measured and voted; all keys work there, too."
  )
  var speaker = false

  @Option(help: "The page of the talk to begin with, from 1.")
  var page = 1

  @OptionGroup var pacing: PacingOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    try Screen.requireTerminal()
    if speaker { return try speak() }
    guard let name else {
      throw ValidationError("name a lesson or a course; gradlab list shows the lessons")
    }
    let configuration = Configuration(look: look, speed: pacing.speed, hasLines: false)
    let (shelf, talk) = try LessonShelf.findTalk(
      name, folders, languages: configuration.languages)
    guard let place = talk.pages.place(ofNumber: page) else {
      throw ValidationError("the talk has the pages 1 to \(talk.pages.count), no page \(page)")
    }
    Screen.prepareEngine()
    // What a room answers is nobody's own progress; the runs are logged all the same.
    var kept = try KeptState.load(
      budget: configuration.settings.chosenBytes, recording: recording)
    (kept.book, kept.keeper) = (nil, nil)
    try Screen.show(
      shelf: shelf, configuration: configuration, opened: nil, progress: kept, talk: talk,
      page: place)
  }

  private func speak() throws {
    guard name == nil else {
      throw ValidationError("--speaker follows the talk of another terminal: it takes no lesson")
    }
    guard page == 1, recording.record == nil else {
      throw ValidationError("--page and --record are the talk's: give them without --speaker")
    }
    do {
      try SpeakerScreen.show(Configuration(look: look, speed: pacing.speed, hasLines: false))
    } catch let fault as TalkFault {
      StandardStreams.warn("gradlab: \(fault)\n")
      throw ExitCode.failure
    }
  }
}
