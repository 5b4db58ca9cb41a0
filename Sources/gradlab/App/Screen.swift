import ArgumentParser
import Glibc
import Lab
import Lessons
import Screens
import Tensors
import Terminal

/// The full screen: what it needs, and how it ends.
enum Screen {
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Exits with 2 and one line that says why there can be no screen.
  static func requireTerminal() throws {
    guard isatty(STDIN_FILENO) == 1 else { throw refusal(.notTerminal(.input)) }
    guard isatty(STDOUT_FILENO) == 1 else { throw refusal(.notTerminal(.output)) }
  }

  private static func refusal(_ fault: TerminalFault) -> ExitCode {
    StandardStreams.warn("gradlab: \(fault)\n")
    return .noTerminal
  }

  /// What has to be done before the first thread that computes.
  static func prepareEngine() {
    EngineRuntime.prepareThread()
  }

  /// Shows the screen, or lines where these were asked for, until the person leaves it; dies by the signal that asked for the end.
  /// - Parameters:
  ///   - opened: what to start with; nil: the library.
  ///   - progress: what is kept from one start to the next.
  /// - Throws: `ExitCode` or, for the library, `TerminalFault`.
  static func show(
    shelf: LessonShelf, configuration: Configuration, opened: OpenedSession?, progress: KeptState,
    talk: Talk? = nil, page: Int = 0
  ) throws {
    if configuration.settings.isPlain {
      guard progress.recording.record == nil else {
        throw ValidationError("--record records the full screen: --plain has none")
      }
      PlainScreen.show(
        shelf: shelf, configuration: configuration, opened: opened, progress: progress)
    }
    let terminal: Terminal
    do {
      terminal = try Terminal(
        configuration.settings.terminal(usesMouse: true, asksForScaling: talk != nil))
    } catch {
      if opened != nil { throw refusal(error) }
      throw error
    }
    let recorder: Recorder?
    do {
      recorder = try progress.recording.recorder(
        for: terminal, title: talk?.title ?? opened?.session.lesson.title,
        hasLog: progress.sessions != nil)
    } catch {
      terminal.close()
      throw error
    }
    var app = App(
      terminal: terminal, shelf: shelf, opened: opened, configuration: configuration,
      progress: progress, recorder: recorder)
    app.talk = talk.map { GivenTalk($0, page: page) }
    app.run().exit()
  }
}

extension Settings {
  /// What the terminal is to be like. It is asked for its background where that decides on the theme,
  /// now or after the key of the next theme; for a room, whether it shows texts at twice their size.
  func terminal(usesMouse: Bool, asksForScaling: Bool = false) -> TerminalConfiguration {
    TerminalConfiguration(
      theme: theme.theme(onLight: nil), colors: colors.tier, glyphs: glyphs.tier,
      usesMouse: usesMouse, followsBackground: theme.followsBackground,
      asksForScaling: asksForScaling)
  }
}

extension App.Ending {
  /// Ends the process as what ended the screen asks for.
  func exit() -> Never {
    switch self {
    case .quit: TerminalGuard.exit(EXIT_SUCCESS)
    case .signal(let signal): TerminalGuard.die(by: signal)
    case .hangUp:
      // The parent may have asked to ignore it; then this returns.
      raise(SIGHUP)
      TerminalGuard.exit(EXIT_FAILURE)
    }
  }
}
