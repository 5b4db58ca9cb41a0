import CNcurses

/// The sequences that terminfo has no names for. Terminals that don't know a mode ignore it.
enum Modes {
  /// Bracketed paste.
  static let pasteOn = Array("\u{1B}[?2004h".utf8)
  /// Buttons, wheel and dragging, in SGR form.
  static let mouseOn = Array("\u{1B}[?1002h\u{1B}[?1006h".utf8)
  static let mouseOff = Array("\u{1B}[?1006l\u{1B}[?1002l".utf8)
  /// Reports of whether the colors are dark or light, whenever that changes; the question for the color
  /// of the background.
  static let backgroundOn = Array("\u{1B}[?2031h\u{1B}]11;?\u{1B}\\".utf8)
  /// The question for the terminal's name and version (XTVERSION).
  static let versionQuestion = Array("\u{1B}[>q".utf8)
  /// ST: ends a string; its ESC ends any other sequence, and alone it means nothing.
  static let sequenceEnds = Array("\u{1B}\\".utf8)
  /// Synchronized output.
  static let frameBegins = Array("\u{1B}[?2026h".utf8)
  static let frameEnds = Array("\u{1B}[?2026l".utf8)
  /// All of them.
  static let off = mouseOff + Array("\u{1B}[?2031l\u{1B}[?2004l".utf8)

  /// A capability's text without its padding ($<5>); empty where the terminal lacks it.
  static func capability(_ name: String) -> [UInt8] {
    guard let text = curses_text(name) else { return [] }
    var bytes: [UInt8] = []
    var rest = Array(String(cString: text).utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: Array("$<".utf8)), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }
}
