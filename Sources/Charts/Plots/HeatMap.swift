/// A matrix as colors, two rows a cell, with a numeric color bar.
public struct HeatMap: Drawable, Hashable, Sendable {
  public enum ColorMap: Hashable, Sendable {
    /// Viridis, from the least to the greatest.
    case magnitude
    /// Blue to red, zero in the middle.
    case signed
  }

  /// By row; rows may differ in length, and missing or non-finite numbers are left blank.
  public var values: [[Double]]
  public var colorMap: ColorMap
  /// What the ends of the color map mean; nil: the extremes of the values.
  public var range: ClosedRange<Double>?
  /// False where there is no color: letters of rising darkness stand for the values.
  public var usesColor: Bool
  /// A titled rule above the plot; none where empty.
  public var title: String

  public init(
    values: [[Double]], colorMap: ColorMap = .magnitude, range: ClosedRange<Double>? = nil,
    usesColor: Bool = true, title: String = ""
  ) {
    self.values = values
    self.colorMap = colorMap
    self.range = range
    self.usesColor = usesColor
    self.title = title
  }
}
