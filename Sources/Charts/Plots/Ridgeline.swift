/// Histograms by layer (rows) and by arm (columns), each normalized to its own highest bin.
public struct Ridgeline: Drawable, Hashable, Sendable {
  /// One histogram.
  public struct Row: Hashable, Sendable {
    /// What stands at the left: the layer's number.
    public var label: String
    /// Weight of each of the bins of equal width.
    public var counts: [Double]
    /// The range of the bins; nil: the chart's.
    public var range: ClosedRange<Double>?

    public init(label: String, counts: [Double], range: ClosedRange<Double>? = nil) {
      self.label = label
      self.counts = counts
      self.range = range
    }

    public init(label: String, counts: [Int], range: ClosedRange<Double>? = nil) {
      self.init(label: label, counts: counts.map(Double.init), range: range)
    }
  }

  /// One arm. `index` chooses its color.
  public struct Column: Hashable, Sendable {
    public var label: String
    public var index: Int
    public var rows: [Row]

    public init(label: String, index: Int, rows: [Row]) {
      self.label = label
      self.index = index
      self.rows = rows
    }
  }

  public var columns: [Column]
  /// What the horizontal axis of every column shows.
  public var range: ClosedRange<Double>
  /// The row that the reader is at: in sight also where not all rows are.
  public var highlighted: Int?
  /// What the rows are: "layer".
  public var rowLabel: String
  /// A titled rule above the plot; none where empty.
  public var title: String

  public init(
    columns: [Column], range: ClosedRange<Double>, highlighted: Int? = nil,
    rowLabel: String = "layer", title: String = ""
  ) {
    self.highlighted = highlighted
    self.columns = columns
    self.range = range
    self.rowLabel = rowLabel
    self.title = title
  }
}
