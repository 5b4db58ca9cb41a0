import ArgumentParser
import Charts
import Lab
import Lessons
import Screens

/// `gradlab plot LESSON PLOT --output FILE`.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Write one plot of a lesson as a picture, as text, or its numbers.",
    discussion: """
      Trains the arms and draws the plot with all of them, or as a page shows it. The ending of the file's name says what is \
      written: .svg, .png, .txt, .ansi, or the numbers as .csv or .json. No file is overwritten.
      """)

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @Argument(help: "The name that the lesson gives the plot.", completion: .plots)
  var plot: String

  @OptionGroup var options: RunOptions
  @OptionGroup var data: DataOptions

  @Option(
    help: "The training step to draw it at; by default as far as the page or the lesson goes.")
  var at: Int?

  @Option(help: "A page of the lesson, from 1: its arms alone, at the end of its run.")
  var page: Int?

  @Option(help: "A file that is not there yet.", completion: .file())
  var output: String

  @Option(help: "Columns and rows.", transform: ScreenSize.init(argument:))
  var size = ScreenSize(Size(columns: 100, rows: 30))

  @Flag(help: "Logarithmic, where the lesson has it linear.")
  var log = false

  @Flag(help: "Curves as measured, and not smoothed.")
  var raw = false

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    guard let format = PlotFile.Format(path: output) else {
      throw ValidationError(
        "--output \(output.safe(limit: 200)): a name ends in \(PlotFile.Format.list)")
    }
    let (shelf, lesson) = try LessonShelf.find(lesson, folders, data)
    guard let plot = lesson.plot(plot) else {
      let known = lesson.plots.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "\(lesson.id) has no plot “\(self.plot.safe(limit: 60))”; it has \(known)")
    }
    guard !log || plot.kind.scale != nil else {
      throw ValidationError("--log: \(plot.name) has no scale that could be logarithmic")
    }
    if let page { try lesson.checkStep(page) }
    let until = page.map { lesson.run(ofPage: $0 - 1)?.until ?? 0 }
    let result = try trainHeadless(lesson, options, steps: at ?? until, data: shelf.data)
    let file = LessonPicture.file(
      plot, of: lesson, page: page.map { $0 - 1 }, snapshot: result.snapshot, path: output,
      format: format, size: size.size,
      look: LessonPicture.Look(
        isLogarithmic: log || plot.isLogarithmic, isSmoothed: !raw,
        glyphs: look.chosenGlyphs ?? .braille,
        usesColor: format != .txt && look.chosenColors != .mono))
    let bytes = try file.bytes(
      theme: look.chosenTheme, colors: look.chosenColors ?? .trueColor,
      assets: shelf.folders.assets)
    try NewFile.write(bytes, to: output)
    StandardStreams.warn("\(output.safe(limit: .max)) written, \(bytes.count) bytes\n")
    try result.reportFailures()
  }
}
