/// A field of dots, several of them a cell: 2 × 4 in Braille, 1 × 2 in ASCII.
struct DotRaster {
  let columns: Int
  let rows: Int
  let dotsAcross: Int
  let dotsDown: Int
  /// How many dots a line is wide.
  let thickness: Int
  /// The dots of each cell, bits as in a Braille cell.
  private(set) var masks: [UInt8]

  init(columns: Int, rows: Int, glyphs: GlyphTier, thickness: Int = 1) {
    self.columns = columns
    self.rows = rows
    self.thickness = max(1, thickness)
    (dotsAcross, dotsDown) = (glyphs == .braille ? 2 : 1, Self.dotsDown(glyphs))
    masks = Array(repeating: 0, count: columns * rows)
  }

  /// Rows of dots in a cell.
  static func dotsDown(_ glyphs: GlyphTier) -> Int { glyphs == .braille ? 4 : 2 }

  var width: Int { columns * dotsAcross }
  var height: Int { rows * dotsDown }

  /// Sets a dot; outside the field nothing happens.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0 && y >= 0 && x < width && y < height else { return }
    masks[y / dotsDown * columns + x / dotsAcross] |= BrailleDot.mask(
      column: x % dotsAcross, row: y % dotsDown)
  }

  /// Sets a square of dots as wide as a line, with (x, y) in its middle.
  private mutating func stamp(_ x: Int, _ y: Int) {
    let (left, top) = (x - (thickness - 1) / 2, y - (thickness - 1) / 2)
    for dotY in top..<top + thickness {
      for dotX in left..<left + thickness { set(dotX, dotY) }
    }
  }

  /// Sets the dots between two points that `isOn` lets through by their x.
  /// - Source: Bresenham, "Algorithm for computer control of a digital plotter", 1965
  mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, where isOn: (Int) -> Bool) {
    let (dx, dy) = (abs(x1 - x0), -abs(y1 - y0))
    let (stepX, stepY) = (x0 < x1 ? 1 : -1, y0 < y1 ? 1 : -1)
    var (x, y, error) = (x0, y0, dx + dy)
    while true {
      if isOn(x) { stamp(x, y) }
      if x == x1 && y == y1 { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// The glyph that shows the dots of a cell.
  static func glyph(_ mask: UInt8, _ tier: GlyphTier) -> Unicode.Scalar {
    if tier == .braille { return Unicode.Scalar(0x2800 + UInt32(mask)) ?? " " }
    switch mask {
    case 1: return "'"
    case 2: return "."
    default: return ":"
    }
  }
}

/// What tells curves apart where there is no color: which dots of a row are drawn.
struct DashPattern {
  static let solid = DashPattern(index: 0)
  static let dotted = DashPattern(index: 6)

  private static let patterns: [[Bool]] = [
    "#", "####..", "#.", "#####..#..", "##..", "########..", "#...", "###.#.#.",
  ].map { text in text.map { $0 == "#" } }

  private let pattern: [Bool]

  init(index: Int) {
    pattern = Self.patterns[index.residue(Self.patterns.count)]
  }

  func isOn(_ x: Int) -> Bool { pattern[x.residue(pattern.count)] }

  /// Letters that mark a curve where there is no Braille.
  static func marker(index: Int) -> Unicode.Scalar {
    let markers: [Unicode.Scalar] = ["o", "+", "x", "*", "#", "%", "@", "&"]
    return markers[index.residue(markers.count)]
  }
}
