internal import Networks

/// The loss around the weights: over a plane spanned by two random directions, each scaled filter by
/// filter to the weights' own lengths.
extension Measure {
  public static let landscape = Measure(
    "landscape", "the loss on a plane around the weights", settings: [.levels, .extent],
    .landscape(.plane))
  /// The middle one of the losses on the lattice.
  public static let landscapeMedian = number("landscape_median", "the middle loss of that plane") {
    lattice in
    lattice.known.median
  }
  /// The mean loss of the lattice's points on the circle that touches its sides, those within half a
  /// spacing of it, less the loss in the middle.
  public static let landscapeRise = number(
    "landscape_rise", "how much the loss rises to its circle", \.rise)
  /// The largest loss of the lattice over the smallest.
  public static let landscapeRatio = number("landscape_ratio", "its largest loss over its smallest")
  { lattice in
    guard let low = lattice.known.min(), let high = lattice.known.max() else { return .nan }
    return high / low
  }

  /// The loss over the plane that holds most of the way of training, with that way.
  public static let trainingPath = Measure(
    "training_path", "the loss around the way so far", every: 5, settings: [.levels], .trail(.plane)
  )
  /// The part of the way's variance that this plane holds, 0 … 1.
  public static let trainingPathShare = Measure(
    "training_path_share", "how much of the way its plane holds", every: 5, .trail(.share))

  private static func number(
    _ name: String, _ meaning: String, _ read: @escaping @Sendable (LossPlane) -> Double
  ) -> Measure {
    Measure(name, meaning, settings: [.levels, .extent], .landscape(.number(read)))
  }

  /// What it reads of a lattice that is complete; NaN for other measures.
  func number(of lattice: LossPlane) -> Double {
    guard case .landscape(.number(let read)) = source else { return .nan }
    return read(lattice)
  }
}

/// What a measure makes of the loss around the weights.
enum LandscapeReader: Sendable {
  case plane
  case number(@Sendable (LossPlane) -> Double)

  var form: Measure.Form {
    switch self {
    case .plane: .plane
    case .number: .number
    }
  }
}

/// What a measure makes of the weights that a run had on its way.
enum TrailReader: Sendable {
  /// The loss over their plane.
  case plane
  case share

  var form: Measure.Form {
    switch self {
    case .plane: .plane
    case .share: .number
    }
  }
}

extension LossPlane {
  /// The lattice that a probe asks for: 17 × 17 points from −1 to 1 unless it says otherwise.
  init(_ probe: Probe) {
    self.init(levels: probe.levels ?? 4, extent: probe.extent ?? 1)
  }

  fileprivate var known: [Double] { losses.compactMap { $0 } }

  fileprivate var rise: Double {
    let spacing = 2 * extent / Double(side - 1)
    var circle: [Double] = []
    for row in 0..<side {
      for column in 0..<side {
        let (a, b) = (coordinate(column), coordinate(row))
        let radius = (a * a + b * b).squareRoot()
        if abs(radius - extent) <= spacing / 2, let loss = value(row: row, column: column) {
          circle.append(loss)
        }
      }
    }
    guard let middle = value(row: side / 2, column: side / 2) else { return .nan }
    return circle.reduce(0, +) / Double(circle.count) - middle
  }
}
