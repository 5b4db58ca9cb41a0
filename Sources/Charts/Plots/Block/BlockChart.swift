/// A block of cells along three axes, seen at a slant: its front, its top and its right side, with a
/// part of the cells lit.
///
/// The front is channels by places; examples go back into the depth. Where an axis is longer than
/// there is room for, its cells stand for several each.
public struct BlockChart: Drawable, Hashable, Sendable {
  /// One axis: "C", how many there are along it, and which of them are lit.
  public struct Axis: Hashable, Sendable {
    public var name: String
    public var length: Int
    public var part: Range<Int>

    public init(_ name: String, length: Int, part: Range<Int>) {
      self.name = name
      self.length = length
      self.part = part
    }

    var label: String { "\(name) = \(length)" }

    /// The cells that are lit, of so many that are shown.
    func lit(of shown: Int) -> Range<Int> {
      guard length > 0, !part.isEmpty else { return 0..<0 }
      let first = part.lowerBound * shown / length
      return first..<max(first + 1, (part.upperBound * shown + length - 1) / length)
    }
  }

  public var depth, across, down: Axis
  /// The color of what is lit.
  public var index: Int
  /// Below the block: "392 numbers a mean".
  public var caption: String

  public init(depth: Axis, across: Axis, down: Axis, index: Int = 0, caption: String = "") {
    self.depth = depth
    self.across = across
    self.down = down
    self.index = index
    self.caption = caption
  }

  private static let cell = 3
  private static let slant = 2

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let margin = CharacterWidth.columns(of: down.label) + 1
    // Axis names, caption and the frame of the front take four rows.
    let layers = min(depth.length, 4, max(1, (rect.rows - 4) / 3))
    let rows = min(down.length, 6, rect.rows - 4 - layers)
    let columns = min(
      across.length, 8, (rect.columns - margin - 4 - Self.slant * layers) / Self.cell)
    guard rows > 0, columns > 0, layers > 0 else { return }
    let drawing = Drawing(
      chart: self, counts: (layers, columns, rows),
      front: Rect(
        column: rect.column + margin, row: rect.row + layers, columns: Self.cell * columns + 3,
        rows: rows + 2))
    drawing.draw(into: &grid, width: rect.endColumn, glyphs)
  }

  /// The block at its place.
  private struct Drawing {
    let chart: BlockChart
    let counts: (depth: Int, across: Int, down: Int)
    /// With its frame.
    let front: Rect

    func draw(into grid: inout Grid, width: Int, _ glyphs: GlyphTier) {
      drawFrame(into: &grid, glyphs)
      for layer in 0..<counts.depth {
        for column in 0..<counts.across {
          drawCell(
            layer, column, 0, atColumn: front.column + 2 + cell * column + slant * (layer + 1),
            row: front.row - 1 - layer, into: &grid, glyphs)
        }
        for row in 0..<counts.down {
          drawCell(
            layer, counts.across - 1, row, width: 1,
            atColumn: front.endColumn + 1 + slant * layer, row: front.row + 1 + row - layer,
            into: &grid, glyphs)
        }
      }
      for row in 0..<counts.down {
        for column in 0..<counts.across {
          drawCell(
            0, column, row, atColumn: front.column + 2 + cell * column, row: front.row + 1 + row,
            into: &grid, glyphs)
        }
      }
      drawNames(into: &grid, width: width, glyphs)
    }

    private func drawFrame(into grid: inout Grid, _ glyphs: GlyphTier) {
      let style = Style(.border)
      let isPlain = glyphs == .ascii
      func glyph(_ line: String) -> String { isPlain ? "+" : line }
      let side: Unicode.Scalar = isPlain ? "|" : "\u{2502}"
      let (left, right) = (front.column, front.endColumn - 1)
      let line = String(repeating: isPlain ? "-" : "\u{2500}", count: front.columns - 2)
      grid.write(
        glyph("\u{250C}") + line + glyph("\u{2510}"), column: left, row: front.row, style: style)
      grid.write(
        glyph("\u{2514}") + line + glyph("\u{2518}"), column: left, row: front.endRow - 1,
        style: style)
      for row in front.row + 1..<front.endRow - 1 {
        grid[left, row] = Cell(side, style)
        grid[right, row] = Cell(side, style)
      }
    }

    /// The cell that is asked about is the first place of the last channel that takes part.
    private func drawCell(
      _ layer: Int, _ column: Int, _ row: Int, width: Int = 2, atColumn place: Int, row line: Int,
      into grid: inout Grid, _ glyphs: GlyphTier
    ) {
      let isLit =
        chart.depth.lit(of: counts.depth).contains(layer)
        && chart.across.lit(of: counts.across).contains(column)
        && chart.down.lit(of: counts.down).contains(row)
      let isAsked = isLit && layer == 0 && column == counts.across - 1 && row == 0
      let style =
        isAsked ? Style(.accent, bold: true) : isLit ? Style(.series(chart.index)) : .faint
      let (full, faint) =
        glyphs == .braille ? ("\u{2588}\u{2588}", "\u{2591}\u{2591}") : ("##", "..")
      let text = isAsked && width == 2 ? "[]" : isLit ? full : faint
      grid.write(text, column: place, row: line, width: width, style: style)
    }

    private func drawNames(into grid: inout Grid, width end: Int, _ glyphs: GlyphTier) {
      let (top, bottom) = (front.row, front.endRow)
      grid.write(
        chart.down.label, column: front.column - CharacterWidth.columns(of: chart.down.label) - 1,
        row: top + 1 + (counts.down - 1) / 2, style: .faint)
      grid.write(
        chart.across.label, column: front.column + 2, row: bottom,
        width: max(0, end - front.column - 2), style: .faint)
      // Beside the front, or as far to the left of that as its name needs.
      let across = front.column + 2 + CharacterWidth.columns(of: chart.across.label)
      let room = end - CharacterWidth.columns(of: chart.depth.label)
      let right = max(across + 1, min(front.endColumn + 1, room))
      grid.write(
        chart.depth.label, column: right, row: bottom, width: max(0, end - right), style: .faint)
      grid.write(
        chart.caption.clipped(to: max(0, end - front.column - 2), glyphs: glyphs),
        column: front.column + 2, row: bottom + 1, style: .strong)
    }

    private var cell: Int { BlockChart.cell }
    private var slant: Int { BlockChart.slant }
  }
}
