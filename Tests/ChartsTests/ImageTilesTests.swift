import Charts
import Testing

@Suite("Image tiles with colors")
struct ImageTilesTests {
  /// Red grows to the right and green downward; blue is ½.
  private static let side = 6
  private static let red = (0..<side * side).map { Float($0 % side) / Float(side - 1) }
  private static let green = (0..<side * side).map { Float($0 / side) / Float(side - 1) }
  private static let blue = [Float](repeating: 0.5, count: side * side)

  private static func tiles(hasColors: Bool, usesColor: Bool) -> ImageTiles {
    let gray = (0..<side).map { row in
      (0..<side).map { column -> Double in
        let pixel = row * side + column
        return 0.299 * Double(red[pixel]) + 0.587 * Double(green[pixel]) + 0.114 * 0.5
      }
    }
    return ImageTiles(
      tiles: [
        ImageTiles.Tile(
          title: "slope", values: gray, range: 0...1,
          planes: hasColors ? [red, green, blue] : [])
      ], usesColor: usesColor)
  }

  private static func cells(
    _ tiles: ImageTiles, columns: Int, rows: Int, _ glyphs: GlyphTier = .braille
  ) -> Grid {
    var grid = Grid(Size(columns: columns, rows: rows))
    tiles.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    return grid
  }

  private static func color(_ pixels: [Int]) -> Role {
    func channel(_ plane: [Float]) -> UInt8 {
      let sum = pixels.reduce(0.0) { $0 + Double(plane[$1]) }
      return UInt8((255 * sum / Double(pixels.count)).rounded())
    }
    return .color(PhotographColor(RGB(channel(red), channel(green), channel(blue))))
  }

  @Test("each pixel is drawn in its own color, two in a cell")
  func colors() {
    let grid = Self.cells(Self.tiles(hasColors: true, usesColor: true), columns: 6, rows: 4)
    for row in 0..<3 {
      for column in 0..<6 {
        let style = grid[column, row + 1].style
        #expect(style.foreground == Self.color([2 * row * 6 + column]))
        #expect(style.background == Self.color([(2 * row + 1) * 6 + column]))
      }
    }
  }

  @Test("a cell that shows several pixels has their mean color")
  func means() {
    let grid = Self.cells(Self.tiles(hasColors: true, usesColor: true), columns: 3, rows: 2)
    // Half as large: 3 × 3 samples, and no room for a title.
    for column in 0..<3 {
      let first = 2 * column
      #expect(
        grid[column, 0].style.foreground
          == Self.color([first, first + 1, first + 6, first + 7]))
    }
  }

  /// A dead unit among others that answer ever more, each a row of the grid high.
  private static let units = ImageTiles(
    tiles: [
      .init(title: "", values: [[0, 0.0001, 0.3, 0.6, 1]], colorMap: .zeroApart, range: 0...1)
    ]
  )

  @Test("a zero that is told apart is red in every theme and tier, and nothing else is")
  func zeroApart() throws {
    let grid = Self.cells(Self.units, columns: 5, rows: 1)
    let roles = (0..<5).map { grid[$0, 0].style.foreground }
    for theme in Theme.all {
      let colors = try roles.map { try #require(theme.color($0)) }
      func isRed(_ color: RGB) -> Bool {
        Double(color.red) > 1.5 * Double(max(color.green, color.blue))
      }
      #expect(colors.map(isRed) == [true, false, false, false, false], "\(theme.name)")
      #expect(colors.allSatisfy { $0.contrast(with: theme.background) > 1.3 }, "\(theme.name)")
      let indexed = try roles.map { try #require(theme.indexed($0)) }
      #expect(!indexed.dropFirst().contains(indexed[0]), "\(theme.name)")
      let sixteen = try roles.map { try #require(theme.sixteen($0)) }
      #expect([1, 9].contains(sixteen[0]), "\(theme.name)")
      #expect(sixteen.dropFirst().allSatisfy { ![0, 1, 9, 15].contains($0) }, "\(theme.name)")
    }
  }

  @Test("without color it is a cross, and nothing else is blank", arguments: GlyphTier.allCases)
  func zeroApartInShades(glyphs: GlyphTier) {
    var tiles = Self.units
    tiles.usesColor = false
    let text = Self.cells(tiles, columns: 10, rows: 1, glyphs).plainText()
    let cross = glyphs == .braille ? "×" : "x"
    #expect(text.hasPrefix(cross + cross))
    #expect(text.count { String($0) == cross } == 2 && !text.contains(" "), "\(text)")
  }

  @Test("a dead unit is not lost among others in one cell")
  func zeroApartReduced() {
    let side = 8
    let values = (0..<side).map { row in
      (0..<side).map { column -> Double in row == 3 && column == 3 ? 0 : 0.5 }
    }
    let tiles = ImageTiles(tiles: [
      .init(title: "", values: values, colorMap: .zeroApart, range: 0...1)
    ])
    let grid = Self.cells(tiles, columns: 4, rows: 2)
    let zero = Self.cells(Self.units, columns: 5, rows: 1)[0, 0].style.foreground
    var roles: [Role?] = []
    for row in 0..<2 {
      for column in 0..<4 {
        roles += [grid[column, row].style.foreground, grid[column, row].style.background]
      }
    }
    #expect(roles.count { $0 == zero } == 1)
  }

  @Test("without color the gray is drawn, in all glyphs", arguments: GlyphTier.allCases)
  func gray(glyphs: GlyphTier) {
    let drawn = [true, false].map {
      Self.cells(Self.tiles(hasColors: $0, usesColor: false), columns: 24, rows: 8, glyphs)
    }
    #expect(drawn[0] == drawn[1])
    #expect(drawn[0].plainText().contains("slope"))
  }
}
