import ArgumentParser
import Charts

/// How much color is used.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, mono
  case sixteen = "16"
  case indexed256 = "256"
  case trueColor = "truecolor"

  /// The tier that is asked for; nil leaves the choice to what the terminal can do.
  var tier: ColorTier? {
    switch self {
    case .auto: nil
    case .mono: .mono
    case .sixteen: .sixteen
    case .indexed256: .indexed256
    case .trueColor: .trueColor
    }
  }
}

/// A theme by its short name.
enum ThemeChoice: String, ExpressibleByArgument, CaseIterable {
  case dark, light, contrast

  var theme: Theme {
    switch self {
    case .dark: .dark
    case .light: .light
    case .contrast: .highContrast
    }
  }
}

/// How the screen looks.
struct LookOptions: ParsableArguments {
  @Option(help: "Colors: auto, mono, 16, 256 or truecolor.")
  var color: ColorChoice = .auto

  @Flag(help: "No colors, as with NO_COLOR in the environment.")
  var noColor = false

  @Flag(help: "Only ASCII characters.")
  var ascii = false

  @Option(help: "Colors for a dark or a light background, or of strong contrast.")
  var theme: ThemeChoice?

  @Flag(help: "The same as --theme light.")
  var light = false

  func validate() throws {
    if noColor, color != .auto, color != .mono {
      throw ValidationError("--no-color and --color \(color.rawValue) contradict each other")
    }
    if light, theme != nil, theme != .light {
      throw ValidationError("--light and --theme \(theme?.rawValue ?? "") contradict each other")
    }
  }

  var chosenTheme: Theme { light ? .light : (theme ?? .dark).theme }

  /// The number of colors that was asked for; nil leaves it to the terminal and its environment.
  var chosenColors: ColorTier? { noColor ? .mono : color.tier }

  /// The glyphs that were asked for; nil leaves them to the terminal and its locale.
  var chosenGlyphs: GlyphTier? { ascii ? .ascii : nil }
}

/// Where the lessons are.
struct FolderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the lessons in this folder.", valueName: "folder"))
  var root: String?
}
