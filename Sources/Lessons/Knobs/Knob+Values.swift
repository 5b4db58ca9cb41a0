public import Experiments

extension Knob.Kind {
  /// What a knob of the kind takes, as the end of "it takes …".
  public var taken: String {
    switch self {
    case .number: Self.takenNumber
    case .choice(let words): Self.taken(words)
    case .text(let limit): "a line of text, at most \(limit) characters"
    case .matrix: Self.takenMatrix
    case .position: "two numbers up to a million, x and y"
    }
  }

  static let takenNumber = "a finite number"
  static let takenMatrix =
    "rows of numbers up to a million, as 0 1 0; 1 -4 1; 0 1 0, at most "
    + "\(MatrixKnob.sideLimit) by \(MatrixKnob.sideLimit), or the name of a preset"

  static func taken(_ words: [String]) -> String { "one of: " + words.joined(separator: ", ") }
}

extension Knob {
  /// The value that a text of the command line means; one that it can't have where it means none.
  public func value(ofArgument text: String) -> KnobValue {
    switch kind {
    case .text, .choice: return .word(text)
    case .matrix(let kind):
      if let preset = kind.presets.first(where: { $0.name == text }) {
        return .matrix(preset.matrix)
      }
      return KnobMatrix(text: text).map { .matrix($0) } ?? .word(text)
    case .position: return KnobMatrix(text: text).map { .matrix($0) } ?? .word(text)
    case .number: return Double(text).map { .number($0) } ?? .word(text)
    }
  }
}

extension KnobValue {
  /// The value as the command line takes it: exact.
  public var argument: String {
    switch self {
    case .word(let word): word
    case .matrix(let matrix): matrix.text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
  }
}

extension String {
  /// The text as a shell takes it for one word: in quotes where it has more than letters, digits
  /// and the signs of numbers and names.
  package var shellWord: String {
    let plain = "._=+-/"
    if allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || plain.contains($0) }) {
      return self
    }
    return "'" + replacing("'", with: "'\\''") + "'"
  }
}
