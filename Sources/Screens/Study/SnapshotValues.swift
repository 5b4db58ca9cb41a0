import Charts
import Glibc
import Lab
import Lessons

/// The values that a lesson's text and predictions name, out of a snapshot.
struct SnapshotValues: ExpressionContext {
  var snapshot: SessionSnapshot

  func metric(arm: String, probe: String, layer: Int?, step: Int) -> Double? {
    guard let arm = snapshot.arms.first(where: { $0.id == arm }) else { return nil }
    if let value = arm.recorded[MetricKey(probe: probe, layer: layer, step: step)] { return value }
    if let diverged = arm.divergedStep, diverged <= step { return .nan }
    return nil
  }

  func knob(_ name: String, arm: String?) -> KnobValue? {
    guard let arm else { return snapshot.knobs[name] }
    return snapshot.arms.first { $0.id == arm }?.knobs[name]
  }
}

/// Numbers filled into text.
enum FilledNumber {
  /// The value with `digits` significant digits; "…" while it is not measured.
  static func text(
    _ expression: Expression, digits: Int, in snapshot: SessionSnapshot,
    glyphs: GlyphTier = .braille
  ) -> String {
    switch expression.evaluate(in: SnapshotValues(snapshot: snapshot)) {
    case .number(let number): text(number, digits: digits, glyphs: glyphs)
    case .boolean(let truth): truth ? "yes" : "no"
    case .pending: glyphs == .ascii ? "..." : "\u{2026}"
    }
  }

  /// `number` with `digits` significant digits.
  static func text(_ number: Double, digits: Int, glyphs: GlyphTier = .braille) -> String {
    guard number.isFinite else { return "diverged" }
    let size = abs(number)
    guard size >= 1e-3 && size < 1e5, digits != 3 else {
      return NumberText.short(number, glyphs: glyphs)
    }
    let exponent = Int(log10(size).rounded(.down))
    return NumberText.fixed(number, digits: max(0, digits - 1 - exponent))
  }
}
