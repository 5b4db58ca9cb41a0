/// A part of the plane: contours of a field, regions of classes, points of groups and paths, with
/// axes and an optional cursor.
public struct PlaneChart: Drawable, Hashable, Sendable {
  /// A place of the plane.
  public struct Place: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A dot, such as an example of a class. `group` chooses its color and marker.
  public struct Point: Hashable, Sendable {
    public var place: Place
    public var group: Int
    /// Written beside it where there is room; empty: none.
    public var label: String

    public init(x: Double, y: Double, group: Int = 0, label: String = "") {
      place = Place(x: x, y: y)
      self.group = group
      self.label = label
    }
  }

  /// A line through places in their order, from a ring to a disk. `index` chooses its color.
  public struct Path: Hashable, Sendable {
    public var label: String
    public var index: Int
    public var places: [Place]
    /// What the legend tells of it: "step 58".
    public var note: String
    public var isHidden: Bool

    public init(
      label: String, index: Int, places: [Place], note: String = "", isHidden: Bool = false
    ) {
      self.label = label
      self.index = index
      self.places = places
      self.note = note
      self.isHidden = isHidden
    }
  }

  public var x: PlotAxis
  public var y: PlotAxis
  /// A number everywhere, as contours; nil: none.
  public var field: PlaneField?
  /// How the levels of the contours follow each other.
  public var fieldScale: AxisScale
  /// Whether the field is colored ground too, as on a map; paths and points cut through it.
  public var colorsField: Bool
  /// A group everywhere, as ground in its subdued color and a line around it; nil: none.
  public var regions: PlaneRegions?
  public var points: [Point]
  /// What the groups of points are called, by group; fewer: the others have no name.
  public var groups: [String]
  public var paths: [Path]
  public var cursor: Place?
  /// False where there is no color: markers and boundaries stand for it.
  public var usesColor: Bool

  public init(
    x: PlotAxis = PlotAxis(), y: PlotAxis = PlotAxis(), field: PlaneField? = nil,
    fieldScale: AxisScale = .linear, colorsField: Bool = false, regions: PlaneRegions? = nil,
    points: [Point] = [], groups: [String] = [], paths: [Path] = [], cursor: Place? = nil,
    usesColor: Bool = true
  ) {
    self.x = x
    self.y = y
    self.field = field
    self.fieldScale = fieldScale
    self.colorsField = colorsField
    self.regions = regions
    self.points = points
    self.groups = groups
    self.paths = paths
    self.cursor = cursor
    self.usesColor = usesColor
  }

  /// The part of the plane that is shown: what the axes fix, else that of the field or regions, else
  /// all points and paths with a little air.
  public var shown: (x: AxisRange, y: AxisRange) {
    func range(
      _ axis: PlotAxis, _ ground: AxisRange?, _ coordinate: (Place) -> Double
    ) -> AxisRange {
      let places = points.map(\.place) + paths.filter { !$0.isHidden }.flatMap(\.places)
      return axis.range ?? ground
        ?? AxisRange.fitting(places.lazy.map(coordinate), scale: .linear)?.widened
        ?? AxisRange(lower: -1, upper: 1)
    }
    return (range(x, field?.x ?? regions?.x, \.x), range(y, field?.y ?? regions?.y, \.y))
  }
}

extension AxisRange {
  /// A twentieth more on both sides.
  fileprivate var widened: AxisRange {
    let air = (upper / 2 - lower / 2) / 10
    return AxisRange(lower: lower - air, upper: upper + air)
  }
}
