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
  /// Lines behind curves, at the ticks of an axis.
  case gridLine
  /// The strongest foreground: code and the like, in the midst of text.
  case strong
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
  /// A color of its own, as the pixels of photographs have. Nothing but photographs: all else has a
  /// meaning, which themes show.
  case color(PhotographColor)

  /// Bits that a code takes.
  static let codeBits: UInt32 = 14
  private static let firstColor: UInt32 = 0x1000

  /// Kind in four bits, level or index modulo 256 in the lower eight; colors from 4096 on.
  var code: UInt32 {
    switch self {
    case .text: 0
    case .faint: 0x100
    case .accent: 0x200
    case .good: 0x300
    case .warning: 0x400
    case .bad: 0x500
    case .border: 0x600
    case .gridLine: 0x601
    case .strong: 0x700
    case .series(let index): 0x800 | UInt32(truncatingIfNeeded: index & 255)
    case .trace(let index): 0x900 | UInt32(truncatingIfNeeded: index & 255)
    case .magnitude(let level): 0xA00 | UInt32(level)
    case .signed(let level): 0xB00 | UInt32(level)
    case .gray(let level): 0xC00 | UInt32(level)
    case .inkOnMagnitude(let level): 0xD00 | UInt32(level)
    case .inkOnSigned(let level): 0xE00 | UInt32(level)
    case .color(let color): Self.firstColor + UInt32(color.code)
    }
  }

  init?(code: UInt32) {
    if code >= Self.firstColor {
      guard let color = PhotographColor(code: code - Self.firstColor) else { return nil }
      self = .color(color)
      return
    }
    let low = UInt8(truncatingIfNeeded: code)
    switch code >> 8 {
    case 0: self = .text
    case 1: self = .faint
    case 2: self = .accent
    case 3: self = .good
    case 4: self = .warning
    case 5: self = .bad
    case 6: self = low == 0 ? .border : .gridLine
    case 7: self = .strong
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
/// in bits 0 … 13, background in 14 … 27, attributes above.
public struct Style: Hashable, Sendable {
  private var bits: UInt32

  private static let noBackground: UInt32 = 0xF00
  private static let mask: UInt32 = 1 << Role.codeBits - 1
  /// The places of the attributes.
  private static let (bold, underlined, reversed): (UInt32, UInt32, UInt32) = (28, 29, 30)

  public init(
    _ foreground: Role = .text, on background: Role? = nil, bold: Bool = false,
    underlined: Bool = false, reversed: Bool = false
  ) {
    bits = foreground.code | (background?.code ?? Self.noBackground) << Role.codeBits
    if bold { isBold = true }
    if underlined { isUnderlined = true }
    if reversed { isReversed = true }
  }

  public var foreground: Role {
    get { Role(code: bits & Self.mask) ?? .text }
    set { bits = bits & ~Self.mask | newValue.code }
  }

  /// `nil` keeps the terminal's own background.
  public var background: Role? {
    get { Role(code: bits >> Role.codeBits & Self.mask) }
    set {
      let code = newValue?.code ?? Self.noBackground
      bits = bits & ~(Self.mask << Role.codeBits) | code << Role.codeBits
    }
  }

  public var isBold: Bool {
    get { hasBit(Self.bold) }
    set { setBit(Self.bold, newValue) }
  }

  public var isUnderlined: Bool {
    get { hasBit(Self.underlined) }
    set { setBit(Self.underlined, newValue) }
  }

  public var isReversed: Bool {
    get { hasBit(Self.reversed) }
    set { setBit(Self.reversed, newValue) }
  }

  private func hasBit(_ place: UInt32) -> Bool { bits >> place & 1 == 1 }

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
