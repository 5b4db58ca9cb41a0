import Charts
import Testing

@Suite("Plane chart")
struct PlaneChartTests {
  private static let range = AxisRange(lower: -2, upper: 2)

  /// f = x² + 4y² with two ways down.
  private static func bowl(usesColor: Bool = true) -> PlaneChart {
    PlaneChart(
      x: PlotAxis(label: "w₁"), y: PlotAxis(label: "w₂"),
      field: PlaneField(x: range, y: range, columns: 41, rows: 41) { x, y in x * x + 4 * y * y },
      paths: [
        .init(
          label: "SGD", index: 0,
          places: [(-1.8, 1.2), (-1.4, -0.9), (-1.0, 0.6), (-0.7, -0.4), (-0.4, 0.2), (-0.2, 0)]
            .map { PlaneChart.Place(x: $0, y: $1) }, note: "step 5"),
        .init(
          label: "Adam", index: 1,
          places: [(-1.8, 1.2), (-1, 0.6), (0, 0)].map { PlaneChart.Place(x: $0, y: $1) }),
      ], usesColor: usesColor)
  }

  /// Two classes on both sides of a slanted line.
  private static func classes(usesColor: Bool) -> PlaneChart {
    PlaneChart(
      regions: PlaneRegions(
        [-1, 1].map { sign in
          PlaneField(x: range, y: range, columns: 5, rows: 5) { x, y in sign * (x + y) }
        }),
      points: [
        .init(x: -1, y: -0.5, group: 0, label: "cat"), .init(x: 1.2, y: 1, group: 1),
        .init(x: 0.5, y: 1.4, group: 1, label: "dog"),
      ], groups: ["pets", "others"], usesColor: usesColor)
  }

  private static func cells(_ chart: PlaneChart, _ glyphs: GlyphTier = .braille) -> Grid {
    var grid = Grid(Size(columns: 60, rows: 20))
    chart.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    return grid
  }

  @Test("contours, paths and axes, without Braille")
  func asciiPicture() {
    #expect(picture(Self.bowl(), 60, 20, .ascii) == Self.bowlPicture + "\n")
  }

  @Test("groups of points have letters and regions boundaries where there is no color")
  func monoPicture() {
    #expect(picture(Self.classes(usesColor: false), 40, 12) == Self.classesPicture + "\n")
  }

  @Test("regions are the ground of their groups' colors, and points stand on it")
  func regions() {
    let grid = Self.cells(Self.classes(usesColor: true))
    #expect(grid.cells.contains { $0.style.background == .trace(0) })
    #expect(grid.cells.contains { $0.style.background == .trace(1) })
    let dots = grid.cells.filter { $0.scalar == "•" && $0.style.background != nil }
    #expect(dots.map(\.style.foreground) == [.series(1), .series(1), .series(0)])
    // Each of them on the ground of its own class.
    #expect(
      dots.allSatisfy { $0.style.background != .trace($0.style.foreground == .series(0) ? 1 : 0) })
  }

  @Test("a field's colors are the ground of its contours, and paths cut through them")
  func coloredField() {
    var chart = Self.bowl()
    chart.colorsField = true
    let grid = Self.cells(chart)
    func level(_ cell: Cell) -> UInt8? {
      if case .magnitude(let level)? = cell.style.background { return level }
      return nil
    }
    let middle = grid.cells[30...].compactMap(level)
    // 6 or less in the middle, 20 in the corners, of 0 … 20.
    #expect(middle.contains { $0 < 16 } && middle.contains { $0 > 224 })
    let contours = (0..<18).flatMap { row in (0..<50).map { grid[$0, row] } }
      .filter { level($0) != nil && $0.scalar != " " }
    #expect(contours.count > 100)
    #expect(
      contours.allSatisfy { $0.style.foreground == level($0).map(Role.inkOnMagnitude) })
    #expect(grid.cells.contains { $0.style == Style(.series(0)) && $0.scalar.value > 0x2800 })
    // The scale of the colors stands at the right.
    #expect(grid.plainText().split(separator: "\n").first?.hasSuffix(" 20") == true)
    chart.usesColor = false
    let plain = Self.bowl(usesColor: false)
    #expect(Self.cells(chart) == Self.cells(plain))
  }

  @Test("a path begins with a ring and ends with a disk in its color")
  func ends() {
    let grid = Self.cells(Self.bowl())
    let marks = grid.cells.filter { $0.scalar == "○" || $0.scalar == "●" }
    // Both begin at one place; the legend has a disk for each.
    #expect(marks.map(\.scalar) == ["○", "●", "●", "●", "●"])
  }

  @Test("hidden paths are named and not drawn")
  func hidden() {
    var chart = Self.bowl()
    chart.paths[0].isHidden = true
    chart.paths[1].isHidden = true
    let grid = Self.cells(chart)
    #expect(!grid.cells.contains { $0.scalar == "○" })
    #expect(grid.plainText().contains("hidden"))
  }

  @Test("the place under a cell is the place that the cell shows", arguments: GlyphTier.allCases)
  func cursor(glyphs: GlyphTier) throws {
    var chart = Self.bowl()
    let rect = Rect(column: 3, row: 2, columns: 57, rows: 18)
    let place = try #require(chart.place(atColumn: 30, row: 9, in: rect, glyphs: glyphs))
    chart.cursor = place
    var grid = Grid(Size(columns: 60, rows: 20))
    chart.draw(into: &grid, in: rect, glyphs: glyphs)
    #expect(grid[30, 9] == Cell("+", Style(.accent, bold: true, reversed: true)))
    #expect(chart.place(atColumn: 3, row: 9, in: rect, glyphs: glyphs) == nil)
  }

  @Test("a field is linear between its points and ends at its edges")
  func interpolation() {
    let field = PlaneField(x: Self.range, y: Self.range, columns: 5, rows: 3) { x, y in
      3 * x - y
    }
    #expect(abs((field.value(x: 0.3, y: -1.1) ?? .nan) - (3 * 0.3 + 1.1)) < 1e-12)
    #expect(field.value(x: 2, y: 2) == 4)
    #expect(field.value(x: 2.1, y: 0) == nil)
  }

  /// Points all over the plane, each with a letter of its own.
  private static func letters(usesColor: Bool) -> PlaneChart {
    PlaneChart(
      x: PlotAxis(range: range), y: PlotAxis(range: range),
      points: (0..<26).map { number in
        let (x, y) = (number * 37 % 101, number * 61 % 89)
        return .init(
          x: Double(x) / 25.5 - 2, y: Double(y) / 22.5 - 2, group: number % 2,
          label: String(UnicodeScalar(UInt8(ascii: "A") + UInt8(number))))
      }, usesColor: usesColor)
  }

  @Test(
    "a name stands beside its own point and touches nothing else", arguments: [true, false],
    [(60, 20), (32, 12)])
  func names(usesColor: Bool, size: (columns: Int, rows: Int)) {
    var grid = Grid(Size(columns: size.columns, rows: size.rows))
    Self.letters(usesColor: usesColor).draw(into: &grid, in: grid.bounds, glyphs: .braille)
    let markers: Set<Unicode.Scalar> = usesColor ? ["•"] : ["o", "+"]
    var named = 0
    for row in 0..<size.rows - 2 {
      let line = (-3...size.columns + 3).map { grid[$0, row].scalar }
      for place in 3..<line.count - 3 where "A"..."Z" ~= line[place] {
        named += 1
        // How far the marker is, and what lies on the other side.
        let distance = usesColor ? 1 : 2
        let isRight = markers.contains(line[place - distance])
        #expect(isRight != markers.contains(line[place + distance]))
        let beyond = (1...distance).map { line[isRight ? place + $0 : place - $0] }
        #expect(beyond.allSatisfy { [" ", "│", "┤"].contains($0) }, "\(line[place])")
      }
    }
    #expect(named >= (size.columns == 60 ? 18 : 8))
  }

  @Test("contours of a field that falls to zero lie at powers of ten")
  func logarithmicLevels() {
    let field = PlaneField(x: Self.range, y: Self.range, columns: 41, rows: 41) { x, y in
      x * x + 100 * y * y
    }
    let levels = field.levels(.logarithmic)
    #expect(levels.contains(1) && levels.contains(10) && levels.contains(100))
    #expect(levels.allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test("hostile numbers, sizes and lattices never trap", arguments: GlyphTier.allCases)
  func totality(glyphs: GlyphTier) {
    let places = hostileNumbers.flatMap { x in
      hostileNumbers.map { PlaneChart.Place(x: x, y: $0) }
    }
    let fields: [PlaneField?] = [
      nil, PlaneField(values: [], x: Self.range, y: Self.range),
      PlaneField(values: [[]], x: Self.range, y: Self.range),
      PlaneField(values: [[1], [2, .nan], [.infinity]], x: Self.range, y: Self.range),
      PlaneField(
        values: [hostileNumbers, hostileNumbers.reversed()],
        x: AxisRange(lower: -.infinity, upper: .infinity), y: AxisRange(lower: 0, upper: 0)),
    ]
    for field in fields {
      for scale in [AxisScale.linear, .logarithmic] {
        let chart = PlaneChart(
          field: field, fieldScale: scale, colorsField: field?.values.count == 2,
          regions: field.map { PlaneRegions([$0, $0]) },
          points: places.map { .init(x: $0.x, y: $0.y, group: -3, label: "e\u{301}漢") },
          groups: ["", "b"], paths: [.init(label: "p", index: 900, places: places)],
          cursor: places.last, usesColor: scale == .linear)
        for (columns, rows) in [(0, 0), (1, 1), (5, 30), (80, 3), (61, 19)] {
          _ = picture(chart, columns, rows, glyphs)
        }
      }
    }
  }
}

/// What the charts look like.
extension PlaneChartTests {
  fileprivate static let bowlPicture = """
     2.0 +         .....................................
         |.........                                    .........
     1.5 +     .............................................
         |..O+.                                            .....
     1.0 +   o++++.......................................
         |  ..o...++++                                  .......
     0.5 +..  oo      ++++++                                  ..
         |     o      o oo  +++++
       0 +      o    o   oo  oo o+o+++
         |      oo  oo    oooo
    -0.5 +       o oo      o
         |...... ooo                                       .....
    -1.0 +     ...o.....                           ........
         |             ............................
    -1.5 +............                               ...........
         |...        ................................         ..
    -2.0 +  ..................................................
         ++------------+-------------+------------+--------- w_1
         -2           -1             0            1            2
    --o SGD  step 5   --+ Adam
    """

  fileprivate static let classesPicture = """
     2 ┤⠘⠲⢤⣀
       │   ⠈⠙⠲⢤⣀              + dog
     1 ┤       ⠈⠙⠲⢤⣀                +
       │           ⠈⠙⠲⢤⣀
     0 ┤               ⠈⠙⠲⢤⣀
       │         o cat     ⠈⠙⠲⢤⣀
    -1 ┤                       ⠈⠙⠲⢤⣀
       │                           ⠈⠙⠲⢤⣀
    -2 ┤                               ⠈⠙⠲⢤⣀
       └┬────────┬────────┬───────┬────────┬
       -2       -1        0       1        2
     o  pets    +  others
    """
}
