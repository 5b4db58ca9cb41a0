/// A part of the plane as a probe reads it: a number everywhere, the way that was taken, points.
public struct Plane: Hashable, Sendable {
  public struct Place: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Numbers on a regular lattice over a rectangle.
  public struct Field: Hashable, Sendable {
    public var x: ClosedRange<Double>
    public var y: ClosedRange<Double>
    /// By row; the first row lies at the lower end of `y`, its first number at the lower end of `x`.
    public var values: [[Double]]

    public init(x: ClosedRange<Double>, y: ClosedRange<Double>, values: [[Double]]) {
      self.x = x
      self.y = y
      self.values = values
    }
  }

  /// A point that belongs to a group, such as an example to its class.
  public struct Point: Hashable, Sendable {
    public var place: Place
    public var group: Int
    public var label: String
    /// The points that are most like it, the most similar first; empty: nobody compared them.
    public var neighbors: [Neighbor] = []

    public init(_ place: Place, group: Int = 0, label: String = "") {
      self.place = place
      self.group = group
      self.label = label
    }
  }

  /// A point that is like another, whatever their places.
  public struct Neighbor: Hashable, Sendable {
    /// Its number among the points, from 0.
    public var point: Int
    /// cos of the angle between the two, −1 … 1.
    public var similarity: Double

    public init(point: Int, similarity: Double) {
      self.point = point
      self.similarity = similarity
    }
  }

  /// What the axes are called.
  public var axes: [String]
  public var field: Field?
  /// For each group a number everywhere, such as the probability of a class: a place belongs to the
  /// group with the greatest. All on one lattice; empty: places belong to none.
  public var shares: [Field] = []
  /// The way so far, from the start to where the arm is.
  public var path: [Place]
  public var points: [Point]
  /// The names of the points' groups.
  public var groups: [String]

  public init(
    axes: [String] = [], field: Field? = nil, path: [Place] = [], points: [Point] = [],
    groups: [String] = []
  ) {
    self.axes = axes
    self.field = field
    self.path = path
    self.points = points
    self.groups = groups
  }
}
