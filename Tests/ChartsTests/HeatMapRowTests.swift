import Charts
import Testing

@Suite("Rows of heat maps")
struct HeatMapRowTests {
  private func map(rows: Int, usesColor: Bool, cursor: Int? = nil) -> HeatMap {
    HeatMap(
      values: (0..<rows).map { row in (0..<8).map { Double(row * 8 + $0) } },
      rowLabels: (0..<rows).map { "r\($0)" }, usesColor: usesColor,
      cursor: cursor.map { MatrixPlace(row: $0, column: 0) })
  }

  @Test("without half blocks rows are not merged: those around the reader are shown, and which")
  func windows() {
    let first = picture(map(rows: 30, usesColor: false), 40, 8, .ascii)
    #expect(first.contains("rows 1-7 of 30"))
    #expect(first.contains("r0 ") && first.contains("r6 ") && !first.contains("r7"))
    let middle = picture(map(rows: 30, usesColor: false, cursor: 20), 40, 8, .ascii)
    #expect(middle.contains("r20") && middle.contains("rows 18-24 of 30"))
  }

  @Test("of two rows in one row of the grid both have their letters, in the order of the rows")
  func pairs() {
    let letters = "abcdefghijkl".map(String.init)
    func names(_ rows: Int, _ cursor: Int? = nil) -> [String] {
      let map = HeatMap(
        values: (0..<12).map { row in (0..<8).map { Double(row * 8 + $0) } }, rowLabels: letters,
        columnLabels: (1...8).map(String.init), usesColor: true,
        cursor: cursor.map { MatrixPlace(row: $0, column: 0) })
      return picture(map, 40, rows).split(separator: "\n").dropFirst()
        .map { String($0.prefix(2)) }
    }
    #expect(Array(names(9).prefix(6)) == ["ab", "cd", "ef", "gh", "ij", "kl"])
    #expect(names(7, 3) == ["ab", "cd", "ef", "gh", "ij", "kl"])
    #expect(names(13).prefix(12).map { $0.filter { $0 != " " } } == letters)
  }

  @Test("of two rows in one row of the grid neither has its name where that is longer")
  func halfRows() {
    let text = picture(map(rows: 12, usesColor: true), 40, 8)
    #expect(!text.contains("r0") && !text.contains("r2"))
    #expect(picture(map(rows: 8, usesColor: true), 40, 8).contains("r7"))
  }

  @Test("the map keeps its place while numbers of other lengths come")
  func steady() {
    func left(_ largest: Double) -> Int? {
      var grid = Grid(Size(columns: 60, rows: 12))
      HeatMap(values: [[0, largest], [largest, 0]], rowLabels: ["a", "b"]).draw(
        into: &grid, in: grid.bounds, glyphs: .braille)
      return (0..<60).last { grid[$0, 0].style.background != nil }
    }
    #expect(left(1) == left(0.123) && left(1) == left(1234))
  }

  @Test(
    "the samples of a picture are square also where there are fewer of them than pixels",
    arguments: [(60, 20, 60, 60), (60, 12, 41, 41), (30, 30, 60, 60), (50, 12, 30, 60)],
    GlyphTier.allCases)
  func squareSamples(sizes: (width: Int, height: Int, rows: Int, columns: Int), glyphs: GlyphTier) {
    let map = HeatMap(
      values: (0..<sizes.rows).map { row in (0..<sizes.columns).map { Double(row + $0) } })
    var grid = Grid(Size(columns: sizes.width, rows: sizes.height))
    map.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    // Of the field, without the scale after an empty column.
    let width = (0..<sizes.width).first { grid[$0, 0].style.foreground == .text } ?? sizes.width
    let height = (0..<sizes.height).count { grid[0, $0].style.foreground != .text }
    let shape = Double(width) / Double(2 * height)
    let wanted = Double(sizes.columns) / Double(sizes.rows)
    #expect(abs(shape / wanted - 1) < 0.1, "\(width) columns, \(height) rows")
    #expect(width > sizes.width - 14 || height == sizes.height)
  }
}
