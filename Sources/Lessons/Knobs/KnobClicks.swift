import Arithmetic
public import Experiments

extension Knob {
  /// The neighboring value `clicks` away (negative: down), clamped to the range; from outside of it
  /// the first click leads to the nearer end. A logarithmic knob has ten positions a decade, a linear
  /// one `step` or a twentieth of the range. Texts have no neighbors.
  public func value(from value: KnobValue, clicks: Int) -> KnobValue {
    let clicks = max(-10_000, min(10_000, clicks))
    switch (kind, value) {
    case (.choice(let words), .word(let word)):
      guard let index = words.firstIndex(of: word) else {
        return words.first.map(KnobValue.word) ?? value
      }
      return .word(words[max(0, min(words.count - 1, index + clicks))])
    case (.number(let range, let isLogarithmic, let step), .number(let number)):
      guard number.isFinite, clicks != 0 else { return value }
      // A search from far outside would not end, and its numbers would not be finite.
      guard range.contains(number) else {
        let isBelow = number < range.lowerBound
        let (end, inward) = isBelow ? (range.lowerBound, 1) : (range.upperBound, -1)
        return self.value(
          from: .number(end), clicks: clicks.signum() == inward ? clicks - inward : 0)
      }
      let moved =
        isLogarithmic
        ? Self.preferredNumber(from: number, range: range, clicks: clicks)
        : Self.gridNumber(from: number, range: range, step: step, clicks: clicks)
      return .number(max(range.lowerBound, min(range.upperBound, moved)))
    case (.text, .word): return value
    case (.matrix(let kind), .matrix(let matrix)):
      return .matrix(kind.preset(from: matrix, clicks: clicks))
    case (.position(let kind), .matrix(let matrix)):
      return .matrix(kind.place(from: matrix, right: clicks, up: 0))
    default: return self.value
    }
  }

  /// The position nearest to a fraction, 0 … 1, of the way from one end to the other.
  public func value(at fraction: Double) -> KnobValue {
    guard case .number(let range, let isLogarithmic, _) = kind else { return value }
    if fraction <= 0 { return .number(range.lowerBound) }
    if fraction >= 1 { return .number(range.upperBound) }
    let (low, high) = (range.lowerBound, range.upperBound)
    let number =
      isLogarithmic && low > 0 ? low * (high / low).pow(fraction) : low + fraction * (high - low)
    let neighbors = [-1, 1].compactMap { clicks -> Double? in
      if case .number(let near) = value(from: .number(number), clicks: clicks) { near } else { nil }
    }
    let nearest = neighbors.min { abs($0 - number) < abs($1 - number) }
    return .number(nearest ?? number)
  }

  /// Whether the knob can be turned to `value`: a finite number, inside the slider's range or not,
  /// one of its words, or a text that is short enough.
  public func accepts(_ value: KnobValue) -> Bool {
    switch (kind, value) {
    case (.number, .number(let number)): number.isFinite
    case (.choice(let words), .word(let word)): words.contains(word)
    case (.text(let limit), .word(let text)): Self.isText(text, limit: limit)
    case (.matrix(let kind), .matrix(let matrix)): kind.accepts(matrix)
    case (.position(let kind), .matrix(let matrix)): kind.accepts(matrix)
    default: false
    }
  }

  /// Whether a text knob can hold it: one line of `limit` characters at most, not all blank. They
  /// have four bytes in the mean at most, because one letter may have any number of marks.
  private static func isText(_ text: String, limit: Int) -> Bool {
    text.utf8.count <= 4 * limit && text.count <= limit && text.contains { $0 != " " }
      && !text.unicodeScalars.contains(where: \.isForbidden) && !text.contains(where: \.isNewline)
      && !text.contains("\t")
  }

  /// The ten preferred numbers of a decade (Renard's series R10, ISO 3), in thousandths.
  private static let mantissas = [1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000]

  /// Position k is the mantissa k mod 10 times 10 to the power ⌊k / 10⌋.
  private static func preferred(_ position: Int) -> Double {
    let decade = Int((Double(position) / 10).rounded(.down))
    let mantissa = mantissas[position - 10 * decade]
    return Double("\(mantissa)e\(decade - 3)") ?? 0
  }

  private static func preferredNumber(
    from number: Double, range: ClosedRange<Double>, clicks: Int
  ) -> Double {
    // The highest position at or below the number, whatever rounding does to the logarithm.
    var below = Int((10 * number.log10()).rounded(.down)) - 1
    while preferred(below + 1) <= number * (1 + 1e-9) { below += 1 }
    let isOnPosition = preferred(below) >= number * (1 - 1e-9)
    let start = clicks > 0 || isOnPosition ? below : below + 1
    return preferred(start + clicks)
  }

  private static func gridNumber(
    from number: Double, range: ClosedRange<Double>, step: Double?, clicks: Int
  ) -> Double {
    let step = step ?? (range.upperBound - range.lowerBound) / 20
    guard step > 0 else { return range.lowerBound }
    let position = (number - range.lowerBound) / step
    let nearest = position.rounded()
    let isOnGrid = (position - nearest).magnitude < 1e-6
    let start = isOnGrid ? nearest : position.rounded(clicks > 0 ? .down : .up)
    return tidied(range.lowerBound + (start + Double(clicks)) * step, step: step)
  }

  /// The nearest number with nine decimals more than `step` needs: 0.3, not 0.30000000000000004.
  private static func tidied(_ number: Double, step: Double) -> Double {
    let factor = 10.0.pow(9 - step.log10().rounded(.down))
    let scaled = number * factor
    return scaled.magnitude < 0x1p52 ? scaled.rounded() / factor : number
  }
}
