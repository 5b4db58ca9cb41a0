/// Where images go in a rectangle: in bands, as large as all of them can be.
struct PhotographLayout {
  /// The cells of one image.
  struct Place {
    let cells: Rect
    /// The image's size in pixels.
    let width: Int
    let height: Int

    private var across: Double { Double(cells.columns) / Double(max(1, width)) }
    private var down: Double { Double(cells.rows) / Double(max(1, height)) }

    /// The cell in the middle of a pixel; nil outside the image.
    func position(of pixel: MatrixPlace) -> Position? {
      guard (0..<width).contains(pixel.column), (0..<height).contains(pixel.row) else { return nil }
      return Position(
        column: cells.column + Int((Double(pixel.column) + 0.5) * across),
        row: cells.row + Int((Double(pixel.row) + 0.5) * down))
    }

    /// The pixel in the middle of a cell of the image.
    func pixel(at position: Position) -> MatrixPlace {
      MatrixPlace(
        row: min(height - 1, Int((Double(position.row - cells.row) + 0.5) / down)),
        column: min(width - 1, Int((Double(position.column - cells.column) + 0.5) / across)))
    }

    /// The cells that a window of pixels touches; they may lie outside the image.
    func cells(around pixel: MatrixPlace, window: Int) -> Rect {
      let size = min(max(window, 1), 2 * max(width, height))
      func span(_ center: Int, _ cellsPerPixel: Double, _ count: Int) -> Range<Int> {
        let first = min(max(center, -1), count) - size / 2
        let start = (Double(first) * cellsPerPixel + 1e-9).rounded(.down)
        let end = (Double(first + size) * cellsPerPixel - 1e-9).rounded(.up)
        return Int(start)..<max(Int(start) + 1, Int(end))
      }
      let columns = span(pixel.column, across, width)
      let rows = span(pixel.row, down, height)
      return Rect(
        column: cells.column + columns.lowerBound, row: cells.row + rows.lowerBound,
        columns: columns.count, rows: rows.count)
    }
  }

  /// Of the images that there is room for.
  private(set) var places: [Place] = []
  let titleRows: Int
  /// Room for a title.
  private(set) var titleColumns = 0
  /// Samples a cell, one above the other: two where there are half blocks and colors for them.
  let samplesDown: Int

  private static let gap = 3

  init?(_ photograph: Photograph, in rect: Rect, glyphs: GlyphTier) {
    samplesDown = photograph.usesColor && glyphs != .ascii ? 2 : 1
    let titles = photograph.images.map { CharacterWidth.columns(of: $0.title) }.max() ?? 0
    titleRows = titles > 0 && rect.rows >= 4 ? 1 : 0
    let images = photograph.images
    let (width, height) = (images.map(\.width).max() ?? 0, images.map(\.height).max() ?? 0)
    guard width > 0, height > 0, !rect.isEmpty else { return nil }
    var count = min(images.count, rect.columns * rect.rows)
    var found = best(count, width, height, in: rect)
    while found == nil, count > 1 {
      count -= 1
      found = best(count, width, height, in: rect)
    }
    guard let found else { return nil }
    place(
      Array(images.prefix(count)), found, Size(columns: width, rows: height), titles: titles,
      in: rect)
  }

  private struct Arrangement {
    let bands: Int
    let perBand: Int
    /// Columns a pixel: a whole number, or less than one.
    let scale: Double
    /// What a band has for each image.
    let share: Int
  }

  /// The arrangement of so many images that shows them largest; nil where they don't fit.
  private func best(_ count: Int, _ width: Int, _ height: Int, in rect: Rect) -> Arrangement? {
    var best: Arrangement?
    for perBand in (1...count).reversed() {
      let bands = (count + perBand - 1) / perBand
      let columns = (rect.columns - Self.gap * (perBand - 1)) / perBand
      let rows = (rect.rows - (bands - 1)) / bands - titleRows
      guard columns > 0, rows > 0 else { continue }
      // A column is as wide as half a row is high.
      let scale = whole(
        min(Double(columns) / Double(width), Double(rows * 2) / Double(height)))
      if scale > best?.scale ?? 0 {
        best = Arrangement(bands: bands, perBand: perBand, scale: scale, share: columns)
      }
    }
    return best
  }

  /// Enlarged pixels fill whole samples, which without half blocks are two columns wide.
  private func whole(_ scale: Double) -> Double {
    if scale < 2 { return min(scale, 1) }
    return samplesDown == 2 ? scale.rounded(.down) : (scale / 2).rounded(.down) * 2
  }

  private mutating func place(
    _ images: [Photograph.Image], _ arrangement: Arrangement, _ largest: Size, titles: Int,
    in rect: Rect
  ) {
    func cells(_ width: Int, _ height: Int) -> Size {
      guard width > 0, height > 0 else { return Size(columns: 0, rows: 0) }
      return Size(
        columns: max(1, Int((Double(width) * arrangement.scale).rounded(.down))),
        rows: max(1, Int((Double(height) * arrangement.scale / 2).rounded())))
    }
    let slot = cells(largest.columns, largest.rows)
    // Room that is left beside the images goes to their titles.
    titleColumns = max(slot.columns, titleRows > 0 ? min(titles, arrangement.share) : 0)
    let across = titleColumns + Self.gap
    let down = slot.rows + titleRows + 1
    let left = (rect.columns - across * arrangement.perBand + Self.gap) / 2
    let top = (rect.rows - down * arrangement.bands + 1) / 2
    places = images.enumerated().map { index, image in
      let size = cells(image.width, image.height)
      return Place(
        cells: Rect(
          column: rect.column + left + index % arrangement.perBand * across,
          row: rect.row + top + index / arrangement.perBand * down + titleRows,
          columns: size.columns, rows: size.rows), width: image.width, height: image.height)
    }
  }
}
