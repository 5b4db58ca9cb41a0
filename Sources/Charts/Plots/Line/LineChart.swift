/// Curves over a common axis, with ticks, legend and an optional cursor.
public struct LineChart: Drawable, Hashable, Sendable {
  /// Some samples in a row, as one point of a curve. NaN breaks the curve.
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var minimum: Double
    public var maximum: Double
    public var mean: Double

    public init(x: Double, minimum: Double, maximum: Double, mean: Double) {
      self.x = x
      self.minimum = minimum
      self.maximum = maximum
      self.mean = mean
    }

    /// A single sample.
    public init(x: Double, y: Double) {
      self.init(x: x, minimum: y, maximum: y, mean: y)
    }
  }

  /// One curve. `index` chooses its color, dash pattern and marker.
  public struct Series: Hashable, Sendable {
    public var label: String
    public var index: Int
    /// In order of x.
    public var points: [Point]
    /// The trace before smoothing, drawn faint underneath; empty where nothing is smoothed.
    public var raw: [Point]
    /// The x at which the run left the finite numbers.
    public var divergedAt: Double?
    /// Wins the cells that it shares evenly with others, and is drawn bold.
    public var isFocused: Bool
    public var isHidden: Bool

    public init(
      label: String, index: Int, points: [Point], raw: [Point] = [], divergedAt: Double? = nil,
      isFocused: Bool = false, isHidden: Bool = false
    ) {
      self.label = label
      self.index = index
      self.points = points
      self.raw = raw
      self.divergedAt = divergedAt
      self.isFocused = isFocused
      self.isHidden = isHidden
    }
  }

  /// Where the legend stands.
  public enum LegendPlacement: Hashable, Sendable {
    case none
    /// Inside the plot, in the corner with the fewest marks; below where it fits in none.
    case automatic
    case right
    case below
  }

  /// What one curve has at the cursor.
  public struct Reading: Hashable, Sendable {
    public var label: String
    public var index: Int
    /// The x of the point nearest to the cursor.
    public var x: Double
    public var value: Double
  }

  public var series: [Series]
  public var x: PlotAxis
  public var y: PlotAxis
  /// The x of a vertical rule with the curves' values.
  public var cursor: Double?
  public var legend: LegendPlacement
  /// A titled rule above the plot; none where empty.
  public var title: String
  /// Whether colors tell the curves apart; without them, dash patterns do.
  public var usesColor: Bool

  public init(
    series: [Series], x: PlotAxis = PlotAxis(), y: PlotAxis = PlotAxis(), cursor: Double? = nil,
    legend: LegendPlacement = .automatic, title: String = "", usesColor: Bool = true
  ) {
    self.series = series
    self.x = x
    self.y = y
    self.cursor = cursor
    self.legend = legend
    self.title = title
    self.usesColor = usesColor
  }

  /// The dash pattern of a curve: solid while its color is its own.
  func dash(of series: Series) -> DashPattern {
    DashPattern(index: usesColor ? series.index / Theme.seriesCount : series.index)
  }
}
