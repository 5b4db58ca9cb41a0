/// A color scale standing upright, its numbers at the right: what the colors of a plot mean.
struct ColorBar: Drawable {
  let scale: ColorScale
  let usesColor: Bool

  /// The columns that it takes beside a plot: a gap, the bar, a gap, the numbers.
  func columns(_ glyphs: GlyphTier) -> Int {
    // As wide as most numbers are, so that a plot keeps its size while they change.
    3 + ends(glyphs).reduce(5) { max($0, CharacterWidth.columns(of: $1)) }
  }

  private func ends(_ glyphs: GlyphTier) -> [String] {
    [0, 0.5, 1].map { text(at: $0, glyphs) }
  }

  private func text(at share: Double, _ glyphs: GlyphTier) -> String {
    // Halfway between −a and a rounding may leave dust instead of zero.
    let value = scale.value(at: share)
    let isDust = abs(value) < 1e-9 * max(abs(scale.range.lower), abs(scale.range.upper))
    return NumberText.compact(scale.map == .signed && isDust ? 0 : value, glyphs: glyphs)
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.rows >= 2, rect.columns >= 3 else { return }
    var bar = MatrixField(
      (0..<64).map { [scale.value(at: Double(63 - $0) / 63)] }, scale: scale, usesColor: usesColor,
      glyphs: glyphs)
    (bar.width, bar.height) = (1, rect.rows * bar.samplesDown)
    bar.draw(into: &grid, column: rect.column, row: rect.row)
    var marks = [(0, 1.0), (rect.rows - 1, 0.0)]
    if rect.rows >= 5 && rect.rows % 2 == 1 { marks.append((rect.rows / 2, 0.5)) }
    for (row, share) in marks {
      grid.write(
        text(at: share, glyphs), column: rect.column + 2, row: rect.row + row,
        width: rect.columns - 2, style: .faint)
    }
  }
}
