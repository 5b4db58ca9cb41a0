import Lessons

/// A setting that option, environment and file may give.
public enum SettingName: String, CaseIterable, Sendable {
  case plain, theme, glyphs, colors, language, budget, speed, seed

  /// The block of the file that it stands in; nil: by itself.
  var block: String? {
    switch self {
    case .plain, .theme, .glyphs, .colors, .language, .budget: nil
    case .speed, .seed: "defaults"
    }
  }

  /// The environment's variable.
  public var variable: String { "GRADLAB_" + rawValue.uppercased() }

  /// What it may be.
  var expected: String {
    switch self {
    case .plain: "yes or no"
    case .theme: Self.list(ThemeChoice.self)
    case .glyphs: Self.list(GlyphChoice.self)
    case .colors: Self.list(ColorChoice.self)
    case .language: "auto, or a language such as en, fr or pt-BR"
    case .budget:
      "a whole number of megabytes from \(Self.budgets.lowerBound) to \(Self.budgets.upperBound)"
    case .speed: "a number from 0.1 to 100, or max"
    case .seed: "lesson, fresh or a whole number"
    }
  }

  /// Megabytes for the kept points of a session.
  static let budgets = 1...65_536

  private static func list<Choice: RawRepresentable<String> & CaseIterable>(
    _ choice: Choice.Type
  ) -> String {
    let words = choice.allCases.map(\.rawValue)
    return words.dropLast().joined(separator: ", ") + (words.last.map { " or \($0)" } ?? "")
  }

  /// The words that it may be.
  var words: [String] {
    switch self {
    case .plain: ["yes", "no"]
    case .theme: ThemeChoice.allCases.map(\.rawValue)
    case .glyphs: GlyphChoice.allCases.map(\.rawValue)
    case .colors: ColorChoice.allCases.map(\.rawValue)
    case .language: ["auto"]
    case .budget: []
    case .speed: ["max"]
    case .seed: ["lesson", "fresh"]
    }
  }

  /// What is wrong with a text that it can't be.
  /// - Parameter key: what the fault calls it.
  func fault(_ text: String, key: String) -> LessonFact {
    let near = nearestName(to: text, in: words)
    return .outOfRange(
      key: key, found: "\u{201C}\(text.safe(limit: 60))\u{201D}",
      expected: expected + (near.map { "; did you mean \($0)?" } ?? ""))
  }
}

/// What one source says of the settings; nil where it says nothing.
public struct Choices: Hashable, Sendable {
  /// Whether lines are read and told in place of the full screen.
  public var plain: Bool?
  public var theme: ThemeChoice?
  public var glyphs: GlyphChoice?
  public var colors: ColorChoice?
  public var language: LanguageChoice?
  /// Megabytes.
  public var budget: Int?
  public var speed: SpeedChoice?
  public var seed: SeedPolicy?

  public init() {}

  /// What holds where nobody chooses.
  public static let standard: Choices = {
    var choices = Choices()
    choices.plain = false
    (choices.theme, choices.glyphs, choices.colors) = (.auto, .auto, .auto)
    choices.language = .auto
    (choices.budget, choices.speed, choices.seed) = (256, SpeedChoice(factor: 1), .lesson)
    return choices
  }()

  /// What says yes and no: 1 and 0 are usual in an environment, true and false in YAML.
  private static let truths = [
    "yes": true, "true": true, "on": true, "1": true,
    "no": false, "false": false, "off": false, "0": false,
  ]

  /// Takes the text for a setting; false where it can't be that.
  mutating func take(_ text: String, for name: SettingName) -> Bool {
    switch name {
    case .plain: plain = Self.truths[text.lowercased()]
    case .theme: theme = ThemeChoice(rawValue: text)
    case .glyphs: glyphs = GlyphChoice(rawValue: text)
    case .colors: colors = ColorChoice(rawValue: text)
    case .language: language = LanguageChoice(text)
    case .budget: budget = Int(text).flatMap { SettingName.budgets.contains($0) ? $0 : nil }
    case .speed: speed = SpeedChoice(text)
    case .seed: seed = SeedPolicy(text)
    }
    return self.text(of: name) != nil
  }

  /// Takes a setting over from another source; false where that says nothing.
  mutating func adopt(_ name: SettingName, from other: Choices) -> Bool {
    guard other.text(of: name) != nil else { return false }
    switch name {
    case .plain: plain = other.plain
    case .theme: theme = other.theme
    case .glyphs: glyphs = other.glyphs
    case .colors: colors = other.colors
    case .language: language = other.language
    case .budget: budget = other.budget
    case .speed: speed = other.speed
    case .seed: seed = other.seed
    }
    return true
  }

  /// As it is written; nil where nothing is said.
  public func text(of name: SettingName) -> String? {
    switch name {
    case .plain: plain.map { $0 ? "yes" : "no" }
    case .theme: theme?.rawValue
    case .glyphs: glyphs?.rawValue
    case .colors: colors?.rawValue
    case .language: language?.text
    case .budget: budget.map(String.init)
    case .speed: speed?.text
    case .seed: seed?.text
    }
  }
}
