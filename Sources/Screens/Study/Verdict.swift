import Charts
import Lessons

/// Whether something has come true in the run on the screen, and the sign for it.
enum Verdict: Hashable, Sendable {
  case open, right, wrong

  init(_ value: ExpressionValue) {
    switch value {
    case .boolean(true): self = .right
    case .boolean(false), .number: self = .wrong
    case .pending: self = .open
    }
  }

  /// Told apart without colors, too.
  func mark(glyphs: GlyphTier) -> (sign: Unicode.Scalar, style: Style) {
    switch self {
    case .open: (glyphs == .ascii ? "?" : "\u{25CB}", Style(.faint))
    case .right: (glyphs == .ascii ? "+" : "\u{2713}", Style(.good, bold: true))
    case .wrong: (glyphs == .ascii ? "x" : "\u{2715}", Style(.bad, bold: true))
    }
  }
}
