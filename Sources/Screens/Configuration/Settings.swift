/// The settings, each settled: an option wins over the environment, that over the file, and that over
/// what the program comes with.
public struct Settings: Sendable {
  /// What settled one.
  public enum Source: Hashable, Sendable {
    case standard
    /// The line of the file.
    case file(Int)
    /// The variable.
    case environment(String)
    case option
  }

  private var choices = Choices.standard
  private var sources: [SettingName: Source] = [:]

  public init(
    options: Choices = Choices(), environment: EnvironmentChoices = EnvironmentChoices([:]),
    file: ConfigurationFile = ConfigurationFile()
  ) {
    for name in SettingName.allCases {
      if choices.adopt(name, from: options) {
        sources[name] = .option
      } else if choices.adopt(name, from: environment.choices) {
        sources[name] = .environment(environment.variables[name] ?? name.variable)
      } else if choices.adopt(name, from: file.choices) {
        sources[name] = .file(file.lines[name.rawValue] ?? 0)
      }
    }
  }

  /// Whether lines are read and told in place of the full screen.
  public var isPlain: Bool { choices.plain ?? false }
  public var theme: ThemeChoice { choices.theme ?? .auto }
  public var glyphs: GlyphChoice { choices.glyphs ?? .auto }
  public var colors: ColorChoice { choices.colors ?? .auto }
  public var language: LanguageChoice { choices.language ?? .auto }
  /// Bytes that the kept points of a session may take.
  public var keptBytes: Int { (choices.budget ?? 0) << 20 }
  /// Those that somebody chose; nil: as many as the session takes by itself.
  public var chosenBytes: Int? { source(of: .budget) == .standard ? nil : keptBytes }
  public var speed: SpeedChoice { choices.speed ?? SpeedChoice(factor: 1) }
  public var seed: SeedPolicy { choices.seed ?? .lesson }

  /// The value as it is written.
  public func text(of name: SettingName) -> String { choices.text(of: name) ?? "" }

  public func source(of name: SettingName) -> Source { sources[name] ?? .standard }
}
