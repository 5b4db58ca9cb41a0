import ArgumentParser
import Lab
import Lessons
import Screens
import Terminal

/// `gradlab watch FOLDER`.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the curves of a folder for TensorBoard, also while they are being written.",
    discussion: """
      Reads the event files that gradlab run --tensorboard, PyTorch's SummaryWriter and TensorFlow write. \
      Each folder with such files is a run; each tag that has numbers gets a chart. Follows the files on \
      the full screen; where there is no terminal, or with --text, prints what they have.
      """)

  @Argument(help: "What TensorBoard would get as its --logdir.", completion: .directory)
  var folder: String

  @Option(
    name: .customLong("tag"), parsing: .singleValue,
    help: ArgumentHelp("Only this tag. May be repeated; by default all.", valueName: "tag"))
  var tags: [String] = []

  @Flag(help: "Print the charts, also in a terminal.")
  var text = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let log = try LogFolder(folder)
    if let unknown = tags.first(where: { !log.tags.contains($0) }) {
      let known = log.tags.map { $0.safe(limit: 60) }.joined(separator: ", ")
      throw ValidationError(
        "no run has numbers under the tag “\(unknown.safe(limit: 60))”; there are \(known)")
    }
    let charts = ScalarCharts(log, tags: tags)
    guard !text, Screen.hasTerminal else { return try print(charts) }
    do { try WatchScreen.show(charts, Configuration(look: look, hasLines: false)) } catch let fault
      as TerminalFault
    {
      StandardStreams.warn("gradlab: \(fault)\n\n")
      try print(charts)
    }
  }

  private func print(_ charts: ScalarCharts) throws {
    for damage in charts.log.damages { StandardStreams.warn("gradlab: \(damage)\n") }
    let report = ScalarReport(charts, glyphs: look.outputGlyphs, columns: look.outputColumns)
    try StandardStreams.write(report.text)
  }
}
