/// Boxes and arrows: the steps of a calculation, and what flows between them.
public struct Graph: Hashable, Sendable {
  /// A step, or what goes in or comes out.
  public struct Node: Hashable, Sendable {
    /// What stands in its box: "conv 3×3".
    public var label: String
    /// Its whole name: "stage1/block1, residual block".
    public var name: String
    /// The place on a lattice, from the upper left; of a flow it is not read.
    public var column: Int
    public var row: Int
    /// False: the label alone, as of inputs and outputs.
    public var isFramed: Bool
    /// Takes no part at this step, as what dropout drops.
    public var isLeftOut: Bool
    /// Nodes of a group have a color; nil: that of text.
    public var group: Int?
    /// What is known of it beside its name, such as its shape.
    public var facts: [Fact]
    public var values: [Value]

    public init(
      _ label: String, name: String, column: Int = 0, row: Int = 0, isFramed: Bool = true,
      isLeftOut: Bool = false, group: Int? = nil, facts: [Fact] = [], values: [Value] = []
    ) {
      self.label = label
      self.name = name
      self.column = column
      self.row = row
      self.isFramed = isFramed
      self.isLeftOut = isLeftOut
      self.group = group
      self.facts = facts
      self.values = values
    }
  }

  /// "shape": "16×28×28".
  public struct Fact: Hashable, Sendable {
    public var name: String
    public var text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// "probability": 0.25.
  public struct Value: Hashable, Sendable {
    public var name: String
    public var number: Double

    public init(_ name: String, _ number: Double) {
      self.name = name
      self.number = number
    }
  }

  /// How an arrow goes.
  public enum Route: Hashable, Sendable {
    /// Straight, or along the row of its start and then along the column of its end.
    case rowFirst
    /// Straight, or along the column of its start and then along the row of its end.
    case columnFirst
    /// Above all nodes between, as what skips them.
    case over
    /// Below them.
    case under
  }

  /// An arrow from one node to another, by their places in `nodes`.
  public struct Edge: Hashable, Sendable {
    public var from: Int
    public var to: Int
    public var label: String
    public var route: Route
    /// By `quantities`; empty: none.
    public var values: [Double]

    public init(
      from: Int, to: Int, label: String = "", route: Route = .rowFirst, values: [Double] = []
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.route = route
      self.values = values
    }
  }

  public enum Arrangement: Hashable, Sendable {
    /// Nodes stand at their places.
    case lattice
    /// Nodes follow each other, in as many rows as there must be.
    case flow
    /// Nodes are units of a network and stand in columns under their titles; each has to do with all of
    /// the next column that are not left out.
    case columns
  }

  public var nodes: [Node]
  public var edges: [Edge]
  public var arrangement: Arrangement
  /// What the values of edges are: the first is written above an arrow, the second below it.
  public var quantities: [String]
  /// Of columns.
  public var titles: [String]

  public init(
    nodes: [Node] = [], edges: [Edge] = [], arrangement: Arrangement = .lattice,
    quantities: [String] = [], titles: [String] = []
  ) {
    self.titles = titles
    self.nodes = nodes
    self.edges = edges
    self.arrangement = arrangement
    self.quantities = quantities
  }

  /// A node behind the last one, with an arrow to it; returns its place.
  @discardableResult
  mutating func follow(
    with node: Node, label: String = "", values: [Double] = []
  ) -> Int {
    nodes.append(node)
    let place = nodes.count - 1
    if place > 0 { edges.append(Edge(from: place - 1, to: place, label: label, values: values)) }
    return place
  }
}
