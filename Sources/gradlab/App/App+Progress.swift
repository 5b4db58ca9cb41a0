import Lab
import Screens

/// What is kept from one start of the program to the next.
struct KeptState {
  /// nil: nothing can be kept.
  var book: ProgressBook?
  var keeper: ProgressKeeper?
  /// Why nothing is kept, or what had to be set aside.
  var fault: ProgressFault?
  /// Writes the logs of sessions; nil: nothing does.
  var sessions: SessionKeeper?
  /// Where they are.
  var folder: SessionFolder?
  /// The recording of the screen that was asked for.
  var recording = RecordingOptions()

  /// Reads what is there. Whatever is wrong with it, the lab starts.
  /// - Parameters:
  ///   - budget: bytes that kept runs may take on the disk; nil: as many as usual.
  ///   - recording: beside which logs are written a second time.
  /// - Throws: `SystemFault` when the system gives no thread to write on; `NewFile.Fault` where there is
  ///   a file of the recording's name, or no folder for it.
  static func load(budget: Int?, recording: RecordingOptions) throws -> KeptState {
    try recording.check()
    var state = try load()
    state.recording = recording
    state.folder = SessionFolder.ofUser(budget: budget)
    state.sessions = try state.folder.map {
      try SessionKeeper($0, program: Version.text, copies: recording.logCopies)
    }
    return state
  }

  private static func load() throws -> KeptState {
    let (file, content): (ProgressFile, ProgressFile.Content)
    do throws(ProgressFault) {
      file = try ProgressFile.ofUser()
      content = try file.load()
    } catch {
      return KeptState(fault: error)
    }
    return KeptState(
      book: content.book, keeper: try ProgressKeeper(file), fault: content.fault)
  }
}

extension App {
  /// Says once, in the notice line, what is wrong with what is kept.
  mutating func tellOfKeeping() {
    if let keepingFault { take(.notice(keepingFault.notice)) }
  }

  /// Says what could not be written.
  mutating func takeKeepingFaults() {
    guard let keeper, isReadable(keeper.changeSignal) else { return }
    for fault in keeper.takeFaults() { take(.notice(fault.notice)) }
    schedule.changed(byKey: false)
  }

  /// Sees to it that all is written. The terminal is closed by then, and takes what could not be.
  func endKeeping() {
    guard let keeper else { return }
    keeper.close(seconds: 1)
    for fault in keeper.takeFaults() { StandardStreams.warn("gradlab: \(fault)\n") }
  }
}
