import Glibc
import Lessons
import Screens

/// What options, environment and configuration file come to, and what is wrong with these.
struct Configuration {
  /// Of the file, whether it is there or not; nil: no folder is known that it could be in.
  let path: String?
  let hasFile: Bool
  let settings: Settings
  let file: ConfigurationFile
  let faults: [LessonFault]
  /// Those that lessons are wanted in, the most wanted first.
  let languages: [LanguageTag]

  var keys: KeyBindings { file.keys }

  /// - Parameters:
  ///   - isPlain: whether `--plain` was given.
  ///   - hasLines: false for what is on the full screen alone, whatever environment and file say.
  init(look: LookOptions, speed: SpeedChoice? = nil, isPlain: Bool = false, hasLines: Bool = true) {
    let environment = Self.environment()
    path = ConfigurationFolder.file(environment)
    let found = path.flatMap(Self.read)
    hasFile = found != nil
    file = found ?? ConfigurationFile()
    var options = look.choices
    options.speed = speed
    options.plain = hasLines ? (isPlain ? true : nil) : false
    let chosen = EnvironmentChoices(environment)
    settings = Settings(options: options, environment: chosen, file: file)
    faults = file.faults + chosen.faults
    languages = settings.language.wanted(in: environment)
  }

  private static let others: Set<String> = [
    "XDG_CONFIG_HOME", "HOME", "NO_COLOR", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG",
  ]

  /// The variables that settings and their file may depend on.
  private static func environment() -> [String: String] {
    var result: [String: String] = [:]
    var place = environ
    while let entry = place.pointee {
      let parts = String(cString: entry).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if EnvironmentChoices.concerns(name) || others.contains(name) {
        result[name] = parts.count > 1 ? String(parts[1]) : ""
      }
      place += 1
    }
    return result
  }

  /// nil where there is no file.
  private static func read(_ path: String) -> ConfigurationFile? {
    var status = stat()
    if stat(path, &status) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
    switch FileContent.read(path, limit: ConfigurationFile.sizeLimit) {
    case .success(let bytes): return ConfigurationFile(bytes, path: path)
    case .failure(.unreadable(let reason)):
      return ConfigurationFile(unreadable: path, reason: reason)
    case .failure(.tooLarge(let bytes)):
      let limit = ConfigurationFile.sizeLimit
      return ConfigurationFile(
        unreadable: path, reason: "it has \(bytes) bytes, and at most \(limit) are read")
    }
  }

  /// The first fault in a line of the screen, which may cut it, after where to see all of them whole; nil:
  /// there is none.
  var notice: String? {
    guard var first = faults.first else { return nil }
    first.path = first.path.split(separator: "/").last.map(String.init) ?? first.path
    let count = faults.count == 1 ? "A fault" : "\(faults.count) faults"
    return "\(count), see gradlab config: \(first)"
  }

  /// Sees to it that the lab can be shown, before the first thread begins: signals are held back for lines,
  /// and the full screen has a terminal, or the program exits with 2.
  func prepareFace() throws {
    guard settings.isPlain else { return try Screen.requireTerminal() }
    PlainTerminal.holdSignals()
  }

  /// How many times as fast as lessons have it runs are shown; nil: as fast as they go, as where nobody
  /// watches curves and nothing else was asked for.
  var speed: Double? {
    settings.isPlain && settings.source(of: .speed) == .standard ? nil : settings.speed.factor
  }

  /// A seed to open a lesson with; nil: the lesson's own.
  func seed() -> UInt64? {
    var generator = SystemRandomNumberGenerator()
    return settings.seed.seed(using: &generator)
  }
}
