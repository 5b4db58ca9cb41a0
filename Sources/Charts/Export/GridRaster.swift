/// A picture of pixels.
public struct Raster: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Red, green and blue of each pixel, by row.
  public internal(set) var bytes: [UInt8]

  /// The pixels of a picture of so many cells, with its margin.
  public static func size(of cells: Size) -> (width: Int, height: Int) {
    ((cells.columns + 2) * LetterSheet.cellWidth, (cells.rows + 1) * LetterSheet.cellHeight)
  }
}

extension Grid {
  /// The cells as a picture of pixels, with a margin as that of the SVG picture. Lines, blocks and
  /// Braille are drawn as shapes; a letter that the sheet lacks is an empty box.
  public func raster(theme: Theme, letters: LetterSheet) -> Raster {
    var drawing = RasterDrawing(theme: theme, size: size, letters: letters)
    for row in 0..<size.rows {
      for column in 0..<size.columns { drawing.draw(self, column, row) }
    }
    return drawing.raster
  }
}

private struct RasterDrawing {
  let theme: Theme
  let letters: LetterSheet
  private(set) var raster: Raster

  private static let (width, height) = (LetterSheet.cellWidth, LetterSheet.cellHeight)

  init(theme: Theme, size: Size, letters: LetterSheet) {
    (self.theme, self.letters) = (theme, letters)
    let (width, height) = Raster.size(of: size)
    let ground = theme.background
    raster = Raster(
      width: width, height: height,
      bytes: (0..<width * height).flatMap { _ in [ground.red, ground.green, ground.blue] })
  }

  mutating func draw(_ grid: Grid, _ column: Int, _ row: Int) {
    let cell = grid[column, row]
    let (x, y) = ((column + 1) * Self.width, row * Self.height + Self.height / 2)
    if let ground = theme.ground(of: cell.style) {
      fill((x, y, x + Self.width, y + Self.height), ground)
    }
    let ink = theme.ink(of: cell.style)
    if let shape = CellShape(cell.scalar) {
      for part in shape.rectangles(width: Double(Self.width), height: Double(Self.height)) {
        let edges = [part.left, part.top, part.right, part.bottom].map { Int($0.rounded()) }
        fill((x + edges[0], y + edges[1], x + edges[2], y + edges[3]), ink)
      }
    } else if cell.scalar != " ", cell.scalar != "\0" {
      let columns = grid[column + 1, row].scalar == "\0" ? 2 : 1
      draw(cell.scalar, x, y, columns: columns, isBold: cell.style.isBold, ink)
      for mark in grid.marks(column: column, row: row) where letters.cell(of: mark) != nil {
        draw(mark, x, y, columns: 1, isBold: cell.style.isBold, ink)
      }
    }
    if cell.style.isUnderlined {
      fill((x, y + Self.height - 5, x + Self.width, y + Self.height - 3), ink)
    }
  }

  private mutating func draw(
    _ letter: Unicode.Scalar, _ x: Int, _ y: Int, columns: Int, isBold: Bool, _ ink: RGB
  ) {
    guard let coverage = letters.cell(of: letter) else {
      let (right, top, bottom) = (x + columns * Self.width - 3, y + 5, y + Self.height - 8)
      for box in [
        (x + 2, top, right, top + 2), (x + 2, bottom - 2, right, bottom),
        (x + 2, top, x + 4, bottom), (right - 2, top, right, bottom),
      ] { fill(box, ink) }
      return
    }
    for row in 0..<Self.height {
      for column in 0..<Self.width {
        let index = row * Self.width + column
        // A bold letter is one that was drawn twice, a pixel apart.
        let second = isBold && column > 0 ? coverage[index - 1] : 0
        mix(max(coverage[index], second), ink, x + column, y + row)
      }
    }
  }

  private mutating func fill(
    _ part: (left: Int, top: Int, right: Int, bottom: Int), _ color: RGB
  ) {
    for y in max(0, part.top)..<max(0, part.top, min(raster.height, part.bottom)) {
      for x in max(0, part.left)..<max(0, part.left, min(raster.width, part.right)) {
        mix(255, color, x, y)
      }
    }
  }

  /// Lays a color over a pixel, 0: not at all, 255: in place of it.
  private mutating func mix(_ share: UInt8, _ color: RGB, _ x: Int, _ y: Int) {
    guard share > 0 else { return }
    let start = 3 * (y * raster.width + x)
    for (offset, new) in [color.red, color.green, color.blue].enumerated() {
      let old = Int(raster.bytes[start + offset])
      raster.bytes[start + offset] = UInt8(
        (old * (255 - Int(share)) + Int(new) * Int(share) + 127) / 255)
    }
  }
}
