import Charts
import Lab
import Lessons

/// Numbers filled into text.
enum FilledNumber {
  static let diverged = "diverged"

  /// The value in a format; "…" while it is not measured.
  static func text(
    _ expression: Expression, _ format: Prose.NumberFormat, in snapshot: SessionSnapshot,
    glyphs: GlyphTier = .braille
  ) -> String {
    switch expression.evaluate(in: SnapshotMetrics(snapshot)) {
    case .number(let number): text(number, format, of: expression, glyphs: glyphs)
    case .boolean(let truth): truth ? "yes" : "no"
    case .pending: glyphs == .ascii ? "..." : "\u{2026}"
    }
  }

  /// What an expression came to. Only what was measured can have diverged: a step that never comes is ∞, as
  /// is 1/0.
  static func text(
    _ number: Double, _ format: Prose.NumberFormat, of expression: Expression,
    glyphs: GlyphTier = .braille
  ) -> String {
    number.isFinite || expression.readsValues
      ? text(number, format, glyphs: glyphs) : NumberText.name(of: number, glyphs: glyphs)
  }

  static func text(
    _ number: Double, _ format: Prose.NumberFormat, glyphs: GlyphTier = .braille
  ) -> String {
    guard number.isFinite else { return text(number, digits: format.digits, glyphs: glyphs) }
    let shown = format.isPercent ? number * 100 : number
    let sign = format.hasSign && shown > 0 ? "+" : ""
    var digits = text(shown, digits: format.digits, glyphs: glyphs)
    // The minus of the text around it.
    if glyphs == .braille, digits.hasPrefix("-") { digits = "\u{2212}" + digits.dropFirst() }
    return sign + digits + (format.isPercent ? " %" : "")
  }

  /// `number` with `digits` significant digits.
  static func text(_ number: Double, digits: Int, glyphs: GlyphTier = .braille) -> String {
    guard number.isFinite else { return diverged }
    return NumberText.significant(number, digits: digits, glyphs: glyphs)
  }
}
