import Charts
import Glibc
import Terminal

extension LookOptions {
  /// The glyphs for text on standard output: plain ones where the locale knows no others.
  var outputGlyphs: GlyphTier {
    setlocale(LC_CTYPE, "")
    let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
    return chosenGlyphs == .ascii || codeset.uppercased() != "UTF-8" ? .ascii : .braille
  }

  /// Whether standard output takes bold, faint and colors.
  var outputHasStyle: Bool {
    guard isatty(STDOUT_FILENO) == 1,
      let profile = try? TerminalProfile.detect(colors: chosenColors)
    else { return false }
    return profile.colors != .mono
  }

  /// The width of the terminal; 100 where the output goes elsewhere.
  var outputColumns: Int {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return 100
    }
    return min(160, Int(window.ws_col))
  }
}
