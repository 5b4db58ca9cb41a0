import ArgumentParser
import Lessons
import Screens

/// `gradlab config`.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the settings, and which of option, environment, file or default each is from.",
    discussion: """
      The file is $XDG_CONFIG_HOME/gradlab/config.yml, or ~/.config/gradlab/config.yml. It is for the full \
      screen: gradlab, open, play, resume and watch; plain turns it into lines, and review's, too. An option wins over the \
      environment (GRADLAB_THEME and so on, and NO_COLOR), that over the file. Faults are told with line and column; then the exit status is 1.
      """)

  enum Mode: String, EnumerableFlag {
    case path, template

    static func help(for mode: Mode) -> ArgumentHelp? {
      switch mode {
      case .path: "Print only the path of the file."
      case .template: "Print a file that has every setting with its default, in comments."
      }
    }
  }

  @Flag(exclusivity: .exclusive)
  var mode: Mode?

  @OptionGroup var pacing: PacingOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var plain: PlainOptions

  func run() throws {
    if mode == .template { return try StandardStreams.write(ConfigurationTemplate.text) }
    let configuration = Configuration(look: look, speed: pacing.speed, isPlain: plain.plain)
    if mode == .path {
      guard let path = configuration.path else {
        StandardStreams.warn("gradlab: \(Self.noPath)\n")
        throw ExitCode.failure
      }
      return try StandardStreams.write(path.safe(limit: .max) + "\n")
    }
    try StandardStreams.write(text(of: configuration))
    for fault in configuration.faults { StandardStreams.warn("\(fault)\n") }
    if !configuration.faults.isEmpty { throw ExitCode.failure }
  }

  private static let noPath =
    "no configuration file: set XDG_CONFIG_HOME or HOME to the absolute path of a folder"

  private func text(of configuration: Configuration) -> String {
    var heading = Self.noPath
    if let path = configuration.path {
      heading = path.safe(limit: 400)
      if !configuration.hasFile {
        heading += "\n(there is no such file; gradlab config --template prints one to begin with)"
      }
    }
    let settings = SettingName.allCases.map { name in
      (
        name.rawValue, configuration.settings.text(of: name),
        source(configuration.settings.source(of: name), name)
      )
    }
    let keys = configuration.keys.actions.map { action in
      let line = configuration.file.lines["keys.\(action.name)"]
      return (
        "keys.\(action.name)", action.keys.map(\.name).joined(separator: " "),
        source(line.map { .file($0) } ?? .standard, nil)
      )
    }
    return heading + "\n\n" + Self.table(settings) + "\n" + Self.table(keys)
  }

  private func source(_ source: Settings.Source, _ name: SettingName?) -> String {
    switch source {
    case .standard: "default"
    case .file(let line): "file, line \(line)"
    case .environment(let variable): "environment, \(variable)"
    case .option: "option"
    }
  }

  private static func table(_ rows: [(String, String, String)]) -> String {
    let widths = [
      rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0,
    ]
    return rows.map { row in
      let cells = zip([row.0, row.1], widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }
      return cells.joined(separator: "  ") + "  \(row.2)\n"
    }.joined()
  }
}
