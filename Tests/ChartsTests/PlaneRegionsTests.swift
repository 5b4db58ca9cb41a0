import Charts
import Testing

@Suite("Regions of the plane")
struct PlaneRegionsTests {
  private static let range = AxisRange(lower: -2, upper: 2)

  private static func field(_ values: [[Double]]) -> PlaneField {
    PlaneField(values: values, x: range, y: range)
  }

  @Test(
    "a place belongs to the group with the greatest number, linear between the lattice's points")
  func greatest() {
    // −x, x and 1 on a lattice of three columns.
    let regions = PlaneRegions(
      [
        [2, 0, -2], [-2, 0, 2], [1, 1, 1],
      ].map { Self.field([$0, $0]) })
    for (x, group) in [(-1.9, 0), (-1.1, 0), (-0.9, 2), (0, 2), (0.9, 2), (1.1, 1), (2, 1)] {
      #expect(regions.group(x: x, y: 0.3) == group, "\(x)")
    }
    #expect(regions.group(x: 2.1, y: 0) == nil)
  }

  @Test("places near what is not finite belong to none")
  func notFinite() {
    let regions = PlaneRegions([
      Self.field([[0, 0, .nan], [0, 0, 0]]), Self.field([[1, 1, 1], [1, 1, 1]]),
    ])
    #expect(regions.group(x: -1, y: 0) == 1)
    #expect(regions.group(x: 1, y: 0) == nil)
    #expect(PlaneRegions([]).group(x: 0, y: 0) == nil)
  }

  @Test("are told apart by a line, with color and without", arguments: GlyphTier.allCases)
  func line(glyphs: GlyphTier) {
    for usesColor in [true, false] {
      let chart = PlaneChart(
        regions: PlaneRegions(
          [-1, 1].map { sign in
            PlaneField(x: Self.range, y: Self.range, columns: 3, rows: 3) { x, _ in sign * x }
          }), usesColor: usesColor)
      var grid = Grid(Size(columns: 41, rows: 12))
      chart.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
      // The line stands upright in the middle of the plot.
      for row in 1..<9 {
        let marks = (6..<41).filter { grid[$0, row].scalar != " " }
        #expect(marks.count == 1 && marks.allSatisfy { (21...24).contains($0) }, "\(marks)")
        let grounds = Set((6..<41).map { grid[$0, row].style.background })
        #expect(grounds == (usesColor ? [.trace(0), .trace(1)] : [nil]))
      }
    }
  }

  @Test("a series is seen on its own ground with sixteen colors too", arguments: Theme.all)
  func sixteen(theme: Theme) {
    for group in 0..<8 {
      #expect(theme.sixteen(.series(group)) != theme.sixteen(.trace(group)))
    }
  }
}
