/// Small images side by side, each under its title.
public struct ImageTiles: Drawable, Hashable, Sendable {
  public struct Tile: Hashable, Sendable {
    public var title: String
    /// Pixels by row; non-finite ones are left blank.
    public var values: [[Double]]
    public var colorMap: ColorMap
    /// What black and white, or blue and red, mean; nil: the extremes of the tile.
    public var range: ClosedRange<Double>?
    /// Red, green and blue by row, on the scale of the values, seen where there is color; empty: the
    /// pixels have no color of their own.
    public var planes: [[Float]]

    /// - Precondition: no planes, or three with a number for each pixel of a full matrix.
    public init(
      title: String, values: [[Double]], colorMap: ColorMap = .gray,
      range: ClosedRange<Double>? = nil, planes: [[Float]] = []
    ) {
      precondition(
        planes.isEmpty
          || planes.count == 3 && values.allSatisfy { $0.count == values[0].count }
            && planes.allSatisfy { $0.count == values.count * values[0].count },
        "ImageTiles: planes of \(planes.map(\.count)) pixels for \(values.map(\.count))")
      self.title = title
      self.values = values
      self.colorMap = colorMap
      self.range = range
      self.planes = planes
    }

    /// Whether it goes from black at zero to white at its largest value.
    var isFromZero: Bool { colorMap == .gray && range?.lowerBound == 0 }
    /// Whether nothing is in it.
    var isSilent: Bool { isFromZero && values.allSatisfy { $0.allSatisfy { $0 == 0 } } }
  }

  public var tiles: [Tile]
  /// False where there is no color: shades stand for the pixels.
  public var usesColor: Bool
  /// The tile that the reader is on, and the pixel in it.
  public var cursor: (tile: Int, pixel: MatrixPlace)? {
    get { cursorTile.map { ($0, cursorPixel) } }
    set { (cursorTile, cursorPixel) = (newValue?.tile, newValue?.pixel ?? cursorPixel) }
  }
  private var cursorTile: Int?
  /// Whether a scale stands beside tiles whose colors mean the same.
  private var hasScale = true
  /// Whether the reader's tile is drawn large beside these.
  private var isOverview = false
  private var cursorPixel = MatrixPlace(row: 0, column: 0)

  public init(
    tiles: [Tile], usesColor: Bool = true, cursor: (tile: Int, pixel: MatrixPlace)? = nil
  ) {
    self.tiles = tiles
    self.usesColor = usesColor
    self.cursor = cursor
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    if let (bar, width) = bar(in: rect, glyphs: glyphs) {
      let place = Rect(
        column: rect.endColumn - width + 1, row: rect.row, columns: width - 1,
        rows: min(rect.rows, 9))
      bar.draw(into: &grid, in: place, glyphs: glyphs)
      return withoutScale.draw(into: &grid, in: rect.inset(right: width), glyphs: glyphs)
    }
    if let (large, rest) = enlarged(in: rect, glyphs: glyphs), let tile = cursorTile {
      var current = self
      (current.tiles, current.cursorTile) = ([tiles[tile]], 0)
      current.draw(into: &grid, in: large, glyphs: glyphs)
      var others = self
      others.isOverview = true
      return others.draw(into: &grid, in: rest, glyphs: glyphs)
    }
    guard let layout = TileLayout(self, in: rect, glyphs: glyphs) else { return }
    for (index, tile) in tiles.prefix(layout.count).enumerated() {
      let place = layout.place(of: index)
      draw(tile, at: place, isCurrent: cursorTile == index, layout, glyphs: glyphs, into: &grid)
    }
    let left = tiles.count - layout.count
    if left > 0 {
      let text = "+\(left)"
      grid.write(
        text, column: rect.endColumn - text.count, row: rect.endRow - 1, style: .faint)
    }
  }

  /// The scale beside the tiles and its columns; nil where there is none, or no room.
  private func bar(in rect: Rect, glyphs: GlyphTier) -> (bar: ColorBar, columns: Int)? {
    guard let scale = commonScale else { return nil }
    let bar = ColorBar(scale: scale, usesColor: usesColor)
    let width = bar.columns(glyphs)
    return rect.columns >= width + 24 && rect.rows >= 5 ? (bar, width) : nil
  }

  private var withoutScale: ImageTiles {
    var part = self
    part.hasScale = false
    return part
  }

  /// The tile and the pixel that a cell shows, its first one where it shows several; nil beside them.
  public func place(
    at position: Position, in rect: Rect, glyphs: GlyphTier
  ) -> (tile: Int, pixel: MatrixPlace)? {
    if let (_, width) = bar(in: rect, glyphs: glyphs) {
      return withoutScale.place(at: position, in: rect.inset(right: width), glyphs: glyphs)
    }
    var rect = rect
    if let (large, rest) = enlarged(in: rect, glyphs: glyphs), let tile = cursorTile {
      var current = self
      (current.tiles, current.cursorTile) = ([tiles[tile]], 0)
      if let found = current.place(at: position, in: large, glyphs: glyphs) {
        return (tile, found.pixel)
      }
      rect = rest
    }
    guard let layout = TileLayout(self, in: rect, glyphs: glyphs) else { return nil }
    for (index, tile) in tiles.prefix(layout.count).enumerated() {
      let place = layout.place(of: index)
      guard place.contains(position) else { continue }
      let field = field(of: tile, layout, glyphs: glyphs)
      let top = place.row + layout.titleRows
      return field.place(column: position.column - place.column, row: position.row - top)
        .map { (index, $0) }
    }
    return nil
  }

  private func field(of tile: Tile, _ layout: TileLayout, glyphs: GlyphTier) -> MatrixField {
    var field = MatrixField(
      tile.values, scale: Self.scale(of: tile), planes: usesColor ? tile.planes : [],
      usesColor: usesColor, glyphs: glyphs)
    let size = layout.zoom.size(columns: field.columns, rows: field.rows, down: field.samplesDown)
    (field.width, field.height) = (size.columns, size.rows)
    return field
  }

  /// What the colors mean, where they are not those of photographs and the same for all tiles.
  private var commonScale: ColorScale? {
    guard hasScale, let first = tiles.first, first.colorMap != .gray else { return nil }
    let scales = tiles.map(Self.scale)
    return scales.allSatisfy { $0 == scales[0] } ? scales[0] : nil
  }

  private static func scale(of tile: Tile) -> ColorScale {
    ColorScale(tile.colorMap, fitting: tile.values.lazy.flatMap { $0 }, range: tile.range)
  }

  /// How a tile is named: with what its reddest red means, where it has colors of its own and so many
  /// columns have room for that.
  private func title(of tile: Tile, columns: Int, glyphs: GlyphTier) -> String {
    guard tile.colorMap == .signed || tile.isFromZero, !tile.title.isEmpty, tiles.count > 1,
      commonScaleIsMissing
    else { return tile.title }
    let most = Self.scale(of: tile).range.upper
    let sign =
      tile.isFromZero
      ? (glyphs == .braille ? "\u{2264}" : "<=") : glyphs == .braille ? "±" : "+-"
    let titles = [2, 1].map { digits in
      let number = NumberText.significant(most, digits: digits, glyphs: glyphs)
      return tile.isSilent ? "\(tile.title) 0" : "\(tile.title) \(sign)\(number)"
    }
    return titles.first { CharacterWidth.columns(of: $0) < columns } ?? tile.title
  }

  private var commonScaleIsMissing: Bool {
    let scales = tiles.map(Self.scale)
    return scales.contains { $0 != scales[0] }
  }

  /// The place of the reader's tile alone, at the left, and of all of them beside it; nil where it
  /// would not be larger than among the others.
  private func enlarged(in rect: Rect, glyphs: GlyphTier) -> (large: Rect, rest: Rect)? {
    guard let tile = cursorTile, tiles.count > 1, tiles.indices.contains(tile), !isOverview,
      rect.columns >= 40
    else { return nil }
    let (large, rest) = rect.splitLeft(rect.columns * 3 / 5)
    var alone = self
    alone.tiles = [tiles[tile]]
    guard let here = TileLayout(alone, in: large, glyphs: glyphs)?.zoom,
      let among = TileLayout(self, in: rect, glyphs: glyphs)?.zoom, here.isLarger(than: among)
    else { return nil }
    return (large, rest.inset(left: 2))
  }

  private func draw(
    _ tile: Tile, at place: Rect, isCurrent: Bool, _ layout: TileLayout, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    let field = field(of: tile, layout, glyphs: glyphs)
    guard !field.isEmpty else { return }
    if layout.titleRows > 0 {
      let name = title(of: tile, columns: place.columns, glyphs: glyphs)
      let title = isCurrent ? (glyphs == .braille ? "▸" : ">") + name : name
      grid.write(
        title.clipped(to: place.columns, glyphs: glyphs), column: place.column, row: place.row,
        width: place.columns, style: isCurrent ? Style(.accent, bold: true) : .faint)
    }
    let top = place.row + layout.titleRows
    field.draw(into: &grid, column: place.column, row: top)
    guard isCurrent, field.rows > cursorPixel.row else { return }
    let across = field.cells(ofColumn: min(cursorPixel.column, field.columns - 1)).lowerBound
    let down = field.gridRows(ofRow: cursorPixel.row).lowerBound
    grid[place.column + across, top + down] = Cell(
      "+", Style(.accent, bold: true, reversed: true))
  }
}

/// How large a pixel is drawn: so many columns wide, a whole number of them or a part of one.
struct TileZoom: Hashable {
  var columns: Int
  /// Pixels that share these columns; 1 where a pixel has whole columns.
  var pixels: Int

  func isLarger(than other: TileZoom) -> Bool {
    columns * other.pixels > other.columns * pixels
  }

  /// From the largest to the smallest. Pixels of whole columns keep their shape; below that some are
  /// drawn as their mean, in steps that leave little room unused.
  static let all: [TileZoom] =
    (1...16).reversed().map { TileZoom(columns: $0, pixels: 1) }
    + [(5, 6), (3, 4), (2, 3), (1, 2), (2, 5), (1, 3), (1, 4), (1, 6), (1, 8)].map {
      TileZoom(columns: $0.0, pixels: $0.1)
    }

  /// Cells across and samples from top to bottom. A sample that fills a cell is as high as two
  /// columns.
  func size(columns: Int, rows: Int, down: Int) -> Size {
    let across = down == 2 ? 1 : 2
    return Size(
      columns: max(1, columns * across * self.columns / pixels),
      rows: max(1, rows * self.columns / pixels))
  }
}

/// Puts tiles into rows, as large as all of them can be.
struct TileLayout {
  let zoom: TileZoom
  let titleRows: Int
  /// How many tiles there is room for.
  let count: Int
  private let rect: Rect
  private let tile: Size
  private let perRow: Int
  /// Empty rows between tiles, where no titles part them.
  private let gapRows: Int

  private static let gap = 2

  init?(_ tiles: ImageTiles, in rect: Rect, glyphs: GlyphTier) {
    let rows = tiles.tiles.map(\.values.count).max() ?? 0
    let columns = tiles.tiles.flatMap(\.values).map(\.count).max() ?? 0
    guard rows > 0, columns > 0, !rect.isEmpty else { return nil }
    let hasTitles = rect.rows >= 3 && tiles.tiles.contains { !$0.title.isEmpty }
    gapRows = hasTitles || rect.rows < 3 ? 0 : 1
    let titles = tiles.tiles.map { CharacterWidth.columns(of: $0.title) }.max() ?? 0
    let down = tiles.usesColor && glyphs == .braille ? 2 : 1
    var best: (zoom: TileZoom, tile: Size, perRow: Int, fitting: Int)?
    for zoom in TileZoom.all {
      let size = zoom.size(columns: columns, rows: rows, down: down)
      // Short titles are not cut by small tiles.
      let tile = Size(
        columns: max(size.columns, hasTitles ? min(titles + 1, 7) : 1),
        rows: (size.rows + down - 1) / down + (hasTitles ? 1 : 0))
      let perRow = (rect.columns + Self.gap) / (tile.columns + Self.gap)
      let fitting = min(
        tiles.tiles.count, perRow * ((rect.rows + gapRows) / max(1, tile.rows + gapRows)))
      if fitting > best?.fitting ?? 0 { best = (zoom, tile, perRow, fitting) }
    }
    guard let best else { return nil }
    (zoom, count) = (best.zoom, best.fitting)
    titleRows = hasTitles ? 1 : 0
    // Room that is left beside the tiles goes to their titles.
    perRow = min(best.perRow, best.fitting)
    let share = (rect.columns + Self.gap) / perRow - Self.gap
    tile = Size(
      columns: max(best.tile.columns, min(hasTitles ? titles + 1 : 0, share)),
      rows: best.tile.rows)
    self.rect = rect
  }

  func place(of index: Int) -> Rect {
    Rect(
      column: rect.column + index % perRow * (tile.columns + Self.gap),
      row: rect.row + index / perRow * (tile.rows + gapRows), columns: tile.columns, rows: tile.rows
    )
  }
}
