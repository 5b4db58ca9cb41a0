public import Charts
public import Lessons

/// A theme by its short name.
public enum ThemeChoice: String, CaseIterable, Sendable {
  case auto, dark, light, contrast
  case contrastLight = "contrast-light"
  case colorblind
  case colorblindLight = "colorblind-light"

  /// - Parameter onLight: whether the terminal's background is light; nil: it has not told.
  public func theme(onLight: Bool?) -> Theme {
    switch self {
    case .auto: onLight == true ? .light : .dark
    case .dark: .dark
    case .light: .light
    case .contrast: onLight == true ? .highContrastLight : .highContrast
    case .contrastLight: .highContrastLight
    case .colorblind: onLight == true ? .colorblindLight : .colorblind
    case .colorblindLight: .colorblindLight
    }
  }

  /// What it is for.
  var does: String {
    switch self {
    case .auto: "light or dark, as the terminal is"
    case .dark: "for a dark background"
    case .light: "for a light background"
    case .contrast: "the highest contrast"
    case .contrastLight: "the highest contrast, on a light background"
    case .colorblind: "colors that everybody tells apart"
    case .colorblindLight: "colors that everybody tells apart, on a light background"
    }
  }

  /// Whether the background decides between two.
  public var followsBackground: Bool { theme(onLight: true) != theme(onLight: false) }
}

/// The characters that are drawn with.
public enum GlyphChoice: String, CaseIterable, Sendable {
  case auto, unicode, ascii

  /// nil leaves the choice to the terminal and its locale.
  public var tier: GlyphTier? {
    switch self {
    case .auto: nil
    case .unicode: .braille
    case .ascii: .ascii
    }
  }
}

/// How much color is used.
public enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case trueColor = "truecolor"
  case indexed256 = "256"
  case sixteen = "16"
  case mono

  /// nil leaves the choice to what the terminal can do.
  public var tier: ColorTier? {
    switch self {
    case .auto: nil
    case .mono: .mono
    case .sixteen: .sixteen
    case .indexed256: .indexed256
    case .trueColor: .trueColor
    }
  }
}

/// The language of lessons, where there is a translation.
public enum LanguageChoice: Hashable, Sendable {
  /// As the locale has it.
  case auto
  case tag(LanguageTag)

  /// `auto`, or a language.
  public init?(_ text: String) {
    if text == "auto" {
      self = .auto
    } else {
      guard let tag = LanguageTag(text) else { return nil }
      self = .tag(tag)
    }
  }

  public var text: String {
    switch self {
    case .auto: "auto"
    case .tag(let tag): tag.text
    }
  }

  /// The languages that are wanted, the most wanted first.
  public func wanted(in environment: [String: String]) -> [LanguageTag] {
    switch self {
    case .auto: LanguageTag.wanted(in: environment)
    case .tag(let tag): [tag]
    }
  }
}

/// How many times as fast as lessons have it runs are shown.
public struct SpeedChoice: Hashable, Sendable {
  /// nil: as fast as they go.
  public var factor: Double?

  public init(factor: Double?) { self.factor = factor }

  /// A number from 0.1 to 100, or `max`.
  public init?(_ text: String) {
    if text == "max" {
      factor = nil
    } else {
      guard let number = Double(text), (0.1...100).contains(number) else { return nil }
      factor = number
    }
  }

  public var text: String {
    guard let factor else { return "max" }
    return Int(exactly: factor).map(String.init) ?? "\(factor)"
  }
}

/// Where a lesson's seed comes from when it is opened without one.
public enum SeedPolicy: Hashable, Sendable {
  /// The lesson names it.
  case lesson
  /// Another one each time.
  case fresh
  case number(UInt64)

  public init?(_ text: String) {
    switch text {
    case "lesson": self = .lesson
    case "fresh": self = .fresh
    default:
      guard let number = UInt64(text) else { return nil }
      self = .number(number)
    }
  }

  public var text: String {
    switch self {
    case .lesson: "lesson"
    case .fresh: "fresh"
    case .number(let seed): "\(seed)"
    }
  }

  /// The seed to open with; nil: the lesson's own.
  public func seed(using generator: inout some RandomNumberGenerator) -> UInt64? {
    switch self {
    case .lesson: nil
    case .fresh: UInt64.random(in: 1...999_999, using: &generator)
    case .number(let seed): seed
    }
  }
}
