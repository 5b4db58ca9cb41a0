/// The arms of a box-drawing glyph: which neighbors its line leads to.
struct BoxLine: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let up = BoxLine(rawValue: 1)
  static let down = BoxLine(rawValue: 2)
  static let left = BoxLine(rawValue: 4)
  static let right = BoxLine(rawValue: 8)
  static let horizontal: BoxLine = [.left, .right]
  static let vertical: BoxLine = [.up, .down]

  /// By raw value: nothing, then up, down, left, right in binary.
  private static let glyphs: [Unicode.Scalar] = [
    " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
  ]
  private static let asciiGlyphs: [Unicode.Scalar] = [
    " ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+",
  ]

  func glyph(_ tier: GlyphTier) -> Unicode.Scalar {
    (tier == .ascii ? Self.asciiGlyphs : Self.glyphs)[Int(rawValue & 15)]
  }

  /// The arms of a glyph that is one of ours; nil for any other character.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "│", "|": self = .vertical
    case "─", "-": self = .horizontal
    case "┘": self = [.up, .left]
    case "┐": self = [.down, .left]
    case "┤": self = [.up, .down, .left]
    case "└": self = [.up, .right]
    case "┌": self = [.down, .right]
    case "├": self = [.up, .down, .right]
    case "┴": self = [.up, .left, .right]
    case "┬": self = [.down, .left, .right]
    case "┼", "+": self = [.up, .down, .left, .right]
    default: return nil
    }
  }

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}

extension Grid {
  /// Adds arms to the line in a border cell, so that rules that meet make a joint.
  mutating func join(_ arms: BoxLine, column: Int, row: Int, glyphs: GlyphTier) {
    let there = self[column, row]
    let old = there.style.foreground == .border ? BoxLine(there.scalar) ?? [] : []
    self[column, row] = Cell(old.union(arms).glyph(glyphs), Style(.border))
  }

  /// Whether a border line of the given direction stands at a place.
  func hasBorder(_ arms: BoxLine, column: Int, row: Int) -> Bool {
    let there = self[column, row]
    guard there.style.foreground == .border, let line = BoxLine(there.scalar) else { return false }
    return !line.isDisjoint(with: arms)
  }
}
