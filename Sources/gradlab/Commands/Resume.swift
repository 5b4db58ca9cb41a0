import ArgumentParser
import Lab
import Lessons
import Screens

/// `gradlab resume`.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with the session that was left last, where it was.",
    discussion: """
      Page, knobs, forks and curves are as they were, also after a hang-up: runs are kept on the disk, \
      and no step is trained again. The library has the same in its first row.
      """)

  @OptionGroup var pacing: PacingOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var plain: PlainOptions

  func run() throws {
    let configuration = Configuration(look: look, speed: pacing.speed, isPlain: plain.plain)
    try configuration.prepareFace()
    let kept = try KeptState.load(
      budget: configuration.settings.chosenBytes, recording: recording)
    guard let folder = kept.folder else {
      throw refusal("no session is kept: HOME is not set; set it, or XDG_STATE_HOME, to a folder")
    }
    let (offer, fault) = folder.newest()
    if let fault { StandardStreams.warn("gradlab: \(fault)\n") }
    guard let offer else {
      throw refusal(
        "no session is kept in \(folder.path.safe(limit: 200)); gradlab open begins one")
    }
    let (shelf, lesson) = try find(offer, configuration.languages)
    Screen.prepareEngine()
    let opened = try usageFaults {
      try offer.open(lesson, library: shelf.data, configuration)
    }
    try Screen.show(
      shelf: shelf, configuration: configuration, opened: opened, progress: kept)
  }

  private func find(
    _ offer: SessionOffer, _ languages: [LanguageTag]
  ) throws -> (LessonShelf, Lesson) {
    let bench: Lesson?
    do throws(LogFault) { bench = try offer.bench() } catch { throw refusal("\(error)") }
    guard let bench else {
      return try LessonShelf.find(
        offer.argument ?? offer.lesson, folders, languages: languages)
    }
    var shelf = try LessonShelf(folders, languages: languages)
    shelf.put(bench)
    return (shelf, bench)
  }

  private func refusal(_ text: String) -> ExitCode {
    StandardStreams.warn("gradlab: \(text)\n")
    return .failure
  }
}
