/// What a cell's color means. A theme turns meanings into colors, so no view names a color.
public enum Role: Hashable, Sendable {
  /// The terminal's own foreground.
  case text
  /// Secondary text and axes.
  case faint
  /// The one accent: focus, the current choice, titles that lead the eye.
  case accent
  case good, warning, bad
  /// Frames and rules between panels.
  case border
  /// A cell in which several series share the marks.
  case mixed
  /// The color of arm or curve number n (0 …), taken modulo the palette.
  case series(Int)
  /// The raw trace of curve n under the smoothed one: its color, subdued.
  case trace(Int)
  /// Step `level` of 0 … 255 along a color map for magnitudes.
  case magnitude(UInt8)
  /// Step `level` of 0 … 255 along a blue-red map for signed values; 128 is zero.
  case signed(UInt8)
  /// Step `level` of 0 … 255 from black to white.
  case gray(UInt8)
  /// Black or white, whichever is read better on that step of the map for magnitudes.
  case inkOnMagnitude(UInt8)
  /// Black or white, whichever is read better on that step of the map for signed values.
  case inkOnSigned(UInt8)

  /// Kind in the upper four bits, level or index modulo 256 in the lower eight.
  var code: UInt32 {
    switch self {
    case .text: 0
    case .faint: 0x100
    case .accent: 0x200
    case .good: 0x300
    case .warning: 0x400
    case .bad: 0x500
    case .border: 0x600
    case .mixed: 0x700
    case .series(let index): 0x800 | UInt32(truncatingIfNeeded: index & 255)
    case .trace(let index): 0x900 | UInt32(truncatingIfNeeded: index & 255)
    case .magnitude(let level): 0xA00 | UInt32(level)
    case .signed(let level): 0xB00 | UInt32(level)
    case .gray(let level): 0xC00 | UInt32(level)
    case .inkOnMagnitude(let level): 0xD00 | UInt32(level)
    case .inkOnSigned(let level): 0xE00 | UInt32(level)
    }
  }

  init?(code: UInt32) {
    let low = UInt8(truncatingIfNeeded: code)
    switch code >> 8 & 15 {
    case 0: self = .text
    case 1: self = .faint
    case 2: self = .accent
    case 3: self = .good
    case 4: self = .warning
    case 5: self = .bad
    case 6: self = .border
    case 7: self = .mixed
    case 8: self = .series(Int(low))
    case 9: self = .trace(Int(low))
    case 10: self = .magnitude(low)
    case 11: self = .signed(low)
    case 12: self = .gray(low)
    case 13: self = .inkOnMagnitude(low)
    case 14: self = .inkOnSigned(low)
    default: return nil
    }
  }
}

/// How a cell looks: meaning of its foreground, of its background, and attributes.
/// Packed into 32 bits, since a screen holds thousands and is compared every frame: foreground
/// in bits 0 … 11, background in 12 … 23, attributes above.
public struct Style: Hashable, Sendable {
  private var bits: UInt32

  private static let noBackground: UInt32 = 0xF00

  public init(
    _ foreground: Role = .text, on background: Role? = nil, bold: Bool = false,
    underlined: Bool = false, reversed: Bool = false
  ) {
    bits = foreground.code | (background?.code ?? Self.noBackground) << 12
    if bold { bits |= 1 << 24 }
    if underlined { bits |= 1 << 25 }
    if reversed { bits |= 1 << 26 }
  }

  public var foreground: Role {
    get { Role(code: bits & 0xFFF) ?? .text }
    set { bits = bits & ~0xFFF | newValue.code }
  }

  /// `nil` keeps the terminal's own background.
  public var background: Role? {
    get { Role(code: bits >> 12 & 0xFFF) }
    set { bits = bits & ~0xFFF000 | (newValue?.code ?? Self.noBackground) << 12 }
  }

  public var isBold: Bool {
    get { bits >> 24 & 1 == 1 }
    set { setBit(24, newValue) }
  }

  public var isUnderlined: Bool {
    get { bits >> 25 & 1 == 1 }
    set { setBit(25, newValue) }
  }

  public var isReversed: Bool {
    get { bits >> 26 & 1 == 1 }
    set { setBit(26, newValue) }
  }

  private mutating func setBit(_ place: UInt32, _ value: Bool) {
    bits = value ? bits | 1 << place : bits & ~(1 << place)
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

/// How many colors a terminal can be trusted with.
public enum ColorTier: Int, Sendable, CaseIterable, Comparable {
  case mono, sixteen, indexed256, trueColor

  public static func < (a: ColorTier, b: ColorTier) -> Bool { a.rawValue < b.rawValue }
}
