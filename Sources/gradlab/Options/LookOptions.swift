public import ArgumentParser
import Charts
import Lessons
public import Screens

extension ColorChoice: ExpressibleByArgument {}
extension GlyphChoice: ExpressibleByArgument {}
extension ThemeChoice: ExpressibleByArgument {}
extension LessonPicture.Viewer: ExpressibleByArgument {}

/// How the screen looks.
struct LookOptions: ParsableArguments {
  @Option(help: "Colors: auto, mono, 16, 256 or truecolor.")
  var color: ColorChoice?

  @Flag(help: "No colors, as with NO_COLOR in the environment.")
  var noColor = false

  @Option(help: "Characters: auto, unicode or ascii.")
  var glyphs: GlyphChoice?

  @Flag(help: "The same as --glyphs ascii.")
  var ascii = false

  @Option(
    help: "Colors for a dark or a light background, of strong contrast, or for the color-blind.")
  var theme: ThemeChoice?

  @Flag(help: "The same as --theme light.")
  var light = false

  func validate() throws {
    if noColor, let color, color != .auto, color != .mono {
      throw ValidationError("--no-color and --color \(color.rawValue) contradict each other")
    }
    if light, let theme, theme != .light {
      throw ValidationError("--light and --theme \(theme.rawValue) contradict each other")
    }
    if ascii, let glyphs, glyphs != .ascii {
      throw ValidationError("--ascii and --glyphs \(glyphs.rawValue) contradict each other")
    }
  }

  /// What is asked for here.
  var choices: Choices {
    var choices = Choices()
    choices.theme = light ? .light : theme
    choices.colors = noColor ? .mono : color
    choices.glyphs = ascii ? .ascii : glyphs
    return choices
  }

  /// The theme of what is drawn for no terminal that could tell its background.
  var chosenTheme: Theme { (choices.theme ?? .auto).theme(onLight: nil) }

  /// The number of colors that was asked for; nil leaves it to the terminal and its environment.
  var chosenColors: ColorTier? { choices.colors?.tier }

  /// The glyphs that were asked for; nil leaves them to the terminal and its locale.
  var chosenGlyphs: GlyphTier? { choices.glyphs?.tier }
}

/// Where the lessons are.
struct FolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read the lessons in this folder.", valueName: "folder"),
    completion: .directory)
  var root: String?

  @Option(
    help: ArgumentHelp(
      "Lessons in this language, as fr or pt-BR, where there is a translation.",
      valueName: "language"),
    transform: LanguageTag.init(argument:))
  var language: LanguageTag?
}

extension LanguageTag {
  init(argument: String) throws {
    guard let tag = LanguageTag(argument) else {
      throw ValidationError(
        "--language: found \u{201C}\(argument.safe(limit: 40))\u{201D}, expected a language such as fr, de or pt-BR"
      )
    }
    self = tag
  }
}
