/// One bar a layer, arms side by side, over a common axis.
public struct LayerBars: Drawable, Hashable, Sendable {
  /// One arm. `index` chooses its color; `values` are by layer, the first layer first.
  public struct Group: Hashable, Sendable {
    public var label: String
    /// What the values are, where groups differ in that: a second line below the label.
    public var note: String
    public var index: Int
    public var values: [Double]

    public init(label: String, note: String = "", index: Int, values: [Double]) {
      self.label = label
      self.note = note
      self.index = index
      self.values = values
    }
  }

  public var groups: [Group]
  /// The vertical axis. On a logarithmic one, values ≤ 0 are marked instead of drawn.
  public var axis: PlotAxis
  /// The number of the first layer.
  public var firstLayer: Int
  /// The layer that the reader is on, by its place in the values.
  public var highlighted: Int?
  /// A titled rule above the plot; none where empty.
  public var title: String

  public init(
    groups: [Group], axis: PlotAxis = PlotAxis(), firstLayer: Int = 1, highlighted: Int? = nil,
    title: String = ""
  ) {
    self.groups = groups
    self.axis = axis
    self.firstLayer = firstLayer
    self.highlighted = highlighted
    self.title = title
  }
}
