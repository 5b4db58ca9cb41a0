/// A network as columns of units, with a line between each two of neighboring columns that take part:
/// a unit that is left out is hollow, and no line comes to it.
public struct UnitColumns: Drawable, Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var title: String
    /// From above: whether the unit takes part.
    public var units: [Bool]

    public init(_ title: String, units: [Bool]) {
      self.title = title
      self.units = units
    }
  }

  /// A unit by its column and its place in it, from 0.
  public struct Place: Hashable, Sendable {
    public var column: Int
    public var unit: Int

    public init(column: Int, unit: Int) {
      self.column = column
      self.unit = unit
    }
  }

  public var columns: [Column]
  /// The unit that the reader is on.
  public var highlighted: Place?

  public init(_ columns: [Column], highlighted: Place? = nil) {
    self.columns = columns
    self.highlighted = highlighted
  }

  // MARK: Places

  private static let widestGap = 26
  private static let tallestGap = 3

  /// The cells of the units, column by column; nil for those without room. Neighbors are equally far
  /// from each other, across and down.
  private func places(in rect: Rect) -> [[Position?]] {
    let margin = columns.map { CharacterWidth.columns(of: $0.title) }.max().map { $0 / 2 + 1 } ?? 1
    let free = max(0, rect.columns - 2 * margin - 1)
    let across = min(Self.widestGap, free / max(1, columns.count - 1))
    let left = rect.column + (rect.columns - across * (columns.count - 1)) / 2
    let most = columns.map(\.units.count).max() ?? 0
    let down = min(Self.tallestGap, max(1, (rect.rows - 2) / max(1, most - 1)))
    return columns.enumerated().map { number, column in
      let height = down * (column.units.count - 1)
      let top = rect.row + 1 + max(0, rect.rows - 1 - height) / 2
      return column.units.indices.map { unit in
        let place = Position(column: left + across * number, row: top + down * unit)
        return rect.contains(place) ? place : nil
      }
    }
  }

  // MARK: Drawing

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty, !columns.isEmpty else { return }
    let places = places(in: rect)
    drawLines(places, in: rect, glyphs: glyphs, into: &grid)
    for (number, (column, cells)) in zip(columns, places).enumerated() {
      if let middle = cells.compactMap(\.self).first?.column {
        let title = column.title.clipped(to: rect.columns, glyphs: glyphs)
        let width = CharacterWidth.columns(of: title)
        let start = min(max(rect.column, middle - width / 2), max(0, rect.endColumn - width))
        grid.write(title, column: start, row: rect.row, width: width, style: .faint)
      }
      for (unit, cell) in cells.enumerated() {
        guard let cell else { continue }
        let isCurrent = highlighted == Place(column: number, unit: unit)
        let isOn = column.units[unit]
        let style =
          isCurrent
          ? Style(.accent, bold: true, reversed: true)
          : isOn ? Style(.accent, bold: true) : .faint
        grid[cell.column, cell.row] = Cell(Self.glyph(isOn, glyphs), style)
      }
    }
  }

  private static func glyph(_ isOn: Bool, _ glyphs: GlyphTier) -> Unicode.Scalar {
    glyphs == .braille ? (isOn ? "●" : "○") : isOn ? "*" : "o"
  }

  private func drawLines(
    _ places: [[Position?]], in rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    var raster = DotRaster(columns: rect.columns, rows: rect.rows, glyphs: glyphs)
    func taking(_ number: Int) -> [Position] {
      zip(places[number], columns[number].units).compactMap { $1 ? $0 : nil }
    }
    // A line ends beside a unit, in the middle of its row.
    func dot(_ place: Position, beside columns: Int) -> (x: Int, y: Int) {
      (
        (place.column - rect.column + columns) * raster.dotsAcross
          + (columns < 0 ? raster.dotsAcross - 1 : 0),
        (place.row - rect.row) * raster.dotsDown + raster.dotsDown / 2
      )
    }
    for number in columns.indices.dropLast() {
      for from in taking(number) {
        for to in taking(number + 1) {
          let (start, end) = (dot(from, beside: 2), dot(to, beside: -2))
          raster.line(start.x, start.y, end.x, end.y) { _ in true }
        }
      }
    }
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let mask = raster.masks[row * rect.columns + column]
        guard mask != 0 else { continue }
        grid[rect.column + column, rect.row + row] = Cell(
          DotRaster.glyph(mask, glyphs), Style(.gridLine))
      }
    }
  }
}
