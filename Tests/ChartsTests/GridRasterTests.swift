import Charts
import Testing

@Suite("Pictures of pixels") struct GridRasterTests {
  /// A sheet of two letters: one covers its left half, a mark its uppermost row, by half.
  private static func sheet() throws -> LetterSheet {
    let width = 2 * LetterSheet.cellWidth
    var coverage = [UInt8](repeating: 0, count: width * LetterSheet.cellHeight)
    for row in 0..<LetterSheet.cellHeight {
      for column in 0..<LetterSheet.cellWidth / 2 { coverage[row * width + column] = 255 }
    }
    for column in LetterSheet.cellWidth..<width { coverage[column] = 128 }
    return try #require(
      LetterSheet(letters: "a\u{338}".unicodeScalars, width: width, coverage: coverage))
  }

  private func picture(_ text: String, _ style: Style = .plain) throws -> Raster {
    var grid = Grid(Size(columns: 3, rows: 1))
    grid.write(text, column: 0, row: 0, style: style)
    return grid.raster(theme: .dark, letters: try Self.sheet())
  }

  private func pixel(_ raster: Raster, _ x: Int, _ y: Int) -> RGB {
    let start = 3 * (y * raster.width + x)
    return RGB(raster.bytes[start], raster.bytes[start + 1], raster.bytes[start + 2])
  }

  private let ink = Theme.dark.foreground
  private let ground = Theme.dark.background

  /// How many pixels of the cell at a column have a color.
  private func count(_ color: RGB, in raster: Raster, column: Int) -> Int {
    let x = (column + 1) * LetterSheet.cellWidth
    return (x..<x + LetterSheet.cellWidth).reduce(0) { sum, x in
      sum
        + (LetterSheet.cellHeight / 2..<LetterSheet.cellHeight * 3 / 2)
        .count { pixel(raster, x, $0) == color }
    }
  }

  @Test("a margin is around the cells, of a cell at the sides and half of one above and below")
  func margin() throws {
    let blank = try picture("")
    #expect(blank.width == 5 * 16 && blank.height == 2 * 32)
    #expect(blank.bytes.count == 3 * blank.width * blank.height)
    #expect(Set((0..<blank.width).map { pixel(blank, $0, 40) }) == [ground])
    #expect(Raster.size(of: Size(columns: 3, rows: 1)) == (blank.width, blank.height))
  }

  @Test("a letter covers what it covers on the sheet, bold a pixel more, reversed the rest")
  func letters() throws {
    #expect(count(ink, in: try picture("a"), column: 0) == 8 * 32)
    #expect(count(ink, in: try picture("a", Style(bold: true)), column: 0) == 9 * 32)
    let reversed = try picture("a", Style(reversed: true))
    #expect(count(ink, in: reversed, column: 0) == 8 * 32)
    #expect(pixel(reversed, 16, 40) == ground && pixel(reversed, 31, 40) == ink)
    #expect(count(ink, in: try picture("a", Style(underlined: true)), column: 0) == 8 * 32 + 8 * 2)
  }

  @Test("a mark is laid over its letter, half covered pixels have the color between")
  func marks() throws {
    let marked = try picture("a\u{338}")
    #expect(pixel(marked, 16, 16) == ink)
    let between = pixel(marked, 31, 16)
    for (found, ends) in [
      (between.red, (ink.red, ground.red)), (between.blue, (ink.blue, ground.blue)),
    ] {
      #expect(abs(2 * Int(found) - Int(ends.0) - Int(ends.1)) <= 2)
    }
  }

  @Test(
    "lines, blocks and Braille are shapes, as many pixels as they are large",
    arguments: [
      ("█", 16 * 32), ("▄", 16 * 16), ("▌", 8 * 32), ("─", 16 * 2), ("│", 2 * 32),
      ("\u{2801}", 6 * 6), ("\u{28FF}", 8 * 6 * 6),
    ])
  func shapes(glyph: String, pixels: Int) throws {
    #expect(count(ink, in: try picture(glyph), column: 0) == pixels)
  }

  @Test("what the sheet lacks is an empty box, as wide as the character")
  func missing() throws {
    let narrow = try picture("b")
    #expect(pixel(narrow, 16 + 2, 16 + 10) == ink && pixel(narrow, 16 + 8, 16 + 12) == ground)
    let wide = try picture("漢")
    #expect(count(ink, in: wide, column: 1) > 0)
    #expect(pixel(wide, 16 + 16, 16 + 12) == ground)
  }

  @Test("a sheet has a cell for each of its letters")
  func sheets() {
    let cell = [UInt8](repeating: 0, count: 16 * 32)
    #expect(LetterSheet(letters: "a".unicodeScalars, width: 16, coverage: cell) != nil)
    #expect(LetterSheet(letters: "ab".unicodeScalars, width: 16, coverage: cell) == nil)
    #expect(LetterSheet(letters: "a".unicodeScalars, width: 15, coverage: cell) == nil)
    #expect(LetterSheet(letters: "a".unicodeScalars, width: 0, coverage: []) == nil)
  }
}
