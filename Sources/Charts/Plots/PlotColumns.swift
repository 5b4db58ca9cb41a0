/// Shares the width of a rectangle among plots that stand side by side.
public struct PlotColumns {
  /// Of equal width; fewer than asked for where they would be narrower than the minimum.
  public private(set) var rects: [Rect] = []

  public init(count: Int, in rect: Rect, gap: Int, minimum: Int, maximum: Int) {
    guard count > 0, rect.columns > 0 else { return }
    // A narrow gap is given up before a plot is.
    let gap = (rect.columns + gap) / count >= minimum * 2 + gap ? gap : min(gap, 1)
    let fitting = max(1, min(count, (rect.columns + gap) / (minimum + gap)))
    let width = min(maximum, max(1, (rect.columns - gap * (fitting - 1)) / fitting))
    rects = (0..<fitting).map {
      Rect(
        column: rect.column + $0 * (width + gap), row: rect.row,
        columns: min(width, rect.columns), rows: rect.rows)
    }
  }
}

/// Picks some of many things evenly, the first and the last among them.
enum EvenChoice {
  static func indices(of count: Int, atMost limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<max(0, count)) }
    guard limit > 1 else { return limit == 1 ? [0] : [] }
    return (0..<limit).map { ($0 * (count - 1) + (limit - 1) / 2) / (limit - 1) }
  }
}

/// Letters of rising darkness, for shares where there are no blocks.
enum ShadeRamp {
  private static let letters: [Unicode.Scalar] = [
    " ", ".", ":", "-", "=", "+", "*", "#", "%", "@",
  ]

  /// The letter for a share of 0 … 1; what isn't nothing is never blank.
  static func glyph(_ share: Double) -> Unicode.Scalar {
    guard share > 0 else { return " " }
    return letters[min(9, max(1, Int((share * 9).rounded())))]
  }
}

extension Grid {
  /// Draws a bar from the bottom of a rectangle, its height a share 0 … 1 of the rectangle's, in
  /// eighths of a cell. What isn't nothing shows at least one eighth.
  mutating func drawBar(
    _ share: Double, column: Int, in rect: Rect, style: Style, glyphs: GlyphTier
  ) {
    let full = rect.rows * 8
    let eighths = share > 0.004 ? min(full, max(1, Int((share * Double(full)).rounded()))) : 0
    for offset in 0..<rect.rows {
      let level = min(8, eighths - offset * 8)
      guard level > 0 else { return }
      let glyph: Unicode.Scalar =
        glyphs == .braille
        ? Unicode.Scalar(0x2580 + UInt32(level)) ?? "█" : level > 5 ? "#" : level > 2 ? "=" : "_"
      self[column, rect.endRow - 1 - offset] = Cell(glyph, style)
    }
  }
}
