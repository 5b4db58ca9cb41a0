internal import Arithmetic
public import Experiments
public import Lessons

/// A knob and the values that a sweep turns it to, in their order.
public struct SweepAxis: Hashable, Sendable {
  /// As somebody writes it.
  public struct Words: Hashable, Sendable {
    public var knob: String
    /// `1e-3..1`, `0.1,0.3,1`, words of the knob, or `all` of them.
    public var range: String
    /// How many values; nil: as many as are listed.
    public var count: Int?

    public init(knob: String, range: String, count: Int? = nil) {
      self.knob = knob
      self.range = range
      self.count = count
    }

    /// From words in a row: a range of numbers has their count after it, a list may have.
    /// - Throws: `SweepFault.noRange` for a knob at the end.
    public static func parse(_ words: [String]) throws(SweepFault) -> [Words] {
      var (axes, rest) = ([Words](), words[...])
      while let knob = rest.popFirst() {
        guard let range = rest.popFirst() else { throw .noRange(knob: knob) }
        let count = rest.first.flatMap { Int($0) }
        if count != nil { rest.removeFirst() }
        axes.append(Words(knob: knob, range: range, count: count))
      }
      return axes
    }
  }

  public let knob: Knob
  public private(set) var values: [KnobValue]
  /// Whether they are spaced over a range, and not listed.
  private let isSpaced: Bool

  /// The most values of one knob.
  public static let valueLimit = 200

  /// - Throws: `SweepFault` for a range that the knob doesn't have.
  init(_ words: Words, of lesson: Lesson) throws(SweepFault) {
    let names = lesson.knobs.map(\.name)
    guard let knob = lesson.knobCalled(words.knob) else {
      throw .unknownKnob(
        words.knob, nearest: nearestName(to: words.knob, in: names), known: names)
    }
    self.knob = knob
    isSpaced = words.range.contains("..")
    values =
      isSpaced ? try Self.spaced(words, over: knob) : try Self.listed(words.range, for: knob)
    guard Set(values).count == values.count else {
      let repeated = values.first { value in values.count { $0 == value } > 1 }
      throw .repeated(knob: knob.name, value: repeated?.argument ?? "", range: words.range)
    }
    guard (1...Self.valueLimit).contains(values.count) else {
      throw .valueCount(knob: knob.name, found: values.count, limit: Self.valueLimit)
    }
    if let count = words.count, count != values.count {
      throw .otherCount(
        knob: knob.name, range: words.range, found: count, expected: values.count)
    }
  }

  /// The same with whole numbers, where an experiment takes no others; nil where that can't be.
  var whole: SweepAxis? {
    let rounded = values.map { value in
      if case .number(let number) = value { KnobValue.number(number.rounded()) } else { value }
    }
    guard isSpaced, rounded != values, rounded.first == values.first, rounded.last == values.last,
      Set(rounded).count == rounded.count
    else { return nil }
    var axis = self
    axis.values = rounded
    return axis
  }

  // MARK: Spaced values

  private static func spaced(_ words: Words, over knob: Knob) throws(SweepFault) -> [KnobValue] {
    guard case .number(let range, let isLogarithmic, let step) = knob.kind else {
      throw .noNumbers(knob: knob.name, range: words.range, takes: sweepable(knob))
    }
    guard let dots = words.range.firstRange(of: ".."),
      let low = Double(words.range[..<dots.lowerBound]),
      let high = Double(words.range[dots.upperBound...]), low < high,
      words.range[dots.upperBound...].first != ".", low.isFinite, high.isFinite
    else { throw .unreadRange(knob: knob.name, range: words.range) }
    for end in [low, high] { try check(end, range, knob) }
    guard let count = words.count, (2...valueLimit).contains(count) else {
      throw .spacedCount(knob: knob.name, found: words.count, limit: valueLimit)
    }
    let numbers = (0..<count).map { index in
      guard index > 0 else { return low }
      guard index < count - 1 else { return high }
      let fraction = Double(index) / Double(count - 1)
      // low·(high/low)ᶠ, or low + f·(high − low)
      if isLogarithmic { return tidied(low * (high / low).pow(fraction)) }
      return onGrid(low + fraction * (high - low), from: range.lowerBound, step: step)
    }
    // Not `repeated`: nobody has written them.
    guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .tooFine(knob: knob.name, range: words.range, count: count, step: step)
    }
    return numbers.map { .number($0) }
  }

  /// The nearest place of the grid that the knob is turned on.
  private static func onGrid(_ number: Double, from origin: Double, step: Double?) -> Double {
    guard let step, step > 0 else { return tidied(number) }
    return tidied(origin + ((number - origin) / step).rounded() * step)
  }

  /// The nearest number of twelve significant digits: 0.01, not 0.010000000000000002.
  private static func tidied(_ number: Double) -> Double {
    guard number != 0 else { return 0 }
    let exponent = Int(number.magnitude.log10().rounded(.down)) - 11
    let digits = (number * 10.0.pow(Double(-exponent))).rounded()
    guard digits.magnitude < 0x1p52 else { return number }
    return Double("\(Int(digits))e\(exponent)") ?? number
  }

  private static func check(
    _ number: Double, _ range: ClosedRange<Double>, _ knob: Knob
  ) throws(SweepFault) {
    guard !range.contains(number) else { return }
    throw .outside(knob: knob.name, value: number, range: range)
  }

  // MARK: Listed values

  private static func listed(_ text: String, for knob: Knob) throws(SweepFault) -> [KnobValue] {
    guard !sweepable(knob).isEmpty else { throw .notSwept(knob: knob.name, knob.kind.taken) }
    if text == "all", let all = all(of: knob) { return all }
    var values: [KnobValue] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let value = knob.value(ofArgument: String(word))
      guard knob.accepts(value) else {
        throw .wrongValue(knob: knob.name, value: String(word), takes: sweepable(knob))
      }
      if case .number(let range, _, _) = knob.kind, case .number(let number) = value {
        try check(number, range, knob)
      }
      values.append(value)
    }
    return values
  }

  /// Every word of a choice, every preset of a matrix; nil where there are none, or it is itself a word.
  private static func all(of knob: Knob) -> [KnobValue]? {
    switch knob.kind {
    case .choice(let words): words.contains("all") ? nil : words.map { .word($0) }
    case .matrix(let kind):
      kind.presets.isEmpty ? nil : kind.presets.map { .matrix($0.matrix) }
    case .number, .text, .position: nil
    }
  }

  /// What RANGE may be for the knob; empty where it can't be swept.
  private static func sweepable(_ knob: Knob) -> String {
    switch knob.kind {
    case .number(let range, _, _):
      "numbers from \(shortNumber(range.lowerBound)) to \(shortNumber(range.upperBound))"
    case .choice(let words): "all, or some of " + words.joined(separator: ",")
    case .matrix(let kind) where !kind.presets.isEmpty:
      "all, or some of " + kind.presets.map(\.name).joined(separator: ",")
    case .matrix, .text, .position: ""
    }
  }
}
