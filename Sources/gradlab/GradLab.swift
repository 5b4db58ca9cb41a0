import ArgumentParser
import Glibc
import Lessons
import Tensors
import Terminal

/// The program. Exit status: 0, 1 for a failure, 2 where a terminal is needed and there is none or an
/// unusable one, 64 for a wrong command line; death by a signal stays death by that signal.
@main
struct GradLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradlab",
    abstract: "An interactive deep-learning lab in the terminal.",
    discussion: """
      Without a command it shows the library of lessons; where there is no terminal, it prints \
      the list. In the lab, ? shows the keys. With --plain it asks and tells in lines, for \
      screen readers and Braille displays.
      """,
    version: Version.text,
    subcommands: [
      Library.self, Open.self, Resume.self, Play.self, Present.self, New.self, List.self,
      Run.self, Replay.self,
      Sweep.self, Check.self,
      Calibrate.self, Verify.self, CostCommand.self, Render.self, PlotCommand.self,
      HandoutCommand.self, Export.self, Watch.self, FilmCommand.self,
      ProgressCommand.self,
      Review.self, Config.self, Doctor.self, Bench.self, Manual.self, SaveUntilKilled.self,
    ],
    defaultSubcommand: Library.self)

  static func main() {
    StandardStreams.secure()
    TerminalGuard.handleFaults()
    EngineRuntime.prepareProcess()
    // A reader that goes away ends the program quietly, even where the parent ignored the signal.
    signal(SIGPIPE, SIG_DFL)
    // Where a file may grow no further, writing says so, and what was begun is removed.
    signal(SIGXFSZ, SIG_IGN)
    var command: any ParsableCommand = GradLab()
    do {
      command = try parsed()
      try command.run()
    } catch {
      exit(after: error, of: command)
    }
  }

  /// The command of the command line. What an error quotes of it is safe to show, and in one line.
  private static func parsed() throws -> any ParsableCommand {
    let words = CommandWords(Array(CommandLine.arguments.dropFirst()))
    let arguments = words.joined
    do { return try parseAsRoot(arguments) } catch {
      if exitCode(for: error) != .success, let fault = words.unknownCommand(of: Self.self) {
        throw ValidationError(fault)
      }
      let shown = arguments.map { $0.safe(limit: .max) }
      guard shown != arguments else { throw error }
      _ = try parseAsRoot(shown)
      throw error
    }
  }

  /// Says what went wrong, or what was asked for, such as the help, and ends the process.
  /// - Parameter command: the one that ran; this one where none could be told.
  private static func exit(after error: any Error, of command: any ParsableCommand) -> Never {
    let status = exitCode(for: error)
    guard status != .success else {
      // Foundation's print would hide that nobody takes the text.
      do { try StandardStreams.write(fullMessage(for: error) + "\n") } catch {
        exit(after: error, of: command)
      }
      Glibc.exit(EXIT_SUCCESS)
    }
    // ArgumentParser knows how the command is used whose arguments it could not read, but not which
    // one has thrown.
    let hasRun = !(command is GradLab)
    let text = hasRun ? message(for: error) : fullMessage(for: error)
    if !text.isEmpty { StandardStreams.warn(hasRun ? "Error: \(text)\n" : "\(text)\n") }
    if hasRun, status == .validationFailure { StandardStreams.warn(usage(of: type(of: command))) }
    Glibc.exit(status.rawValue)
  }

  private static func usage(of command: any ParsableCommand.Type) -> String {
    """
    Usage: \(usageString(for: command))
      See 'gradlab \(command._commandName) --help' for more information.

    """
  }
}

enum Version {
  static let text = "0.1.0"
  /// The day of it.
  static let date = "2026-11-28"
}

/// Exit statuses beside 0, 1 and ArgumentParser's 64.
extension ExitCode {
  /// A terminal is needed, and there is none, or one that can't show a screen.
  static let noTerminal = ExitCode(2)
}
