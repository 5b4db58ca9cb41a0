/// Letters drawn beforehand, of one size: where there is no font to ask, pictures of pixels have them.
public struct LetterSheet: Sendable {
  /// Pixels of a cell.
  public static let (cellWidth, cellHeight) = (16, 32)

  private let width: Int
  /// How much of each pixel a letter covers, by row: 0 … 255.
  private let coverage: [UInt8]
  private let places: [Unicode.Scalar: Int]

  /// Letters in cells one after the other, row by row.
  /// - Parameters:
  ///   - width: pixels of a row of cells, a multiple of a cell's.
  ///   - coverage: a byte a pixel.
  /// - Returns: nil where the cells and the letters are not as many.
  public init?(letters: some Collection<Unicode.Scalar>, width: Int, coverage: [UInt8]) {
    let perRow = width / Self.cellWidth
    guard perRow > 0, width % Self.cellWidth == 0, coverage.count % (width * Self.cellHeight) == 0,
      letters.count <= coverage.count / (Self.cellWidth * Self.cellHeight)
    else { return nil }
    self.width = width
    self.coverage = coverage
    places = Dictionary(zip(letters, 0...)) { first, _ in first }
  }

  /// How much of the pixels in a cell a letter covers, row by row; nil: it has no such letter.
  func cell(of letter: Unicode.Scalar) -> [UInt8]? {
    guard let place = places[letter] else { return nil }
    let (down, across) = place.quotientAndRemainder(dividingBy: width / Self.cellWidth)
    return (0..<Self.cellHeight).flatMap { row in
      let start = (down * Self.cellHeight + row) * width + across * Self.cellWidth
      return coverage[start..<start + Self.cellWidth]
    }
  }
}
