/// Numbers on a regular lattice over a rectangle of the plane.
public struct PlaneField: Hashable, Sendable {
  /// By row; the first row is at the lower end of `y`, its first number at the lower end of `x`.
  public var values: [[Double]]
  public var x: AxisRange
  public var y: AxisRange

  public init(values: [[Double]], x: AxisRange, y: AxisRange) {
    self.values = values
    self.x = x
    self.y = y
  }

  /// The values of a function at the points of a lattice of so many columns and rows.
  public init(
    x: AxisRange, y: AxisRange, columns: Int, rows: Int,
    _ function: (_ x: Double, _ y: Double) -> Double
  ) {
    func place(_ index: Int, of count: Int, _ range: AxisRange) -> Double {
      let share = Double(index) / Double(max(1, count - 1))
      return range.lower * (1 - share) + range.upper * share
    }
    self.init(
      values: (0..<rows).map { row in
        (0..<columns).map { function(place($0, of: columns, x), place(row, of: rows, y)) }
      }, x: x, y: y)
  }

  /// The value at a place, linear between the four numbers around it; nil outside, and where one of
  /// them is not finite.
  public func value(x: Double, y: Double) -> Double? {
    guard let corners = corners(x: x, y: y) else { return nil }
    let value = value(at: corners)
    return value.isFinite ? value : nil
  }

  /// The part of the lattice around a rectangle: its levels are those of what is seen there.
  public func part(x: AxisRange, y: AxisRange) -> PlaneField {
    func part(_ shown: AxisRange, _ whole: AxisRange, _ count: Int) -> Range<Int> {
      guard count > 1 else { return 0..<count }
      let step = (whole.upper / 2 - whole.lower / 2) / Double(count - 1)
      let first = ((shown.lower / 2 - whole.lower / 2) / step).rounded(.down)
      let last = ((shown.upper / 2 - whole.lower / 2) / step).rounded(.up)
      guard first.isFinite, last.isFinite else { return 0..<count }
      let lower = Int(min(max(0, first), Double(count - 2)))
      return lower..<Int(min(max(Double(lower + 1), last), Double(count - 1))) + 1
    }
    func range(_ part: Range<Int>, _ whole: AxisRange, _ count: Int) -> AxisRange {
      guard count > 1 else { return whole }
      func place(_ index: Int) -> Double {
        let share = Double(index) / Double(count - 1)
        return whole.lower * (1 - share) + whole.upper * share
      }
      return AxisRange(lower: place(part.lowerBound), upper: place(part.upperBound - 1))
    }
    let width = values.map(\.count).min() ?? 0
    let (rows, columns) = (part(y, self.y, values.count), part(x, self.x, width))
    return PlaneField(
      values: values[rows].map { Array($0[columns]) }, x: range(columns, self.x, width),
      y: range(rows, self.y, values.count))
  }

  /// The two points of a lattice around a place on a line, and how far it is on the way from one to
  /// the other.
  typealias Neighbors = (index: Int, next: Int, share: Double)

  /// The points of the lattice around a place; nil outside.
  func corners(x: Double, y: Double) -> (rows: Neighbors, columns: Neighbors)? {
    guard let rows = neighbors(y, self.y, values.count),
      let columns = neighbors(x, self.x, values[rows.index].count),
      values[rows.next].count == values[rows.index].count
    else { return nil }
    return (rows, columns)
  }

  /// Linear between the four numbers.
  func value(at corners: (rows: Neighbors, columns: Neighbors)) -> Double {
    let (rows, columns) = corners
    func along(_ row: [Double]) -> Double {
      row[columns.index] * (1 - columns.share) + row[columns.next] * columns.share
    }
    return along(values[rows.index]) * (1 - rows.share) + along(values[rows.next]) * rows.share
  }

  private func neighbors(_ value: Double, _ range: AxisRange, _ count: Int) -> Neighbors? {
    guard count > 0, value >= range.lower, value <= range.upper else { return nil }
    let length = range.upper / 2 - range.lower / 2
    let place = (value / 2 - range.lower / 2) / length * Double(count - 1)
    let index = min(max(0, count - 2), max(0, Int(place)))
    return (index, min(index + 1, count - 1), min(1, max(0, place - Double(index))))
  }

  /// The extremes of the finite numbers; nil where there are none.
  var range: ClosedRange<Double>? {
    let finite = values.lazy.flatMap { $0 }.filter(\.isFinite)
    guard let lower = finite.min(), let upper = finite.max() else { return nil }
    return lower...upper
  }

  /// What a picture of the field shows: from the least to the greatest number, on a logarithmic
  /// scale at most the six decades below the greatest, since many fields come to zero; nil where
  /// there is nothing to show.
  func shownRange(_ scale: AxisScale) -> AxisRange? {
    guard let found = range else { return nil }
    guard scale == .logarithmic else {
      return AxisRange(lower: found.lowerBound, upper: found.upperBound)
    }
    let lower = max(found.lowerBound, found.upperBound * 1e-6)
    return lower > 0 ? AxisRange(lower: lower, upper: found.upperBound) : nil
  }

  /// What the colors of the field mean.
  func colors(_ scale: AxisScale) -> ColorScale? {
    shownRange(scale).map { ColorScale(.magnitude, range: $0, axis: scale) }
  }

  /// The colors of `shares`.
  static let shareColors = ColorScale(.magnitude, range: AxisRange(lower: 0, upper: 1))

  /// The places of the numbers between the ends of what is shown, 0 … 1; what lies below is at 0.
  /// Between the points of the lattice they are linear on a logarithmic scale too, and need no
  /// logarithm for each dot.
  /// - Parameter range: where the ends lie; nil: as `shownRange` has them.
  func shares(_ scale: AxisScale, within range: AxisRange? = nil) -> PlaneField? {
    guard let shown = range ?? shownRange(scale) else { return nil }
    let mapping = AxisMapping(shown, scale: scale)
    let shares = values.map { row in
      row.map { min(1, max(0, mapping.fraction(max($0, shown.lower)) ?? .nan)) }
    }
    return PlaneField(values: shares, x: x, y: y)
  }

  /// Round numbers between the extremes, at most `count` or a few more: where contours lie.
  public func levels(_ scale: AxisScale, count: Int = 8) -> [Double] {
    guard let found = range, found.lowerBound < found.upperBound, let shown = shownRange(scale)
    else { return [] }
    return Ticks(glyphs: .braille).values(in: shown, scale: scale, count: count).map(\.value)
  }
}
