internal import Synchronization

/// What a walk down a surface shows.
extension Measure {
  /// The surface's height where the arm is.
  public static let loss = descent("loss", "the height where the walker is") { walk, _ in walk.loss
  }
  /// How far the minimum is that the lesson names.
  public static let distance = descent("distance", "how far the walker is from the minimum") {
    walk, _ in walk.distance
  }
  /// One of the variables.
  public static let coordinate = descent(
    "coordinate", "one coordinate of the walker", settings: [.index]
  ) { walk, probe in
    let index = (probe.index ?? 1) - 1
    return walk.place.indices.contains(index) ? walk.place[index] : .nan
  }
  /// The variance over all walkers of one of the variables.
  public static let variance = descent(
    "variance", "how far the walkers are apart", settings: [.index]
  ) { walk, probe in
    let index = (probe.index ?? 1) - 1
    return walk.place.indices.contains(index) ? walk.variance(index) : .nan
  }
  /// ‖Δw‖ of the step before.
  public static let stepLength = descent("step_length", "how long the last step was") { walk, _ in
    walk.stepLength
  }

  /// The surface over two variables, and the way down it.
  public static let surface = Measure(
    "surface", "the heights, and the ways on them", every: 1, settings: [.area],
    .process(
      .content(.plane) { (walk: Descent, probe) in
        let area = probe.area ?? walk.plan.usualArea
        return .plane(
          Plane(
            axes: walk.plan.surface.variables, field: walk.ground.field(over: area),
            path: walk.path.all.map { Plane.Place(x: $0[0], y: $0[1]) }))
      }))

  private static func descent(
    _ name: String, _ meaning: String, settings: [MeasureSetting] = [],
    _ read: @escaping @Sendable (Descent, Probe) -> Double
  ) -> Measure {
    Measure(name, meaning, every: 1, settings: settings, .process(.number(read)))
  }
}

extension DescendPlan {
  /// A square around minimum and start.
  fileprivate var usualArea: Probe.Area {
    let center = minimum ?? start.map { _ in 0 }
    let reach = zip(start, center).map { abs($0 - $1) }.max() ?? 1
    let half = 1.2 * (reach > 0 ? reach : 1)
    return Probe.Area(
      x: center[0] - half...center[0] + half, y: center[1] - half...center[1] + half)
  }
}

/// The heights of a surface, each part of the plane computed once.
final class Ground: Sendable {
  private let surface: Function
  private let fields = Mutex<[Probe.Area: Plane.Field]>([:])

  init(_ surface: Function) {
    self.surface = surface
  }

  func field(over area: Probe.Area) -> Plane.Field {
    fields.withLock { fields in
      if let known = fields[area] { return known }
      let field = surface.field(over: area)
      fields[area] = field
      return field
    }
  }
}

extension Function {
  /// Points of a lattice along each side: contours are drawn between them.
  static let fieldSide = 65

  /// Its values over a rectangle.
  /// - Precondition: it has two variables.
  func field(over area: Probe.Area) -> Plane.Field {
    let columns = area.x.places(Self.fieldSide)
    return Plane.Field(
      x: area.x, y: area.y,
      values: area.y.places(Self.fieldSide).map { y in columns.map { x in self([x, y]) } })
  }
}
