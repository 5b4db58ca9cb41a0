/// Images of any size in true proportions, side by side on one scale: what comes into a filter and
/// what goes out.
public struct Photograph: Drawable, Hashable, Sendable {
  /// One image, its cursor, and the window around that.
  public struct Image: Hashable, Sendable {
    public var title: String
    /// In pixels.
    public let width: Int
    public let height: Int
    /// One plane, or red, green and blue, each by row from the upper left. Pixels that are not
    /// finite are left blank.
    /// - Shape: [C, H · W], C = 1 or 3
    public let planes: [[Float]]
    /// What black and full brightness mean, or the ends of the color map.
    public var range: ClosedRange<Double>
    /// The colors of a single plane.
    public var colorMap: ColorMap
    /// The pixel that the reader is on.
    public var cursor: MatrixPlace?
    /// Pixels across and down that are framed, the cursor in their middle; 1: no frame.
    public var window: Int

    /// - Precondition: one or three planes of width · height pixels.
    public init(
      title: String = "", width: Int, height: Int, planes: [[Float]],
      range: ClosedRange<Double> = 0...1, colorMap: ColorMap = .gray, cursor: MatrixPlace? = nil,
      window: Int = 1
    ) {
      precondition(
        (planes.count == 1 || planes.count == 3) && width >= 0 && height >= 0
          && planes.allSatisfy { $0.count == width * height },
        "Photograph: planes of \(planes.map(\.count)) pixels, not 1 or 3 of \(width) × \(height)")
      self.title = title
      self.width = width
      self.height = height
      self.planes = planes
      self.range = range
      self.colorMap = colorMap
      self.cursor = cursor
      self.window = window
    }
  }

  public var images: [Image]
  /// False where there is no color: shades stand for the brightness.
  public var usesColor: Bool

  public init(images: [Image], usesColor: Bool = true) {
    self.images = images
    self.usesColor = usesColor
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard let layout = PhotographLayout(self, in: rect, glyphs: glyphs) else { return }
    for (image, place) in zip(images, layout.places) {
      if layout.titleRows > 0 {
        grid.write(
          image.title.clipped(to: layout.titleColumns, glyphs: glyphs), column: place.cells.column,
          row: place.cells.row - 1, width: layout.titleColumns,
          style: image.cursor == nil ? .faint : .strong)
      }
      let samples = PhotographSamples(
        image, columns: place.cells.columns, rows: place.cells.rows * layout.samplesDown)
      samples.draw(into: &grid, place.cells, glyphs: glyphs)
      if let cursor = image.cursor {
        draw(
          cursor, window: image.window, at: place, glyphs: glyphs, in: rect, into: &grid)
      }
    }
    let left = images.count - layout.places.count
    if left > 0 {
      let text = "+\(left)"
      grid.write(text, column: rect.endColumn - text.count, row: rect.endRow - 1, style: .faint)
    }
  }

  /// The image and the pixel that a cell shows, its middle one where it shows several; nil beside
  /// the images.
  public func pixel(
    atColumn column: Int, row: Int, in rect: Rect, glyphs: GlyphTier
  ) -> (image: Int, pixel: MatrixPlace)? {
    guard let layout = PhotographLayout(self, in: rect, glyphs: glyphs) else { return nil }
    let position = Position(column: column, row: row)
    for (index, place) in layout.places.enumerated() where place.cells.contains(position) {
      return (index, place.pixel(at: position))
    }
    return nil
  }

  /// The cell that shows a pixel, the middle one where several do; nil where it is not shown.
  public func position(
    of pixel: MatrixPlace, inImage image: Int, in rect: Rect, glyphs: GlyphTier
  ) -> Position? {
    guard let layout = PhotographLayout(self, in: rect, glyphs: glyphs),
      layout.places.indices.contains(image)
    else { return nil }
    return layout.places[image].position(of: pixel)
  }

  /// The cursor, and the frame of the window on the cells around it. Where the window reaches over
  /// the edge of the image, so does the frame, and stays open.
  private func draw(
    _ cursor: MatrixPlace, window: Int, at place: PhotographLayout.Place, glyphs: GlyphTier,
    in rect: Rect, into grid: inout Grid
  ) {
    let style = Style(.accent, bold: true)
    if window > 1 {
      let frame = place.cells(around: cursor, window: window).inset(
        left: -1, top: -1, right: -1, bottom: -1)
      let image = place.cells.inset(left: -1, right: -1)
      for (position, line) in frame.outline where image.contains(position) {
        guard rect.contains(position) else { continue }
        grid[position.column, position.row] = Cell(line.glyph(glyphs), style)
      }
    }
    guard let position = place.position(of: cursor) else { return }
    grid[position.column, position.row] = Cell("+", Style(.accent, bold: true, reversed: true))
  }
}

extension Rect {
  /// The cells at the edge, with the lines of a box.
  var outline: [(position: Position, line: BoxLine)] {
    guard columns >= 2, rows >= 2 else { return [] }
    let (right, bottom) = (endColumn - 1, endRow - 1)
    func cell(_ column: Int, _ row: Int, _ line: BoxLine) -> (Position, BoxLine) {
      (Position(column: column, row: row), line)
    }
    return (column + 1..<right).flatMap {
      [cell($0, row, .horizontal), cell($0, bottom, .horizontal)]
    }
      + (row + 1..<bottom).flatMap { [cell(column, $0, .vertical), cell(right, $0, .vertical)] }
      + [
        cell(column, row, [.down, .right]), cell(right, row, [.down, .left]),
        cell(column, bottom, [.up, .right]), cell(right, bottom, [.up, .left]),
      ]
  }
}
