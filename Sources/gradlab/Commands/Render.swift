import ArgumentParser
import Charts
import Lab
import Lessons
import Screens

/// `gradlab render LESSON`.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a lesson's screen without a terminal, as text, ANSI or SVG.",
    discussion: "Without a lesson it draws the library.")

  enum Format: String, EnumerableFlag {
    case text, ansi, svg
  }

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String?

  @OptionGroup var options: RunOptions
  @OptionGroup var data: DataOptions

  @Option(help: "The step of the lesson, from 1.")
  var step = 1

  @Option(help: "Training steps of each arm; by default as many as this step of the lesson runs.")
  var steps: Int?

  @Option(
    name: .customLong("for"),
    help: "Whose screen: the student's, the room's that it is presented to, the speaker's.")
  var viewer = LessonPicture.Viewer.student

  @Option(help: "Columns and rows.", transform: ScreenSize.init(argument:))
  var size = ScreenSize(Size(columns: 120, rows: 36))

  @Flag(exclusivity: .exclusive, help: "Characters alone, with color codes, or a picture.")
  var format = Format.text

  @OptionGroup var way: WayOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    if let lesson { return try draw(lesson) }
    let catalog = try LessonShelf.read(folders).catalog()
    try write(
      LessonPicture.library(catalog, size: size.size, glyphs: glyphs, usesColor: usesColor))
  }

  private func draw(_ name: String) throws {
    let (shelf, lesson) = try LessonShelf.find(name, folders, data)
    try lesson.checkStep(step)
    let (changes, operations) = try way.changes(in: lesson, options.operations)
    if way.isGiven {
      let session = try session(of: lesson, operations, data: shelf.data)
      let snapshot = try snapshot(of: session, after: changes)
      return try write(session.lesson, snapshot)
    }
    let until = lesson.steps.prefix(step).last { $0.run != nil }?.run?.until
    let result = try trainHeadless(lesson, options, steps: steps ?? until ?? 0, data: shelf.data)
    try write(lesson, result.snapshot)
    try result.reportFailures()
  }

  private func write(_ lesson: Lesson, _ snapshot: SessionSnapshot) throws {
    let grid = LessonPicture.screen(
      lesson, step: step - 1, snapshot: snapshot, for: viewer,
      records: ClaimRecord.all(of: lesson), size: size.size, glyphs: glyphs,
      usesColor: usesColor)
    try write(grid)
  }

  private var glyphs: GlyphTier { look.chosenGlyphs ?? .braille }
  private var usesColor: Bool { format != .text && look.chosenColors != .mono }

  private func write(_ grid: Grid) throws { try StandardStreams.write(text(of: grid)) }

  private func session(
    of lesson: Lesson, _ operations: [PlannedOperation], data: DataLibrary
  ) throws -> Session {
    Screen.prepareEngine()
    return try usageFaults {
      try Session(
        lesson: lesson, library: data, seed: options.seed,
        settings: options.knobValues(of: lesson), operations: operations,
        visit: Visit(lessonStep: step - 1), speed: nil)
    }
  }

  /// What the session shows once it has gone the way.
  private func snapshot(
    of session: Session, after changes: [PlannedChange]
  ) throws -> SessionSnapshot {
    if steps != nil { throw ValidationError("--steps and a way: --trained says how far it goes") }
    session.retrace(changes, to: way.trained)
    session.request(
      LessonPicture.request(
        for: session.lesson, step: step - 1, viewer: viewer, size: size.size))
    session.waitUntilSettled()
    let snapshot = session.snapshot()
    if case .failed(let reason)? = snapshot.retracing { throw ValidationError(reason) }
    return snapshot
  }

  private func text(of grid: Grid) -> String {
    switch format {
    case .text: grid.plainText()
    case .ansi: grid.ansi(theme: look.chosenTheme, tier: look.chosenColors ?? .indexed256)
    case .svg: grid.svg(theme: look.chosenTheme)
    }
  }
}
