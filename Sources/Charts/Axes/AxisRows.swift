/// Where the rows of a plot lie on its vertical axis.
struct AxisRows {
  /// Rows, the uppermost is 0.
  let count: Int
  /// Rows from the upper end of the axis to the number that a label in the uppermost row names.
  let above: Double
  /// Rows from the upper end of the axis to its lower one.
  let length: Double
  /// The part of an axis's length that is air at each end: what may be given up for ticks in even rows.
  let air: Double
  /// Whether bars stand on the lower edge of the lowest row.
  private let hasBars: Bool
  /// Rows of dots in a row.
  private let dots: Int

  /// A label names the number in the middle of its row, where a flat curve through it is drawn.
  init(ofCurves count: Int, glyphs: GlyphTier) {
    let dots = glyphs == .lines ? 1 : DotRaster.dotsDown(glyphs)
    self.init(
      count: count, above: Double(dots / 2) / Double(dots),
      length: max(Double(count) - 1 / Double(dots), 1e-3), dots: dots,
      air: AxisRange.air / (1 + 2 * AxisRange.air), hasBars: false)
  }

  /// Bars begin at the lower edge of the lowest row: a label names what lies at its lower edge.
  init(ofBars count: Int) {
    self.init(count: count, above: 1, length: Double(count), dots: 1, air: 0, hasBars: true)
  }

  private init(count: Int, above: Double, length: Double, dots: Int, air: Double, hasBars: Bool) {
    (self.count, self.above, self.length) = (count, above, length)
    (self.dots, self.air, self.hasBars) = (dots, air, hasBars)
  }

  /// The same with some rows less.
  func shorter(by rows: Int) -> AxisRows {
    AxisRows(
      count: count - rows, above: above, length: length - Double(rows), dots: dots, air: air,
      hasBars: hasBars)
  }

  /// Rows from the number of the lowest row to the lower end of the axis.
  var below: Double { length - above - Double(count - 1) }
  /// Rows from one tick to the next, at least.
  var gap: Int { count < 6 ? 1 : 2 }
  /// How many ticks look well.
  var wantedTicks: Int { max(2, min(count * 2 / 5 + 1, 8)) }
  /// How many ticks an axis has for all that in even rows.
  var leastTicks: Int { wantedTicks < 4 ? 2 : 3 }

  /// The row that shows a place of 0 … 1 from the lower end.
  func row(of place: Double) -> Int {
    let row =
      hasBars
      ? Int(((1 - place) * length - 1e-9).rounded(.up)) - 1
      : Int(((1 - place) * length * Double(dots)).rounded()) / dots
    return min(count - 1, max(0, row))
  }
}
