import ArgumentParser
import Charts
import Lab
import Lessons
import Screens

/// `gradlab render LESSON`.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a lesson's screen without a terminal, as text, ANSI or SVG.")

  enum Format: String, EnumerableFlag {
    case text, ansi, svg
  }

  @Argument(help: LessonPath.help)
  var lesson: String

  @OptionGroup var options: RunOptions

  @Option(help: "The step of the lesson, from 1.")
  var step = 1

  @Option(help: "Training steps of each arm; by default as many as this step of the lesson runs.")
  var steps: Int?

  @Option(help: "Columns and rows.")
  var size = ScreenSize(Size(columns: 120, rows: 36))

  @Flag(exclusivity: .exclusive, help: "Characters alone, with color codes, or a picture.")
  var format = Format.text

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    let (shelf, lesson) = try LessonShelf.find(lesson, folders, options.data)
    try lesson.checkStep(step)
    let until = lesson.steps.prefix(step).last { $0.run != nil }?.run?.until
    let result = try trainHeadless(lesson, options, steps: steps ?? until ?? 0, data: shelf.data)
    let grid = LessonPicture.study(
      lesson, step: step - 1, snapshot: result.snapshot, size: size.size,
      glyphs: look.chosenGlyphs ?? .braille,
      usesColor: format != .text && look.chosenColors != .mono)
    try StandardStreams.write(text(of: grid))
    try result.reportFailures()
  }

  private func text(of grid: Grid) -> String {
    switch format {
    case .text: grid.plainText()
    case .ansi: grid.ansi(theme: look.chosenTheme, tier: look.chosenColors ?? .indexed256)
    case .svg: grid.svg(theme: look.chosenTheme)
    }
  }
}
