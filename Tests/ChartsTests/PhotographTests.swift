import Charts
import Glibc
import Testing

@Suite("Photographs")
struct PhotographTests {
  /// A sun over hills: red, green and blue from formulas.
  static func landscape(_ width: Int, _ height: Int) -> [[Float]] {
    (0..<3).map { channel in
      (0..<width * height).map { index -> Float in
        let x = (Double(index % width) + 0.5) / Double(width)
        let y = (Double(index / width) + 0.5) / Double(height)
        let ridge = 0.62 + 0.12 * sin(7 * x) + 0.05 * cos(19 * x)
        let sun = hypot((x - 0.7) * Double(width) / Double(height), y - 0.28) < 0.16
        if sun { return [1, 0.9, 0.45][channel] }
        if y > ridge { return Float([0.1, 0.45, 0.15][channel] * (1.6 - y)) }
        return Float([0.25, 0.5, 0.95][channel] * (0.5 + 0.6 * y))
      }
    }
  }

  /// The brightness of the landscape, and its change from left to right.
  private static func filtered(
    usesColor: Bool, cursor: MatrixPlace? = MatrixPlace(row: 12, column: 20)
  ) -> Photograph {
    let (width, height) = (32, 24)
    let planes = landscape(width, height)
    let gray = (0..<width * height).map { (planes[0][$0] + planes[1][$0] + planes[2][$0]) / 3 }
    let edges = gray.indices.map { index -> Float in
      index % width == 0 ? 0 : gray[index] - gray[index - 1]
    }
    return Photograph(
      images: [
        .init(
          title: "input", width: width, height: height, planes: planes, cursor: cursor, window: 5),
        .init(
          title: "horizontal change", width: width, height: height, planes: [edges],
          range: -1...1, colorMap: .signed, cursor: cursor),
      ], usesColor: usesColor)
  }

  @Test("input and output look like this", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    try expectPicture("photograph", Self.filtered(usesColor: true), 76, 16, glyphs)
    try expectPicture("photograph-mono", Self.filtered(usesColor: false), 76, 16, glyphs)
  }

  @Test("images are as high as wide in cells of 1:2", arguments: GlyphTier.allCases, [4, 32, 300])
  func proportions(glyphs: GlyphTier, size: Int) throws {
    let square = Photograph(images: [
      .init(
        width: size, height: size, planes: [Array(repeating: 0.4, count: size * size)])
    ])
    var grid = Grid(Size(columns: 90, rows: 30))
    square.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    let columns = (0..<90).filter { column in
      (0..<30).contains { grid[column, $0].style.background != nil }
    }
    let rows = (0..<30).filter { row in
      (0..<90).contains { grid[$0, row].style.background != nil }
    }
    #expect(abs(columns.count - 2 * rows.count) <= 1)
    #expect(columns.count >= 32)
    // In the middle, to half a cell.
    #expect(abs(columns[0] - (89 - columns[columns.count - 1])) <= 1)
  }

  @Test("an enlarged pixel has its color, and two of them share a cell as halves")
  func halves() {
    let image = Photograph.Image(
      width: 1, height: 2, planes: [[1, 0], [0, 0], [0, 1]])
    var grid = Grid(Size(columns: 1, rows: 1))
    Photograph(images: [image]).draw(into: &grid, in: grid.bounds, glyphs: .braille)
    let (red, blue) = (
      Role.color(PhotographColor(RGB(255, 0, 0))), Role.color(PhotographColor(RGB(0, 0, 255)))
    )
    #expect(grid[0, 0] == Cell("▀", Style(red, on: blue)))
  }

  @Test("a reduced image has the mean of the pixels under each sample")
  func means() {
    // Checks of black and white in two pixels a sample: all gray.
    let checks = (0..<64).map { Float(($0 % 8 + $0 / 8) % 2) }
    var grid = Grid(Size(columns: 4, rows: 2))
    Photograph(images: [.init(width: 8, height: 8, planes: [checks])])
      .draw(into: &grid, in: grid.bounds, glyphs: .braille)
    #expect(Set(grid.cells.map(\.style)) == [Style(.gray(128), on: .gray(128))])
  }

  @Test("the pixel of a pixel's cell is the pixel, enlarged", arguments: GlyphTier.allCases)
  func places(glyphs: GlyphTier) throws {
    let photograph = Photograph(
      images: (0..<2).map { _ in
        .init(width: 9, height: 7, planes: [Array(repeating: 0, count: 63)])
      })
    let rect = Rect(column: 2, row: 1, columns: 70, rows: 20)
    for image in 0..<2 {
      for row in 0..<7 {
        for column in 0..<9 {
          let pixel = MatrixPlace(row: row, column: column)
          let cell = try #require(
            photograph.position(of: pixel, inImage: image, in: rect, glyphs: glyphs))
          let found = try #require(
            photograph.pixel(atColumn: cell.column, row: cell.row, in: rect, glyphs: glyphs))
          #expect(found.image == image && found.pixel == pixel)
        }
      }
    }
    #expect(photograph.pixel(atColumn: 0, row: 0, in: rect, glyphs: glyphs) == nil)
  }

  @Test("the window is framed around its pixels, and open beyond the image's edge")
  func window() throws {
    func frame(_ row: Int, _ column: Int) -> String {
      let photograph = Photograph(
        images: [
          .init(
            width: 12, height: 8, planes: [Array(repeating: 0, count: 96)],
            cursor: MatrixPlace(row: row, column: column), window: 3)
        ], usesColor: false)
      return picture(photograph, 24, 8)
    }
    let middle = """


             ┌──────┐
             │      │
             │   +  │
             │      │
             └──────┘


      """
    #expect(frame(4, 5) == middle)
    #expect(frame(0, 5).hasPrefix("       │   +  │\n       │      │\n       └──────┘\n"))
  }

  @Test("colors of photographs are 8 or less from what was asked for, and grays stay gray")
  func steps() {
    for value in 0...255 {
      let gray = PhotographColor(RGB(UInt8(value), UInt8(value), UInt8(value))).rgb
      #expect(gray.red == gray.green && gray.green == gray.blue)
      #expect(abs(Int(gray.red) - value) <= 6)
    }
    let colors = Set((0...255).map { PhotographColor(RGB(UInt8($0), 0, 0)) })
    #expect(colors.count == 23)
  }

  @Test("in fewer colors a photograph has the nearest ones")
  func tiers() {
    func role(_ hex: UInt32) -> Role { .color(PhotographColor(RGB(hex: hex))) }
    #expect(Theme.dark.indexed(role(0xFF0000)) == 196)
    #expect(Theme.dark.indexed(role(0x808080)) == 244 || Theme.dark.indexed(role(0x808080)) == 102)
    #expect(
      [0x000000, 0xD00000, 0xFFFFFF, 0xFFFF00].map { Theme.light.sixteen(role($0)) } == [
        0, 1, 15, 11,
      ])
  }

  @Test("nothing that a photograph is given makes it trap")
  func totality() {
    let numbers = hostileNumbers.map { Float($0) }
    for usesColor in [true, false] {
      for (width, height) in [(0, 0), (0, 3), (13, 1), (1, 13), (13, 13)] {
        let plane = (0..<width * height).map { numbers[$0 % 13] }
        for place in [nil, MatrixPlace(row: -9, column: .max), MatrixPlace(row: 2, column: 0)] {
          for window in [0, 3, .max] {
            let image = Photograph.Image(
              title: "漢字", width: width, height: height, planes: [plane, plane, plane],
              range: -1e308...1e308, cursor: place, window: window)
            let other = Photograph.Image(width: 1, height: 1, planes: [[.nan]], range: 0...0)
            for count in [0, 1, 7] {
              drawEverywhere(
                Photograph(
                  images: Array(repeating: image, count: count) + [other], usesColor: usesColor))
            }
          }
        }
      }
    }
    drawEverywhere(Photograph(images: []))
  }
}
