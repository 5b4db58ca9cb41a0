/// A loss over a square of a plane, L(w + a·u + b·v), coarse to fine: first the corners, then every
/// level halves the distance of the points. A value; whoever computes it decides after each point
/// whether to go on.
/// - Source: Li et al. 2018 (planes); directions from `TrainedSpace.filterNormalizedDirection`.
public struct LossPlane: Sendable {
  /// Points along each side: 2^levels + 1.
  public let side: Int
  /// a and b go from −extent to extent.
  public let extent: Double
  /// Row-major [side, side], b along the rows; nil where nothing was computed yet.
  public private(set) var losses: [Double?]
  public private(set) var computedCount = 0
  private let levels: Int
  private var level = 0
  /// Number of the next point among those of the level's whole grid.
  private var cursor = 0

  /// - Parameter levels: at most 10.
  public init(levels: Int, extent: Double = 1) {
    precondition(levels >= 0 && levels <= 10 && extent > 0, "LossPlane: \(levels) levels")
    self.levels = levels
    self.extent = extent
    side = 1 << levels + 1
    losses = [Double?](repeating: nil, count: side * side)
  }

  public var isComplete: Bool { computedCount == side * side }
  /// From 0 to 1.
  public var progress: Double { Double(computedCount) / Double(side * side) }
  /// Levels of which all points are there.
  public var finishedLevels: Int { level }

  /// a (of a column) or b (of a row).
  public func coordinate(_ index: Int) -> Double {
    extent * (2 * Double(index) / Double(side - 1) - 1)
  }

  /// The loss there, or while it is missing that of a coarser grid's point near it; nil before the
  /// first one is known.
  public func value(row: Int, column: Int) -> Double? {
    for step in (0...levels).map({ 1 << $0 }) {
      let (near, beside) = (row / step * step, column / step * step)
      if let loss = losses[near * side + beside] { return loss }
    }
    return nil
  }

  /// Computes the next point; nothing where all are there.
  public mutating func advance(_ loss: (_ a: Double, _ b: Double) -> Double) {
    guard let (row, column) = place else { return }
    losses[row * side + column] = loss(coordinate(column), coordinate(row))
    computedCount += 1
    while let (row, column) = place, losses[row * side + column] != nil { cursor += 1 }
  }

  /// Row and column of the cursor, which goes on to the next level at the end of one; nil after the
  /// last.
  private var place: (row: Int, column: Int)? {
    mutating get {
      guard level <= levels else { return nil }
      var step = 1 << (levels - level)
      var count = (side - 1) / step + 1
      if cursor == count * count {
        level += 1
        cursor = 0
        guard level <= levels else { return nil }
        step /= 2
        count = (side - 1) / step + 1
      }
      return (cursor / count * step, cursor % count * step)
    }
  }

  /// Computes points until all are there or `goesOn`, asked after each, says no.
  public mutating func run(
    _ loss: (_ a: Double, _ b: Double) -> Double, goesOn: (LossPlane) -> Bool
  ) {
    while !isComplete {
      advance(loss)
      guard goesOn(self) else { return }
    }
  }
}
