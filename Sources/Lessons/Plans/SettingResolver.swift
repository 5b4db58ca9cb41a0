internal import Experiments

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
      guard case .number(let number)? = knobs[knob] else {
        throw .knobTakes(knob, what: Knob.Kind.takenNumber)
      }
      value = number
    case .word(let word): throw .unknownWord(setting: name, word: word, words: ["a number"])
    case .matrix: throw .unknownWord(setting: name, word: "a matrix", words: ["a number"])
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

  /// A number from 0 to 1, 1 itself left out.
  func share(_ name: String, default standard: Double) throws(PlanFault) -> Double {
    let value = try number(name, default: standard)
    guard value >= 0, value < 1 else {
      throw .outOfRange(setting: name, value: value, expected: "from 0 to less than 1")
    }
    return value
  }

  /// A number from 0 to 1.
  func fraction(_ name: String, default standard: Double) throws(PlanFault) -> Double {
    let value = try number(name, default: standard)
    guard (0...1).contains(value) else {
      throw .outOfRange(setting: name, value: value, expected: "from 0 to 1")
    }
    return value
  }

  /// A list of whole numbers; empty where the lesson has none.
  func wholes(_ name: String, in range: ClosedRange<Int>) throws(PlanFault) -> [Int] {
    var result: [Int] = []
    while has("\(name).\(result.count)") {
      result.append(try whole("\(name).\(result.count)", in: range, default: range.lowerBound))
    }
    return result
  }

  /// A list of numbers; empty where the lesson has none.
  func numbers(_ name: String) throws(PlanFault) -> [Double] {
    if has(name) { return try matrix(name)?.values ?? [] }
    var result: [Double] = []
    while has("\(name).\(result.count)") {
      result.append(try number("\(name).\(result.count)", default: 0))
    }
    return result
  }

  /// Numbers in rows from a knob; nil where the lesson says nothing.
  func matrix(_ name: String) throws(PlanFault) -> KnobMatrix? {
    switch settings[name] {
    case nil: return nil
    case .knob(let knob):
      guard case .matrix(let matrix)? = knobs[knob] else {
        throw .knobTakes(knob, what: Knob.Kind.takenMatrix)
      }
      return matrix
    case .matrix(let matrix): return matrix
    case .expression, .word: throw .knobTakes(name, what: Knob.Kind.takenMatrix)
    }
  }

  /// `yes` or `no`.
  func truth(_ name: String, default standard: Bool) throws(PlanFault) -> Bool {
    let words = SettingField.truthWords
    let word = try word(name, among: words, default: standard ? "yes" : "no")
    return word == "yes" || word == "true"
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

  /// What a knob with choices chooses.
  func choice(_ name: String) throws(PlanFault) -> String {
    guard case .knob(let knob)? = settings[name], case .word(let chosen)? = knobs[knob] else {
      throw .knobTakes(name, what: "one of its choices")
    }
    return chosen
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
        throw .knobTakes(knob, what: Knob.Kind.taken(words))
      }
      word = chosen
    case .expression(let expression): word = expression.source
    case .matrix: word = "a matrix"
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
