import CNcurses
public import Charts
import Glibc

/// What a terminal can be trusted with, from its type, the locale and the environment.
public struct TerminalProfile: Hashable, Sendable {
  /// The terminal type whose description is used.
  public var type: String
  public var colors: ColorTier
  public var glyphs: GlyphTier
  /// Whether characters beyond ASCII may be sent at all.
  public var takesUnicode: Bool

  /// What terminfo says about a terminal type.
  package struct Capabilities: Hashable, Sendable {
    /// `colors`; −1 where the terminal has none.
    package var colors: Int
    /// `RGB`: colour numbers are 24-bit colours.
    package var hasDirectColor: Bool
    /// `acsc`, `smacs`: a line-drawing character set.
    package var drawsLines: Bool

    package init(colors: Int, hasDirectColor: Bool = false, drawsLines: Bool = true) {
      self.colors = colors
      self.hasDirectColor = hasDirectColor
      self.drawsLines = drawsLines
    }
  }

  package init(
    type: String, codeset: String, environment: [String: String], capabilities: Capabilities,
    colors: ColorTier? = nil, glyphs: GlyphTier? = nil
  ) {
    self.type = type
    let isUnicode = ["UTF-8", "UTF8"].contains(codeset.uppercased())
    takesUnicode = isUnicode && !Self.isDEC(type)
    self.colors = Self.colorTier(
      environment: environment, capabilities: capabilities, chosen: colors)
    self.glyphs = Self.glyphTier(
      type: type, isUnicode: isUnicode, drawsLines: capabilities.drawsLines, chosen: glyphs)
  }

  /// An explicit choice wins over `NO_COLOR`, which wins over what the terminal offers; nothing
  /// goes beyond what it offers.
  /// - Source: no-color.org: present and not empty
  package static func colorTier(
    environment: [String: String], capabilities: Capabilities, chosen: ColorTier?
  ) -> ColorTier {
    let offered: ColorTier =
      switch capabilities.colors {
      case _ where capabilities.hasDirectColor: .trueColor
      case 256...: .indexed256
      case 8...: .sixteen
      default: .mono
      }
    if let chosen { return min(chosen, offered) }
    return environment["NO_COLOR", default: ""].isEmpty ? offered : .mono
  }

  /// Braille only in UTF-8, and not on the Linux console, whose fonts have 512 glyphs at most.
  package static func glyphTier(
    type: String, isUnicode: Bool, drawsLines: Bool, chosen: GlyphTier?
  ) -> GlyphTier {
    let offered: GlyphTier =
      if !isUnicode { .ascii } else if isDEC(type) {
        drawsLines ? .lines : .ascii
      } else { type.hasPrefix("linux") ? .lines : .braille }
    return chosen.map { min($0, offered) } ?? offered
  }

  /// The types to try, best first. `COLORTERM` says that a terminal with a plain name is a modern
  /// one; ssh and sudo drop it, and then the plain name stays. Where it promises 24-bit colors, the
  /// description that names colors by their red, green and blue is best; few systems have it.
  package static func candidates(type: String, environment: [String: String]) -> [String] {
    let promise = environment["COLORTERM", default: ""]
    var base = type[...]
    if type.hasSuffix("-256color") { base = base.dropLast("-256color".count) }
    var candidates = [type]
    if !promise.isEmpty && ["xterm", "screen", "tmux", "rxvt"].contains(type) {
      candidates.insert(type + "-256color", at: 0)
    }
    if ["truecolor", "24bit"].contains(promise) && ["xterm", "tmux"].contains(base) {
      candidates.insert(base + "-direct", at: 0)
    }
    return candidates
  }

  /// Whether to ask for the background: where it decides on colors, and where the question itself isn't
  /// shown as text, as DEC terminals and old Linux consoles do.
  package var tellsBackground: Bool {
    colors != .mono && !Self.isDEC(type) && !type.hasPrefix("linux")
  }

  /// Whether to ask for name and version: only what may be kitty, which calls itself so or xterm.
  package var tellsVersion: Bool { takesUnicode && type.hasPrefix("xterm") }

  /// DEC terminals from before Unicode.
  private static func isDEC(_ type: String) -> Bool { type.hasPrefix("vt") }
}

extension TerminalProfile {
  /// What is known about the terminal of this process. Sets the character set of the process to
  /// the user's, and keeps numbers in the C locale.
  public static func detect(
    colors: ColorTier? = nil, glyphs: GlyphTier? = nil
  ) throws(TerminalFault) -> TerminalProfile {
    setlocale(LC_CTYPE, "")
    var environment: [String: String] = [:]
    for name in ["TERM", "COLORTERM", "NO_COLOR"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    guard let name = environment["TERM"], !name.isEmpty else { throw .typeUnset }
    if name == "dumb" { throw .typeTooSimple(name) }
    let candidates = candidates(type: name, environment: environment)
    guard let type = candidates.first(where: { curses_load($0) }) else { throw .typeUnknown(name) }
    guard curses_text("cup") != nil else { throw .typeTooSimple(name) }
    let capabilities = Capabilities(
      colors: Int(curses_number("colors")),
      hasDirectColor: curses_flag("RGB"),
      drawsLines: curses_text("acsc") != nil && curses_text("smacs") != nil)
    return TerminalProfile(
      type: type, codeset: String(cString: nl_langinfo(nl_item(CODESET))),
      environment: environment, capabilities: capabilities, colors: colors, glyphs: glyphs)
  }
}
