/// A landscape seen from above at a slant: a mesh of lines with the hidden ones left out, colored
/// by height. Where there is no Braille, shades of the height fill the surface.
public struct Relief: Drawable, Hashable, Sendable {
  /// The heights, over x and y.
  public var field: PlaneField
  /// The names of the two directions; empty: none.
  public var xLabel: String
  public var yLabel: String
  /// How heights follow the numbers. On a logarithmic scale at most six decades are shown.
  public var scale: AxisScale
  /// The numbers at the foot and at the top; nil: the least and the greatest of the field.
  public var heights: AxisRange?
  /// How far the landscape is turned to the right, in degrees; 0: x runs along the lower edge.
  public var turn: Double
  /// False where there is no color.
  public var usesColor: Bool

  public init(
    field: PlaneField, xLabel: String = "", yLabel: String = "", scale: AxisScale = .linear,
    heights: AxisRange? = nil, turn: Double = 30, usesColor: Bool = true
  ) {
    self.field = field
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.scale = scale
    self.heights = heights
    self.turn = turn
    self.usesColor = usesColor
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.columns >= 8, rect.rows >= 4, let shown = heights ?? field.shownRange(scale),
      let shares = field.shares(scale, within: shown)
    else { return }
    let colors = ColorScale(.magnitude, range: shown, axis: scale)
    let bar = ColorBar(scale: colors, usesColor: usesColor)
    let hasBar = rect.columns >= bar.columns(glyphs) + 30
    var ground = hasBar ? rect.inset(right: bar.columns(glyphs)) : rect
    let hasNames = rect.rows >= 8 && !(xLabel.isEmpty && yLabel.isEmpty)
    if hasNames { ground = ground.inset(bottom: 1) }
    let view = ReliefView(turn: turn)
    let dots = DotRaster(columns: ground.columns, rows: ground.rows, glyphs: glyphs)
    let isMesh = glyphs == .braille
    let surface = ReliefSurface(
      shares, view, width: isMesh ? dots.width : ground.columns,
      height: isMesh ? dots.height : ground.rows)
    if isMesh {
      drawMesh(surface, dots, ground, into: &grid)
    } else {
      drawShades(surface, ground, glyphs: glyphs, into: &grid)
    }
    if hasBar {
      bar.draw(
        into: &grid,
        in: Rect(
          column: ground.endColumn + 1, row: ground.row, columns: rect.endColumn - ground.endColumn,
          rows: ground.rows), glyphs: glyphs)
    }
    if hasNames { drawNames(view, ground, glyphs: glyphs, into: &grid) }
  }

  /// A dot where the visible surface passes from one square of the mesh into the next, or ends.
  private func drawMesh(
    _ surface: ReliefSurface, _ empty: DotRaster, _ rect: Rect,
    into grid: inout Grid
  ) {
    let lines = Double(max(6, min(24, rect.columns / 5)))
    func square(_ x: Int, _ y: Int) -> MatrixPlace? {
      surface[x, y].map { MatrixPlace(row: Int($0.y * lines), column: Int($0.x * lines)) }
    }
    var dots = empty
    for y in 0..<dots.height {
      for x in 0..<dots.width {
        guard let here = square(x, y) else { continue }
        let isEnd = surface[x + 1, y] == nil || surface[x, y + 1] == nil
        if isEnd || here != square(x - 1, y) || here != square(x, y - 1) { dots.set(x, y) }
      }
    }
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let mask = dots.masks[row * rect.columns + column]
        guard mask != 0 else { continue }
        let shares = (0..<8).compactMap { bit -> Double? in
          guard mask >> bit & 1 == 1 else { return nil }
          let place = BrailleDot.place(bit)
          return surface[column * 2 + place.column, row * 4 + place.row]?.share
        }
        let share = shares.reduce(0, +) / Double(max(1, shares.count))
        // The darkest colors of the map can't be told from a dark ground.
        let role = PlaneField.shareColors.role(0.25 + 0.75 * share) ?? .text
        grid[rect.column + column, rect.row + row] = Cell(
          DotRaster.glyph(mask, .braille), usesColor ? Style(role) : .plain)
      }
    }
  }

  private func drawShades(
    _ surface: ReliefSurface, _ rect: Rect, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        guard let point = surface[column, row] else { continue }
        let style = PlaneField.shareColors.role(point.share).map { Style($0, on: $0) } ?? .plain
        grid[rect.column + column, rect.row + row] = Cell(
          ShadeRamp.glyph(max(0.1, point.share)), usesColor ? style : .plain)
      }
    }
  }

  /// Each name below the edge along which its direction runs, at the side of that edge.
  private func drawNames(
    _ view: ReliefView, _ rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let names = [
      (xLabel, view.across(0.5, view.depth(0.5, 0) < view.depth(0.5, 1) ? 0 : 1)),
      (yLabel, view.across(view.depth(0, 0.5) < view.depth(1, 0.5) ? 0 : 1, 0.5)),
    ]
    for (name, across) in names where !name.isEmpty {
      let text = name.clipped(to: rect.columns / 2 - 1, glyphs: glyphs)
      let width = CharacterWidth.columns(of: text)
      let center = rect.column + Int(across * Double(rect.columns))
      grid.write(
        text, column: max(rect.column, min(center - width / 2, rect.endColumn - width)),
        row: rect.endRow, style: .faint)
    }
  }
}
