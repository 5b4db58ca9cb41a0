import Charts
import Testing

@Suite("Relief")
struct ReliefTests {
  private static let range = AxisRange(lower: -2, upper: 2)

  /// f = x² + 4y².
  static func bowl(usesColor: Bool = true, turn: Double = 30) -> Relief {
    Relief(
      field: PlaneField(x: range, y: range, columns: 41, rows: 41) { x, y in x * x + 4 * y * y },
      xLabel: "w₁", yLabel: "w₂", turn: turn, usesColor: usesColor)
  }

  @Test("a bowl looks like this", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    let name = glyphs == .braille ? "w₁" : "w1"
    var relief = Self.bowl(usesColor: false)
    (relief.xLabel, relief.yLabel) = (name, glyphs == .braille ? "w₂" : "w2")
    try expectPicture("relief", relief, 64, 20, glyphs)
  }

  @Test("what stands behind a wall is hidden, and seen from the other side")
  func hiding() {
    let wall = PlaneField(x: Self.range, y: Self.range, columns: 41, rows: 41) { _, y in
      y < -1.5 ? 1 : y > 1.7 ? 0.5 : 0
    }
    func shades(_ turn: Double) -> Set<Unicode.Scalar> {
      let relief = Relief(field: wall, turn: turn, usesColor: false)
      return Set(picture(relief, 24, 12, .ascii).unicodeScalars)
    }
    // The low plain has the sign of the least height.
    #expect(shades(180).contains(".") && shades(0) != shades(180))
  }

  @Test("a landscape that comes to zero has no hole on a logarithmic scale")
  func zero() {
    var relief = Self.bowl(usesColor: false)
    relief.scale = .logarithmic
    let zero = picture(relief, 40, 16)
    // A ten-millionth of the highest, 20, is below what the scale shows.
    relief.field.values = relief.field.values.map { $0.map { max($0, 2e-6) } }
    #expect(picture(relief, 40, 16) == zero)
    relief.field.values[20][20] = .nan
    #expect(picture(relief, 40, 16) != zero)
  }

  @Test("nothing that a relief is given makes it trap")
  func totality() {
    let fields = [
      PlaneField(values: [], x: Self.range, y: Self.range),
      PlaneField(values: [[1], [2, .nan], [.infinity]], x: Self.range, y: Self.range),
      PlaneField(
        values: [hostileNumbers, hostileNumbers.reversed()],
        x: AxisRange(lower: -.infinity, upper: .infinity), y: Self.range),
    ]
    for scale in [AxisScale.linear, .logarithmic] {
      for field in fields {
        for turn in [0, 200, Double.nan] {
          drawEverywhere(
            Relief(field: field, xLabel: "漢字", yLabel: "y", scale: scale, turn: turn))
        }
      }
    }
  }
}
