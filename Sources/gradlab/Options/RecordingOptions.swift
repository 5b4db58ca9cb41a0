import ArgumentParser
import Charts
import Lab
import Lessons
import Screens
import Terminal

/// Whether a full screen is recorded.
struct RecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Record what the screen shows in a file that is not there yet, as an asciicast (.cast), which "
        + "gradlab film and asciinema play. The log of the session is beside it, as .session.txt.",
      valueName: "file"), completion: .file(extensions: ["cast"]))
  var record: String?

  /// Where the logs of sessions are written a second time.
  var logCopies: LogCopies? { record.map { LogCopies(beside: $0) } }

  /// Before anything is read or shown.
  /// - Throws: `NewFile.Fault` where a file would be overwritten, or there is no folder for it.
  func check() throws {
    guard let record, let logCopies else { return }
    try NewFile.check(record)
    try NewFile.check(logCopies.first)
  }

  /// - Parameters:
  ///   - title: the lesson's; nil: the library is shown.
  ///   - hasLog: whether the log of a session is written.
  /// - Throws: `LogFault` for a file that can't be made.
  func recorder(for terminal: Terminal, title: String?, hasLog: Bool) throws -> Recorder? {
    guard let record, let logCopies else { return nil }
    var header = Asciicast.Header(columns: terminal.size.columns, rows: terminal.size.rows)
    header.type = terminal.profile.type
    header.timestamp = UTCTime.now().seconds
    header.title = title.map { "GradLab: \($0)" } ?? "GradLab"
    header.environment = ["TERM": terminal.profile.type]
    header.tags = ["gradlab"]
    let log = logCopies.first.split(separator: "/").last.map(String.init) ?? ""
    let comment = "What is done from the first run on, for gradlab replay: \(log.safe(limit: 200))"
    let encoder = RecordingEncoder(
      start: Clock.seconds(), header: header, comments: hasLog ? [comment] : [],
      tier: terminal.colors)
    return Recorder(stream: try FileStream(path: record, encoder))
  }
}
