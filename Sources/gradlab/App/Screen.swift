import ArgumentParser
import Glibc
import Lab
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

  /// Shows the screen until the person leaves it; dies by the signal that asked for the end.
  /// - Parameters:
  ///   - session: of the lesson to start with; nil: the library.
  ///   - progress: what is kept from one start to the next.
  /// - Throws: `ExitCode` or, for the library, `TerminalFault`.
  static func show(
    shelf: LessonShelf, look: LookOptions, session: Session?, pacing: PacingOptions,
    progress: KeptState
  ) throws {
    let terminal: Terminal
    do {
      terminal = try Terminal(
        TerminalConfiguration(
          theme: look.chosenTheme, colors: look.chosenColors, glyphs: look.chosenGlyphs,
          usesMouse: true))
    } catch {
      if session != nil { throw refusal(error) }
      throw error
    }
    var app = App(
      terminal: terminal, shelf: shelf, session: session, speed: pacing.speed.factor,
      progress: progress)
    app.run().exit()
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
