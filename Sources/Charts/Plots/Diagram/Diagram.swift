/// Nodes on a coarse lattice and arrows between them: an unrolled network, a residual block, the
/// inside of a cell.
public struct Diagram: Drawable, Hashable, Sendable {
  /// A step of a calculation, or what goes in or comes out.
  public struct Node: Hashable, Sendable {
    public var label: String
    /// The place on the lattice, from the upper left. Columns and rows without nodes take no room.
    public var column: Int
    public var row: Int
    /// False: the label alone, as of inputs and outputs.
    public var isFramed: Bool
    /// Chooses the label's color; nil: that of text.
    public var index: Int?

    public init(
      _ label: String, column: Int, row: Int, isFramed: Bool = true, index: Int? = nil
    ) {
      self.label = label
      self.column = column
      self.row = row
      self.isFramed = isFramed
      self.index = index
    }
  }

  /// How an arrow goes. What stands in its way hides it.
  public enum Route: Hashable, Sendable {
    /// Straight, or along the row of its start and then along the column of its end.
    case rowFirst
    /// Straight, or along the column of its start and then along the row of its end.
    case columnFirst
    /// Up from its start, above all between, and down: skips nodes, or comes back to its own.
    case over
    /// Down from its start, below all between, and up.
    case under
  }

  /// An arrow from one node to another, by their places in `nodes`; others are not drawn.
  public struct Edge: Hashable, Sendable {
    public var from: Int
    public var to: Int
    /// Written at the line where there is room; empty: none.
    public var label: String
    /// Written below a level line, where there is room; empty: none.
    public var note: String
    public var route: Route

    public init(
      from: Int, to: Int, label: String = "", note: String = "", route: Route = .rowFirst
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.note = note
      self.route = route
    }
  }

  /// Where the nodes stand.
  public enum Arrangement: Hashable, Sendable {
    /// At their places on the lattice.
    case lattice
    /// One after the other in their order, in as many rows as they need; what `over` and `under`
    /// skip stays in one row where it fits.
    case flow
  }

  public var nodes: [Node]
  public var edges: [Edge]
  public var arrangement: Arrangement
  /// The least columns between nodes of a lattice, so that labels find room; where there are too few,
  /// it gives way.
  public var gap: Int
  /// The node that the reader is on, by its place in `nodes`.
  public var highlighted: Int?

  public init(
    nodes: [Node], edges: [Edge], arrangement: Arrangement = .lattice, gap: Int = 2,
    highlighted: Int? = nil
  ) {
    self.nodes = nodes
    self.edges = edges
    self.arrangement = arrangement
    self.gap = min(max(2, gap), 40)
    self.highlighted = highlighted
  }

  /// The node whose box covers a cell when the diagram is drawn into `rect`; nil beside them.
  public func node(atColumn column: Int, row: Int, in rect: Rect) -> Int? {
    guard let layout = DiagramLayout(self, in: rect) else { return nil }
    let position = Position(column: column, row: row)
    return layout.boxes.firstIndex { $0.contains(position) }
  }
}
