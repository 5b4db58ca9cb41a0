import Arithmetic
import Charts
internal import Experiments
import Lessons

/// Knob values as text, and back.
enum KnobText {
  /// Why a typed value can't be taken.
  struct Refusal: Error, Hashable {
    var text: String
  }

  static func text(_ value: KnobValue, of knob: Knob, glyphs: GlyphTier = .braille) -> String {
    switch value {
    case .word(let word): word
    case .number(let number): text(number, of: knob, glyphs: glyphs)
    case .matrix(let matrix): text(matrix, of: knob, glyphs: glyphs)
    }
  }

  /// The number in as few digits as it needs, with a point where the knob has values between the
  /// whole numbers: 2.0, 0.05, 12.
  private static func text(_ number: Double, of knob: Knob, glyphs: GlyphTier) -> String {
    let text = shortest(number, glyphs: glyphs)
    if case .number(_, _, let step) = knob.kind, let step, step == step.rounded() { return text }
    return text.allSatisfy(\.isNumber) && abs(number) < 100 ? text + ".0" : text
  }

  /// The name of the preset, the place, or the numbers.
  private static func text(_ matrix: KnobMatrix, of knob: Knob, glyphs: GlyphTier) -> String {
    switch knob.kind {
    case .matrix(let kind):
      kind.presetName(of: matrix) ?? "\(matrix.rowCount)\u{00D7}\(matrix.columns) of your own"
    case .position: matrix.values.map { shortest($0, glyphs: glyphs) }.joined(separator: ", ")
    case .number, .choice, .text: matrix.text
    }
  }

  /// Three significant digits at most, without zeros at the end: 0.1, not 0.100.
  static func shortest(_ number: Double, glyphs: GlyphTier = .braille) -> String {
    var text = NumberText.short(number, glyphs: glyphs)
    guard text.contains("."), text.last?.isNumber == true, !text.contains(where: \.isLetter),
      !text.contains("\u{00D7}")
    else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Where the value lies between the ends of the knob, 0 … 1.
  static func fraction(_ value: KnobValue, of knob: Knob) -> Double {
    switch (knob.kind, value) {
    case (.number(let range, let isLogarithmic, _), .number(let number)):
      let part =
        isLogarithmic && range.lowerBound > 0
        ? (number / range.lowerBound).log() / (range.upperBound / range.lowerBound).log()
        : (number - range.lowerBound) / (range.upperBound - range.lowerBound)
      return part.isFinite ? min(max(part, 0), 1) : 0
    case (.choice(let words), .word(let word)):
      let place = words.firstIndex(of: word) ?? 0
      return words.count < 2 ? 0 : Double(place) / Double(words.count - 1)
    case (.matrix(let kind), .matrix(let matrix)):
      let place = kind.presets.firstIndex { $0.matrix == matrix } ?? 0
      return kind.presets.count < 2 ? 0 : Double(place) / Double(kind.presets.count - 1)
    default: return 0
    }
  }

  /// What may be typed for the knob.
  static func allowed(_ knob: Knob) -> String {
    switch knob.kind {
    case .choice(let words): return "\(knob.label) is one of \(words.joined(separator: ", "))."
    case .text(let limit): return "\(knob.label): up to \(limit) characters."
    case .matrix: return "\(knob.label): rows of numbers, as 0 1 0; 1 -4 1; 0 1 0."
    case .position(let kind):
      return "\(knob.label): two numbers, x from \(shortest(kind.x.lowerBound)) to "
        + "\(shortest(kind.x.upperBound)), y from \(shortest(kind.y.lowerBound)) to "
        + "\(shortest(kind.y.upperBound))."
    case .number(let range, _, let step):
      let ends = "\(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
      return "\(knob.label) goes from \(ends)\(step == 1 ? ", in whole numbers" : "")."
    }
  }

  /// The knob value that a typed text means.
  static func parse(_ text: String, for knob: Knob) -> Result<KnobValue, Refusal> {
    switch knob.kind {
    case .choice(let words):
      let typed = text.lowercased().filter { $0 != " " }
      let fitting = words.filter { $0.lowercased().hasPrefix(typed) }
      if let exact = fitting.first(where: { $0.lowercased() == typed }) {
        return .success(.word(exact))
      }
      guard fitting.count == 1 else {
        return .failure(Refusal(text: allowed(knob)))
      }
      return .success(.word(fitting[0]))
    case .text:
      let typed = KnobValue.word(text)
      return knob.accepts(typed) ? .success(typed) : .failure(Refusal(text: allowed(knob)))
    case .matrix(let kind):
      guard let matrix = KnobMatrix(text: text), kind.accepts(matrix) else {
        return .failure(Refusal(text: allowed(knob)))
      }
      return .success(.matrix(matrix))
    case .position(let kind):
      guard let place = KnobMatrix(text: text), kind.accepts(place),
        kind.x.contains(place.values[0]), kind.y.contains(place.values[1])
      else { return .failure(Refusal(text: allowed(knob))) }
      return .success(.matrix(place))
    case .number(let range, _, let step):
      guard let number = TextField(text: text).number else {
        return .failure(Refusal(text: "\u{201C}\(text)\u{201D} is no number; write 0.05 or 5e-2."))
      }
      guard range.contains(number) else { return .failure(Refusal(text: allowed(knob))) }
      if step == 1 && number != number.rounded() {
        return .failure(Refusal(text: "\(knob.label) is a whole number."))
      }
      return .success(.number(number))
    }
  }
}
