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
    /// The x of changes in the run's course, marked on the curve.
    public var marks: [Double] = []
    /// Whether it is the one to be seen first: it is drawn last, thicker and bold.
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
    /// Names at the right ends of the curves; where they have no room there, in a corner that no
    /// curve passes, else below, else none.
    case automatic
    case right
    case below
  }

  /// What one curve has at the cursor.
  public struct Reading: Hashable, Sendable {
    public var label: String
    public var index: Int
    /// The x of the point nearest to the cursor; of a continuous curve the cursor's.
    public var x: Double
    public var value: Double
  }

  public var series: [Series]
  /// Curves of other runs, which stand faint behind the others and have no names.
  public var ghosts: [Series] = []
  public var x: PlotAxis
  public var y: PlotAxis
  /// The x of a vertical rule with the curves' values.
  public var cursor: Double?
  public var legend: LegendPlacement
  /// A titled rule above the plot; none where empty.
  public var title: String
  /// Whether what is drawn under the curves is how sure they are, and not what they smooth.
  public var rawIsBand = false
  /// Whether a curve has numbers between its points too, on the line from one to the next: that of a
  /// function, not that of a run.
  public var isContinuous = false
  /// Whether it is seen from the last row of a room: curves are thicker, bear their numbers
  /// besides their colors, and no raw traces distract.
  public var isForRoom = false
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

  /// How many colors there are for curves; indices beyond begin anew.
  public static var colorCount: Int { Theme.seriesCount }

  /// The dash pattern of a curve: solid where its color tells it apart.
  func dash(of series: Series) -> DashPattern {
    usesColor || isForRoom ? .solid : DashPattern(index: series.index)
  }

  /// How many dots a curve is wide: in large plots two, to be seen from afar, and the focused one
  /// more than the others.
  func thickness(of series: Series, in plot: Rect) -> Int {
    (plot.rows >= 24 ? 2 : 1) + (isForRoom && plot.rows >= 8 ? 1 : 0)
      + (series.isFocused && plot.rows >= 6 ? 1 : 0)
  }

  /// Whether there is room for the traces before smoothing, and a color that tells them from the
  /// curves: they have more ink.
  func showsRaw(in plot: Rect, glyphs: GlyphTier) -> Bool {
    guard rawIsBand || usesColor && glyphs != .ascii && !isForRoom else { return false }
    let traces = series.count { !$0.isHidden && !$0.raw.isEmpty }
    return plot.rows >= 9 && traces * 4 <= plot.rows
  }
}
