/// Settles a template's settings with the values of the knobs.
struct SettingResolver {
  let settings: [String: Setting]
  let knobs: [String: KnobValue]
  /// The numbers that expressions may read beside the knobs.
  var variables: [String: Double] = [:]

  func has(_ name: String) -> Bool { settings[name] != nil }

  /// A finite number.
  func number(_ name: String, default standard: Double) throws(PlanFault) -> Double {
    let value: Double
    switch settings[name] {
    case nil: return standard
    case .expression(let expression):
      let context = PlanContext(knobs: knobs, variables: variables)
      value = expression.number(in: context) ?? .nan
    case .knob(let knob):
      guard case .number(let number)? = knobs[knob] else { throw .knobNeedsNumber(knob) }
      value = number
    case .word(let word): throw .unknownWord(setting: name, word: word, words: ["a number"])
    }
    guard value.isFinite else { throw .notFinite(setting: name, value: value) }
    return value
  }

  func nonNegative(_ name: String, default standard: Double) throws(PlanFault) -> Double {
    let value = try number(name, default: standard)
    guard value >= 0 else {
      throw .outOfRange(setting: name, value: value, expected: "0 or more")
    }
    return value
  }

  func whole(
    _ name: String, in range: ClosedRange<Int>, default standard: Int
  ) throws(PlanFault) -> Int {
    let value = try number(name, default: Double(standard))
    guard value.rounded() == value else { throw .notWhole(setting: name, value: value) }
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
      throw .outOfRange(
        setting: name, value: value,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return Int(value)
  }

  func word(
    _ name: String, among words: [String], default standard: String
  ) throws(PlanFault) -> String {
    let word: String
    switch settings[name] {
    case nil: return standard
    case .word(let written): word = written
    case .knob(let knob):
      guard case .word(let chosen)? = knobs[knob] else {
        throw .knobNeedsWord(knob, words: words)
      }
      word = chosen
    case .expression(let expression): word = expression.source
    }
    guard words.contains(word) else {
      throw .unknownWord(setting: name, word: word, words: words)
    }
    return word
  }
}

/// The values that expressions in settings read.
struct PlanContext: ExpressionContext {
  var knobs: [String: KnobValue]
  var variables: [String: Double]

  func knob(_ name: String, arm: String?) -> KnobValue? { knobs[name] }
  func variable(_ name: String) -> Double? { variables[name] }
}
