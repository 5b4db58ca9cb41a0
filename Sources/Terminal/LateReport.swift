/// A report of the terminal whose ESC came so long before the rest that it was taken for a key.
enum LateReport {
  /// What may follow such an ESC: CSI, OSC, DCS and APC without it.
  static let introducers = Set("[]P_".utf8)

  /// Whether ESC and what came later is a report (true) or typed text (false); nil: it can't be
  /// said yet. Only reports count, which begin as nobody types; an arrow key is as good as text.
  static func judge(_ bytes: ArraySlice<UInt8>) -> Bool? {
    let rest = bytes.dropFirst()
    guard let introducer = rest.first, let next = rest.dropFirst().first else { return nil }
    let isDigit = (0x30...0x39).contains(next)
    return switch introducer {
    // DEC's private reports, the cursor's place, paste marks; focus in and out, the X10 mouse.
    case UInt8(ascii: "["): isDigit || "?><=IOM".utf8.contains(next)
    // Colors, and xterm's titles.
    case UInt8(ascii: "]"): isDigit || "lL".utf8.contains(next)
    // XTVERSION, DA3, DECRQSS, XTGETTCAP.
    case UInt8(ascii: "P"): isDigit || ">!$+=".utf8.contains(next)
    // Kitty's graphics.
    case UInt8(ascii: "_"): next == UInt8(ascii: "G")
    default: false
    }
  }
}
