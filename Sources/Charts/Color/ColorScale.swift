/// A run of colors that stands for numbers.
public enum ColorMap: Hashable, Sendable {
  /// Viridis, from the least to the greatest.
  case magnitude
  /// Blue to red, zero in the middle.
  case signed
  /// Zero in a red of its own, all above it along the middle of `magnitude`, where no color is near
  /// to red or to a page: what is there and what is not.
  case zeroApart
  /// Black to white, as in photographs.
  case gray
}

/// Turns numbers into colors, and into shades where there are none.
public struct ColorScale: Hashable, Sendable {
  public var map: ColorMap
  /// What the ends of the colors mean.
  public var range: AxisRange
  public var axis: AxisScale

  public init(_ map: ColorMap, range: AxisRange, axis: AxisScale = .linear) {
    self.map = map
    self.range = range
    self.axis = axis
  }

  /// The scale of some values: from the least to the greatest of them, or as far to both sides of
  /// zero where they have a sign; `range`, where it is given, overrules them.
  public init(
    _ map: ColorMap, fitting values: some Sequence<Double>, range: ClosedRange<Double>? = nil,
    axis: AxisScale = .linear
  ) {
    let fitted: AxisRange
    if let range {
      fitted = AxisRange(lower: range.lowerBound, upper: range.upperBound)
    } else {
      let found = AxisRange.fitting(values, scale: axis) ?? AxisRange(lower: 0, upper: 1)
      let size = max(abs(found.lower), abs(found.upper))
      fitted = map == .signed ? AxisRange(lower: -size, upper: size) : found
    }
    self.init(map, range: fitted, axis: axis)
  }

  /// The place of a value among the colors, 0 … 1; nil where it has none.
  func share(_ value: Double) -> Double? {
    AxisMapping(range, scale: axis).fraction(value).map { min(1, max(0, $0)) }
  }

  /// The value at a place: the inverse of `share`.
  func value(at share: Double) -> Double { AxisMapping(range, scale: axis).value(at: share) }

  /// Of 33 levels, eight apart: more can't be told from each other, and terminals that number
  /// their pairs of colors run out of them.
  private func level(_ value: Double) -> UInt8? {
    share(value).map { UInt8(min(255, ($0 * 32).rounded() * 8)) }
  }

  func role(_ value: Double) -> Role? {
    guard let level = level(value) else { return nil }
    switch map {
    case .magnitude: return .magnitude(level)
    case .zeroApart:
      return value == 0 ? .signed(Self.zeroLevel) : .magnitude(Self.levelAboveZero(level))
    case .signed: return .signed(level)
    case .gray: return .gray(level)
    }
  }

  /// The color of text on the value's color.
  func ink(_ value: Double) -> Role {
    let level = level(value) ?? 0
    switch map {
    case .magnitude, .gray: return .inkOnMagnitude(level)
    case .zeroApart:
      return value == 0
        ? .inkOnSigned(Self.zeroLevel) : .inkOnMagnitude(Self.levelAboveZero(level))
    case .signed: return .inkOnSigned(level)
    }
  }

  /// A red among the colors of signs.
  private static let zeroLevel: UInt8 = 204
  private static func levelAboveZero(_ level: UInt8) -> UInt8 { 80 + level / 2 }

  /// A whole cell of the value. The shade is in the very color of the ground, so it is seen only
  /// where there are no colors: on such terminals, and in text that is copied.
  func cell(_ value: Double, glyphs: GlyphTier) -> Cell {
    guard let role = role(value) else { return .blank }
    return Cell(shade(value, glyphs: glyphs), Style(role, on: role))
  }

  /// A sign as dark as the value is far from the lower end, or from zero; those below zero differ
  /// from those above.
  func shade(_ value: Double, glyphs: GlyphTier) -> Unicode.Scalar {
    guard let share = share(value) else { return " " }
    switch map {
    case .magnitude, .gray: return Shades.sign(share, of: Shades.rising(glyphs))
    case .zeroApart:
      if value == 0 { return glyphs == .braille ? "×" : "x" }
      return Shades.sign(share, of: Array(Shades.rising(glyphs).dropFirst()))
    case .signed:
      let distance = share * 2 - 1
      return Shades.sign(
        abs(distance), of: distance < 0 ? Shades.negative : Shades.positive(glyphs))
    }
  }
}

/// Signs of rising darkness.
enum Shades {
  static func rising(_ glyphs: GlyphTier) -> [Unicode.Scalar] {
    glyphs == .braille
      ? [" ", "░", "▒", "▓", "█"] : [" ", ".", ":", "-", "=", "+", "*", "#", "%"]
  }

  static func positive(_ glyphs: GlyphTier) -> [Unicode.Scalar] {
    glyphs == .braille ? [" ", "░", "▒", "▓", "█"] : [" ", ".", "+", "*", "#"]
  }

  static let negative: [Unicode.Scalar] = [" ", "-", "~", "=", "%"]

  static func sign(_ share: Double, of signs: [Unicode.Scalar]) -> Unicode.Scalar {
    signs[min(signs.count - 1, max(0, Int((share * Double(signs.count - 1)).rounded())))]
  }
}
