internal import Experiments
internal import Glibc
internal import Lessons
internal import Networks

/// Writes the log of a session, from the first command on that changes a run, and its kept runs.
final class SessionWriter {
  private let folder: SessionFolder
  private let program: String
  private var lines = SessionLogWriter()
  private var file: LogFile?
  private let copies: LogCopies?
  /// The log a second time; nil: it is written once.
  private var copy: LogFile?
  /// What ended it, until it is told.
  private var copyFault: LogFault?
  /// What is written; nil: nothing yet.
  private(set) var name: String?
  /// What was kept last: the command, the steps of the arms, and the view.
  private var kept: (command: Int, steps: [Int?], view: String)?
  private var isFull = false

  /// Whether the log tells of more than the runs that are kept.
  var isBehind: Bool { lines.commandCount > kept?.command ?? 0 }

  init(_ folder: SessionFolder, _ program: String, _ copies: LogCopies? = nil) {
    (self.folder, self.program, self.copies) = (folder, program, copies)
  }

  /// - Parameters:
  ///   - view: what the screen has in sight of it.
  ///   - keepsRuns: whether the runs are to be kept as they are.
  ///   - isOver: whether nothing more is going to happen.
  ///   - used: names of other sessions that are under way.
  /// - Throws: `LogFault` for what could not be written; the session is as before.
  func write(
    _ session: Session, view: String, keepsRuns: Bool, isOver: Bool, beside used: Set<String>
  ) throws(LogFault) {
    let journal = session.journal
    guard !isFull, journal.isWorthKeeping else { return }
    if file == nil { try begin(journal, session) }
    let ids = session.lesson.arms.map(\.id)
    try append(lines.lines(of: journal, arms: ids))
    if keepsRuns { try keepRuns(of: session, view, beside: used) }
    if isOver { try append(lines.lines(of: session.journal, arms: ids, isOver: true)) }
    defer { copyFault = nil }
    if let copyFault { throw copyFault }
    if isFull { throw LogFile.fault(file?.path ?? "", "it has \(SessionFolder.logLimit) bytes") }
  }

  private func begin(_ journal: SessionJournal, _ session: Session) throws(LogFault) {
    let code = StateFolder.make(folder.path)
    guard code == 0 else {
      throw LogFile.fault(folder.path, String(cString: strerror(code)))
    }
    let name = folder.newName(journal.start.lesson)
    file = try LogFile(path: folder.path(name, "log"))
    self.name = name
    if let path = copies?.next() {
      do throws(LogFault) { copy = try LogFile(path: path) } catch { endCopy(error) }
    }
    try append(journal.start.header(program: program))
    guard let past = session.resumed else { return }
    try append(past.lines)
    lines = past.writer
  }

  /// The log itself goes on.
  private func endCopy(_ fault: LogFault) {
    copy = nil
    copyFault = LogFault(
      path: fault.path, found: fault.found, expected: "room to write",
      remedy: "the log beside the recording ends there, and the session goes on")
  }

  private func append(_ text: String) throws(LogFault) {
    guard !text.isEmpty else { return }
    try file?.append(text)
    do throws(LogFault) { try copy?.append(text) } catch { endCopy(error) }
    if file?.size ?? 0 > SessionFolder.logLimit { isFull = true }
  }

  /// Waits until all arms tell where they are.
  private func keepRuns(
    of session: Session, _ view: String, beside used: Set<String>
  ) throws(LogFault) {
    let point = session.point()
    let steps = point.arms.map(\.step)
    if let kept, kept.command == point.command, kept.steps == steps, kept.view == view { return }
    try append(
      lines.lines(
        of: session.journal, arms: session.lesson.arms.map(\.id), upTo: point.command))
    // What came before has to stand before it.
    guard lines.commandCount >= point.command, let name else { return }
    let state = SessionLog.State(point)
    try append(state.line)
    file?.synchronize()
    kept = (point.command, steps, view)
    var runs: [String: [UInt8]] = [:]
    for arm in point.arms { runs[arm.id] = arm.run?.kept }
    let bytes = KeptPoint(command: point.command, runs: runs, view: view).bytes
    folder.prune(sparing: used.union([name]), room: bytes.count)
    let path = folder.path(name, "state")
    if folder.budget == 0 { return }
    guard bytes.count <= folder.budget else {
      throw LogFile.fault(
        path, "\(bytes.count >> 20) MiB of at most \(folder.budget >> 20) for kept runs")
    }
    do throws(CheckpointFault) { try AtomicFile.write(bytes, to: path, mode: 0o600) } catch {
      throw LogFile.fault(path, error.reason)
    }
  }
}

extension SessionJournal {
  /// Whether something was done that a run comes from.
  fileprivate var isWorthKeeping: Bool {
    entries.contains { entry in
      switch entry {
      case .command(.run, _, _), .command(.step, _, _), .command(.fork, _, _),
        .command(.operate, _, _), .command(.set, _, _), .resumption:
        true
      case .command, .rereading: false
      }
    }
  }
}
