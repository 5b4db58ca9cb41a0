import Charts
import Glibc
import Lab
import Lessons
import Screens

/// The lab in lines: asks for one, has the screens' model answer it, waits until that is done, and tells
/// what came of it.
struct PlainScreen {
  private var app: App
  private let terminal: PlainTerminal
  private var dialogue = PlainDialogue()
  /// Whether lines come from a pipe, so that they are written among the answers for a transcript.
  private let echoes = isatty(STDIN_FILENO) == 0

  /// Seconds from one line of how far a run is to the next.
  private static let progressInterval = 5.0

  /// Ends the process with the dialogue.
  /// - Precondition: signals are held back since before the first thread began.
  static func show(
    shelf: LessonShelf, configuration: Configuration, opened: OpenedSession?, progress: KeptState,
    on terminal: PlainTerminal = PlainTerminal()
  ) -> Never {
    var screen = PlainScreen(
      app: App(
        terminal: terminal, shelf: shelf, opened: opened, configuration: configuration,
        progress: progress, recorder: nil), terminal: terminal)
    do {
      try screen.run()
    } catch {
      // Nobody reads on; what was done is kept.
      screen.app.ending = .hangUp
    }
    let ending = screen.app.end()
    PlainTerminal.releaseSignals()
    ending.exit()
  }

  private init(app: App, terminal: PlainTerminal) {
    (self.app, self.terminal) = (app, terminal)
  }

  private mutating func run() throws {
    if let line = app.configuration.plainLine { try say([line]) }
    app.begin()
    if app.opened == nil { app.offerSession() }
    app.readLibrary()
    try settle()
    try say(app.model.plainOpening())
    while app.ending == nil {
      guard let line = try nextLine() else {
        // A signal has said already how it ends.
        if app.ending == nil { app.carryOut(.quit) }
        return
      }
      let reply = app.model.take(line, in: &dialogue)
      try say(reply.lines)
      for effect in reply.effects { app.carryOut(effect) }
      guard app.ending == nil else { return }
      if reply.report != .nothing { try settle() }
      try say(app.model.report(reply.report, in: &dialogue))
    }
  }

  // MARK: Lines

  /// The next line that is typed; nil at the end of input, and where a signal ends the program.
  private mutating func nextLine() throws -> String? {
    try StandardStreams.write("> ")
    terminal.isListening = true
    defer { terminal.isListening = false }
    while app.ending == nil {
      switch terminal.line() {
      case .text(let line)?:
        if echoes { try StandardStreams.write(line.safe(limit: 400) + "\n") }
        return line
      case .end?, .interrupted?:
        try StandardStreams.write("\n")
        return nil
      case nil: break
      }
      app.wait()
      app.takeNews()
    }
    try StandardStreams.write("\n")
    return nil
  }

  private func say(_ lines: [String]) throws {
    guard !lines.isEmpty else { return }
    try StandardStreams.write(lines.map { $0.safe(limit: .max) + "\n" }.joined())
  }

  // MARK: Waiting

  /// Waits until all is done that was asked for, and shown what is wanted of it; tells at times how far
  /// the runs are.
  private mutating func settle() throws {
    var nextLine = Clock.seconds() + Self.progressInterval
    while app.ending == nil, app.isUnderWay {
      app.wait()
      app.takeNews()
      if Clock.seconds() >= nextLine {
        nextLine = Clock.seconds() + Self.progressInterval
        try tellProgress()
      }
    }
    guard app.ending == nil, let session = app.session, let request = app.model.snapshotRequest
    else { return }
    session.request(request)
    while app.ending == nil, !session.isSettled { app.wait() }
    app.takeSnapshot()
  }

  private mutating func tellProgress() throws {
    app.session?.request(SnapshotRequest(resolution: 1))
    let progress = app.model.plainProgress
    if !progress.isEmpty { try say([progress]) }
  }
}

extension App {
  /// Whether something is being done of which more will be told.
  fileprivate var isUnderWay: Bool {
    reading != nil || trial != nil || sweep != nil || dataReading != nil
      || session.map { !$0.isSettled } ?? false
  }
}

extension Configuration {
  /// That lines are read and told, and by what that was chosen; nil: they are not.
  var plainLine: String? {
    guard settings.isPlain else { return nil }
    let by =
      switch settings.source(of: .plain) {
      case .option: "the option --plain"
      case .environment(let variable): "\(variable) in the environment"
      case .file(let line): "plain: yes in \(path ?? "the configuration"), line \(line)"
      case .standard: "default"
      }
    return "Plain mode is on, by \(by.safe(limit: 400)). Type help for the commands, quit to leave."
  }
}
