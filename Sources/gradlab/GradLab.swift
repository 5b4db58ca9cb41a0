import ArgumentParser
import Glibc

/// The program. Exit status: 0, 1 for a failure, 2 where a terminal is needed and there is none or an
/// unusable one, 64 for a wrong command line; death by a signal stays death by that signal.
@main
struct GradLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradlab",
    abstract: "An interactive deep-learning lab in the terminal.",
    discussion: """
      Without a command it shows the library of lessons; where there is no terminal, it prints \
      the list. In the lab, ? shows the keys.
      """,
    version: Version.text,
    subcommands: [
      Library.self, Open.self, List.self, Run.self, Check.self, Verify.self, Render.self,
      Export.self, Doctor.self, Bench.self,
    ],
    defaultSubcommand: Library.self)

  static func main() {
    StandardStreams.secure()
    // A reader that goes away ends the program quietly, even where the parent ignored the signal.
    signal(SIGPIPE, SIG_DFL)
    // Where a file may grow no further, writing says so, and what was begun is removed.
    signal(SIGXFSZ, SIG_IGN)
    main(nil)
  }
}

enum Version {
  static let text = "0.1.0"
}

/// Exit statuses beside 0, 1 and ArgumentParser's 64.
extension ExitCode {
  /// A terminal is needed, and there is none, or one that can't show a screen.
  static let noTerminal = ExitCode(2)
}
