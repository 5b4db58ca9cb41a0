import Arithmetic

/// A labeled place on an axis.
struct Tick: Hashable {
  var value: Double
  var label: String
  /// Lower is rounder; where labels collide, the rounder one stays.
  var roundness = 0
}

/// Chooses the values that an axis labels.
struct Ticks {
  var glyphs: GlyphTier

  /// About `count` ticks for a range, in rising order.
  func values(in range: AxisRange, scale: AxisScale, count: Int) -> [Tick] {
    let count = min(max(count, 1), 50)
    guard scale == .logarithmic, range.lower > 0 else { return linear(range, count: count) }
    let ticks = logarithmic(range, count: count)
    return ticks.count >= 2 ? ticks : linear(range, count: count)
  }

  /// step = 10^⌊log₁₀(range/n)⌋ × {1, 2, 5, 10}, switching at √2, √10, √50.
  /// - Source: Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990
  static func step(length: Double, count: Int) -> Double {
    let rough = max(length / Double(count), Double.leastNormalMagnitude)
    let magnitude = 10.0.pow(rough.log10().rounded(.down))
    let ratio = rough / magnitude
    let multiple: Double = ratio < 1.4142 ? 1 : ratio < 3.1623 ? 2 : ratio < 7.0711 ? 5 : 10
    return magnitude * multiple
  }

  private func linear(_ range: AxisRange, count: Int) -> [Tick] {
    let length = min(range.upper - range.lower, .greatestFiniteMagnitude)
    let step = Self.step(length: length, count: count)
    let first = (range.lower / step).rounded(.up)
    var values: [Double] = []
    for offset in 0...count * 3 {
      let value = (first + Double(offset)) * step
      if value > range.upper + step * 1e-9 { break }
      values.append(value)
    }
    let labels = labels(values, step: step)
    var ticks: [Tick] = []
    for (value, label) in zip(values, labels) where ticks.last?.label != label {
      ticks.append(Tick(value: value, label: label, roundness: value == 0 ? 0 : 1))
    }
    return ticks
  }

  /// The labels of ticks a step apart: of numbers, or on a logarithmic scale of whole decades.
  func labels(
    _ places: [Double], step: Double, scale: AxisScale, in range: AxisRange
  ) -> [String] {
    guard scale == .logarithmic else { return labels(places, step: step) }
    return places.map { label(1, Int($0), asPower: showsPowers(range)) }
  }

  /// Labels with as many digits as the step needs, and one prefix for all.
  private func labels(_ values: [Double], step: Double) -> [String] {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else {
      return values.map { NumberText.compact($0, glyphs: glyphs) }
    }
    let exponent = NumberText.exponent(of: largest)
    if exponent < -3 || exponent >= 15 {
      return values.map { $0 == 0 ? "0" : NumberText.scientific($0, glyphs: glyphs) }
    }
    let prefix = exponent < 4 ? 0 : exponent / 3
    let unit = 10.0.pow(Double(3 * prefix))
    var digits = max(0, -Int(((step / unit).log10() + 1e-9).rounded(.down)))
    // A step of 2.5 has a digit more than one of 2.
    let lastDigits = step / unit * 10.0.pow(Double(digits))
    if abs(lastDigits - lastDigits.rounded()) > 1e-3 { digits += 1 }
    return values.map {
      $0 == 0
        ? "0"
        : NumberText.fixed($0 / unit, digits: min(digits, 8)) + ["", "k", "M", "G", "T"][prefix]
    }
  }

  /// Decades; where few of them fit a range, 2 and 5 times them as well; where many, every
  /// second, third … one.
  private func logarithmic(_ range: AxisRange, count: Int) -> [Tick] {
    let (lower, upper) = (range.lower.log10(), range.upper.log10())
    let (first, last) = (Int((lower - 1e-9).rounded(.up)), Int((upper + 1e-9).rounded(.down)))
    let decades = max(0, last - first + 1)
    let stride = max(1, (decades + count - 1) / count)
    let asPowers = showsPowers(range)
    var ticks: [Tick] = []
    for exponent in first - 1...max(first - 1, last) {
      for multiple in [1, 2, 5] {
        if multiple > 1 && (stride > 1 || decades * 2 > count) { continue }
        if exponent.residue(stride) != 0 { continue }
        let place = Double(exponent) + Double(multiple).log10()
        if place < lower - 1e-9 || place > upper + 1e-9 { continue }
        ticks.append(
          Tick(
            value: 10.0.pow(Double(exponent)) * Double(multiple),
            label: label(multiple, exponent, asPower: asPowers),
            roundness: multiple == 1 ? 0 : multiple == 5 ? 2 : 1))
      }
    }
    return ticks
  }

  private func showsPowers(_ range: AxisRange) -> Bool {
    range.lower.log10() < -3.1 || range.upper.log10() > 4.6
  }

  private func label(_ multiple: Int, _ exponent: Int, asPower: Bool) -> String {
    guard asPower else {
      return NumberText.compact(Double(multiple) * 10.0.pow(Double(exponent)), glyphs: glyphs)
    }
    if exponent == 0 { return "\(multiple)" }
    if multiple == 1 { return NumberText.powerOfTen(exponent, glyphs: glyphs) }
    return glyphs == .braille
      ? "\(multiple)×" + NumberText.powerOfTen(exponent) : "\(multiple)e\(exponent)"
  }
}
