package import Charts

/// What terminals tell of their background: its color, on being asked (OSC 11), and on their own
/// whether their colors have become dark or light (mode 2031).
/// - Source: "XTerm Control Sequences" (Dickey), *Operating System Commands*; for mode 2031 the
///   specification of Contour, *Dark and Light Mode detection*
package enum BackgroundReport {
  /// The event of an OSC string, without its introducer but with its end; nil: of something else, or broken off.
  static func event(ofCommand string: ArraySlice<UInt8>) -> TerminalEvent? {
    let body = string.prefix { (0x20..<0x7F).contains($0) }
    let isWhole = EscapeSequence.ends.contains(Array(string.dropFirst(body.count)))
    let prefix = Array("11;".utf8)
    guard isWhole, body.starts(with: prefix) else { return nil }
    return color(body.dropFirst(prefix.count)).map { .background(isLight: $0.isLight) }
  }

  /// The event of a status report, CSI `body` n; nil: of something else.
  static func event(ofStatus body: ArraySlice<UInt8>) -> TerminalEvent? {
    switch String(decoding: body, as: UTF8.self) {
    case "?997;1": .background(isLight: false)
    case "?997;2": .background(isLight: true)
    default: nil
    }
  }

  /// A color as X writes it: `rgb:` and three channels of one to four hexadecimal digits each, which
  /// go from 0 to as much as so many digits can say; rxvt writes `rgba:` and four.
  package static func color(_ text: some Collection<UInt8>) -> RGB? {
    let parts = String(decoding: text, as: UTF8.self).split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = ["rgb": 3, "rgba": 4][parts[0].lowercased()] else {
      return nil
    }
    let channels = parts[1].split(separator: "/", omittingEmptySubsequences: false).map(channel)
    guard channels.count == count, !channels.contains(nil) else { return nil }
    let known = channels.compactMap { $0 }
    return RGB(known[0], known[1], known[2])
  }

  private static func channel(_ digits: Substring) -> UInt8? {
    guard (1...4).contains(digits.count), digits.allSatisfy(\.isHexDigit),
      let value = Int(digits, radix: 16)
    else { return nil }
    let most = 1 << (4 * digits.count) - 1
    return UInt8((value * 255 + most / 2) / most)
  }
}

extension TerminalEvent {
  /// Whether it is the terminal's word, and nobody's key.
  var isReport: Bool {
    switch self {
    case .background, .scalesText: true
    default: false
    }
  }
}
