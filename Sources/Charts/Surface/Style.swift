/// What a cell's colour means. A theme turns meanings into colours, so no view names a colour.
public enum Role: Hashable, Sendable {
  /// The terminal's own foreground.
  case text
  /// Secondary text, axes, raw traces.
  case faint
  /// The one accent: focus, the current choice, titles that lead the eye.
  case accent
  case good, warning, bad
  /// Frames and rules between panels.
  case border
  /// The colour of arm or curve number n (0 …), taken modulo the palette.
  case series(Int)
  /// Step `level` of 0 … 255 along a colour map for magnitudes.
  case magnitude(UInt8)
  /// Step `level` of 0 … 255 along a blue-red map for signed values; 128 is zero.
  case signed(UInt8)
  /// A cell in which several series share the marks.
  case mixed
}

/// How a cell looks: meaning of its foreground, of its background, and attributes.
public struct Style: Hashable, Sendable {
  public var foreground: Role
  /// `nil` keeps the terminal's own background.
  public var background: Role?
  public var isBold: Bool
  public var isUnderlined: Bool
  public var isReversed: Bool

  public init(
    _ foreground: Role = .text, on background: Role? = nil, bold: Bool = false,
    underlined: Bool = false, reversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isUnderlined = underlined
    isReversed = reversed
  }

  public static let plain = Style()
  public static let faint = Style(.faint)
  public static let accent = Style(.accent)
  public static let strong = Style(.text, bold: true)
}

/// The glyphs that a terminal can be trusted with, from richest to plainest.
public enum GlyphTier: Int, Sendable, CaseIterable, Comparable {
  case ascii
  /// Single-width line drawing, as DEC terminals have it.
  case lines
  /// Braille, blocks, Greek and mathematical signs.
  case braille

  public static func < (a: GlyphTier, b: GlyphTier) -> Bool { a.rawValue < b.rawValue }
}

/// How many colours a terminal can be trusted with.
public enum ColorTier: Int, Sendable, CaseIterable, Comparable {
  case mono, sixteen, indexed256, trueColor

  public static func < (a: ColorTier, b: ColorTier) -> Bool { a.rawValue < b.rawValue }
}
