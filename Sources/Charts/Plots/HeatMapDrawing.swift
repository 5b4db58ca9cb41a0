extension HeatMap {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    var body = rect
    if !title.isEmpty && rect.rows > 1 {
      PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
      body = rect.inset(top: 1)
    }
    let scale = body.rows >= 3 ? body.endRow - 1 : nil
    let field = body.inset(bottom: body.rows >= 3 ? 1 : 0)
    let (rows, columns) = (values.count, values.reduce(0) { max($0, $1.count) })
    guard rows > 0, columns > 0, !field.isEmpty else { return }
    let samplesDown = glyphs == .braille && usesColor ? 2 : 1
    // Two samples a cell are square; one sample takes two columns.
    let across = samplesDown == 2 ? 1 : 2
    let zoom = max(
      1, min(field.columns / (columns * across), field.rows * samplesDown / rows))
    let width = min(field.columns, columns * across * zoom)
    let height = min(field.rows * samplesDown, rows * zoom)
    for row in 0..<(height + samplesDown - 1) / samplesDown {
      for column in 0..<width {
        func sample(_ down: Int) -> Double? {
          let place = row * samplesDown + down
          return place < height
            ? mean(across: column, of: width, down: place, of: height, columns: columns) : nil
        }
        grid[field.column + column, field.row + row] = cell(
          sample(0), samplesDown == 2 ? sample(1) : nil, isPair: samplesDown == 2)
      }
    }
    if let scale {
      drawScale(
        row: min(scale, field.row + (height + samplesDown - 1) / samplesDown), in: field,
        width: width, glyphs: glyphs, into: &grid)
    }
  }

  /// The values at the ends of the color map.
  public var shownRange: AxisRange {
    if let range { return AxisRange(lower: range.lowerBound, upper: range.upperBound) }
    let fitted = AxisRange.fitting(values.lazy.flatMap { $0 }) ?? AxisRange(lower: 0, upper: 1)
    guard colorMap == .signed else { return fitted }
    let size = max(abs(fitted.lower), abs(fitted.upper))
    return AxisRange(lower: -size, upper: size)
  }

  /// The mean of the values that a sample covers (the nearest one where it covers less than one).
  private func mean(
    across: Int, of width: Int, down: Int, of height: Int, columns: Int
  ) -> Double? {
    func span(_ place: Int, _ parts: Int, _ count: Int) -> Range<Int> {
      let first = place * count / parts
      return first..<max(first + 1, (place + 1) * count / parts)
    }
    var (sum, count) = (0.0, 0)
    for row in span(down, height, values.count) where row < values.count {
      for column in span(across, width, columns) where column < values[row].count {
        guard values[row][column].isFinite else { continue }
        sum += values[row][column]
        count += 1
      }
    }
    return count == 0 ? nil : sum / Double(count)
  }

  private func role(_ value: Double) -> Role {
    let share = AxisMapping(shownRange, scale: .linear).fraction(value) ?? 0
    let level = UInt8(min(255, max(0, (share * 255).rounded())))
    return colorMap == .signed ? .signed(level) : .magnitude(level)
  }

  private func cell(_ upper: Double?, _ lower: Double?, isPair: Bool) -> Cell {
    guard isPair else {
      guard let upper else { return .blank }
      return usesColor ? Cell(" ", Style(.text, on: role(upper))) : Cell(letter(upper))
    }
    switch (upper, lower) {
    case (let upper?, let lower?): return Cell("▀", Style(role(upper), on: role(lower)))
    case (let upper?, nil): return Cell("▀", Style(role(upper)))
    case (nil, let lower?): return Cell("▄", Style(role(lower)))
    case (nil, nil): return .blank
    }
  }

  /// A letter as dark as the value is far from the lower end, or from zero.
  private func letter(_ value: Double) -> Unicode.Scalar {
    let share = AxisMapping(shownRange, scale: .linear).fraction(value) ?? 0
    return ShadeRamp.glyph(colorMap == .signed ? abs(share - 0.5) * 2 : share)
  }

  /// The color map from end to end, with numbers.
  private func drawScale(
    row: Int, in field: Rect, width: Int, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let shown = shownRange
    let ends = [shown.lower, shown.upper].map { NumberText.compact($0, glyphs: glyphs) }
    let texts = ends.map { CharacterWidth.columns(of: $0) }
    let length = min(max(width, 24), field.columns) - texts[0] - texts[1] - 2
    guard length >= 3 else { return }
    let start = grid.write(ends[0], column: field.column, row: row, style: .faint) + 1
    for offset in 0..<length {
      let share = Double(offset) / Double(length - 1)
      let value = AxisMapping(shown, scale: .linear).value(at: share)
      let isColored = usesColor
      grid[start + offset, row] =
        isColored
        ? Cell(glyphs == .braille ? "▄" : " ", barStyle(value, glyphs)) : Cell(letter(value))
    }
    grid.write(ends[1], column: start + length + 1, row: row, style: .faint)
  }

  private func barStyle(_ value: Double, _ glyphs: GlyphTier) -> Style {
    glyphs == .braille ? Style(role(value)) : Style(.text, on: role(value))
  }
}
