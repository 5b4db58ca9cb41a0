/// A matrix to be looked at: an image, a kernel, weights of attention.
public struct Picture: Hashable, Sendable {
  /// "c1·3", or the arm's answer, as in "2021-03-03".
  public var title: String
  /// By row.
  public var values: [[Double]]
  /// The names of the rows and columns, as of tokens; empty: they have none.
  public var rowLabels: [String]
  public var columnLabels: [String]
  /// Whether zero is the middle: drawn from blue to red.
  public var isSigned: Bool
  /// Whether a zero is told apart from all that is above it, however little that is.
  public var hasZerosApart = false
  /// What the ends of the color scale mean, as 0 … 1 for attention; nil: the extremes.
  public var range: ClosedRange<Double>?
  /// Red, green and blue by row, each as long as all values; empty: it has no color of its own.
  public var colors: [[Float]] = []
  /// A square of it that is pointed at; nil: none.
  public var mark: Mark?

  /// A square around a pixel.
  public struct Mark: Hashable, Sendable {
    public var row: Int
    public var column: Int
    /// Pixels across.
    public var side: Int

    public init(row: Int, column: Int, side: Int) {
      self.row = row
      self.column = column
      self.side = side
    }
  }

  public init(
    title: String = "", values: [[Double]], rowLabels: [String] = [],
    columnLabels: [String] = [], isSigned: Bool = false, range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.values = values
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.isSigned = isSigned
    self.range = range
  }
}
