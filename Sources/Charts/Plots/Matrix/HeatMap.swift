/// A matrix as colors, with the names of its rows and columns and a numeric color scale.
public struct HeatMap: Drawable, Hashable, Sendable {
  /// By row; rows may differ in length, and missing or non-finite numbers are left blank.
  public var values: [[Double]]
  /// Names at the left, as of output tokens; empty: none.
  public var rowLabels: [String]
  /// Names above, written downward where they are long; empty: none.
  public var columnLabels: [String]
  public var colorMap: ColorMap
  /// What the ends of the color map mean; nil: the extremes of the values.
  public var range: ClosedRange<Double>?
  /// False where there is no color: shades stand for the values.
  public var usesColor: Bool
  /// The cell that the reader is on.
  public var cursor: MatrixPlace?
  /// A titled rule above the plot; none where empty.
  public var title: String

  public init(
    values: [[Double]], rowLabels: [String] = [], columnLabels: [String] = [],
    colorMap: ColorMap = .magnitude, range: ClosedRange<Double>? = nil, usesColor: Bool = true,
    cursor: MatrixPlace? = nil, title: String = ""
  ) {
    self.values = values
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.colorMap = colorMap
    self.range = range
    self.usesColor = usesColor
    self.cursor = cursor
    self.title = title
  }

  var scale: ColorScale { ColorScale(colorMap, fitting: values.lazy.flatMap { $0 }, range: range) }

  /// The largest cell of a row, where one is larger than all others.
  func largest(inRow row: Int) -> Int? {
    let finite = values[row].indices.filter { values[row][$0].isFinite }
    guard finite.count > 1, let best = finite.max(by: { values[row][$0] < values[row][$1] })
    else { return nil }
    return finite.contains { $0 != best && values[row][$0] == values[row][best] } ? nil : best
  }
}
