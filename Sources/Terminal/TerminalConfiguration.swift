public import Charts

/// What the user chose about the terminal; the rest is found out.
public struct TerminalConfiguration: Sendable {
  public var theme: Theme
  /// nil: chosen from terminfo and the environment. A choice wins over `NO_COLOR`.
  public var colors: ColorTier?
  /// nil: chosen from locale and terminfo.
  public var glyphs: GlyphTier?
  /// Brackets each frame so that the terminal shows it whole (DEC mode 2026).
  public var synchronizesOutput: Bool
  public var usesMouse: Bool
  /// Asks the terminal for its background, and to tell when that changes: events `.background`.
  public var followsBackground: Bool
  /// Asks the terminal whether it shows texts at twice their size: event `.scalesText`.
  public var asksForScaling: Bool

  public init(
    theme: Theme = .dark, colors: ColorTier? = nil, glyphs: GlyphTier? = nil,
    synchronizesOutput: Bool = true, usesMouse: Bool = false,
    followsBackground: Bool = false, asksForScaling: Bool = false
  ) {
    self.theme = theme
    self.colors = colors
    self.glyphs = glyphs
    self.synchronizesOutput = synchronizesOutput
    self.usesMouse = usesMouse
    self.followsBackground = followsBackground
    self.asksForScaling = asksForScaling
  }
}

/// Why there can be no screen. The text is one line: what was found, and what to do.
public enum TerminalFault: Error, Hashable, Sendable, CustomStringConvertible {
  case notTerminal(Stream)
  case typeUnset
  case typeUnknown(String)
  /// The terminal type has no way to move the cursor.
  case typeTooSimple(String)
  case cannotStart(type: String, reason: String)

  public enum Stream: String, Sendable {
    case input = "standard input"
    case output = "standard output"
  }

  public var description: String {
    switch self {
    case .notTerminal(let stream):
      "\(stream.rawValue) is not a terminal; `gradlab run` and `gradlab render` need none"
    case .typeUnset:
      "TERM is not set, so the terminal is unknown; set it, for instance TERM=xterm-256color"
    case .typeUnknown(let name):
      "the terminal type TERM=\(printable(name)) is unknown here; "
        + "try TERM=xterm-256color, or install ncurses-term"
    case .typeTooSimple(let name):
      "a terminal of type TERM=\(printable(name)) cannot move its cursor; "
        + "use another terminal, or `gradlab run`"
    case .cannotStart(let type, let reason):
      "the screen of TERM=\(printable(type)) cannot be started: \(reason)"
    }
  }

  /// The text without what a terminal would obey.
  private func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(40).map { CharacterWidth.isControl($0) ? "\u{FFFD}" : $0 }))
  }
}
