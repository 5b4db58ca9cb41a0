/// Which point of a landscape each dot shows.
struct ReliefSurface {
  struct Point {
    /// 0 … 1 each: the place, and the height.
    var x: Double
    var y: Double
    var share: Double
  }

  private let width: Int
  private let height: Int
  private var points: [Point?]

  /// The part of the height that is given to the depth; the rest is for the heights.
  private static let slant = 0.55
  private static let unit = AxisRange(lower: 0, upper: 1)

  subscript(x: Int, y: Int) -> Point? {
    guard x >= 0, y >= 0, x < width, y < height else { return nil }
    return points[y * width + x]
  }

  /// Goes from near to far in each column and fills what is not hidden by what came before.
  /// - Source: Wright, "A two-space solution to the hidden line problem", 1973 (floating horizon)
  init(_ shares: PlaneField, _ view: ReliefView, width: Int, height: Int) {
    var shares = shares
    (self.width, self.height) = (width, height)
    points = Array(repeating: nil, count: max(0, width * height))
    (shares.x, shares.y) = (Self.unit, Self.unit)
    for column in 0..<width {
      let across = (Double(column) + 0.5) / Double(width)
      guard let depths = view.depths(across: across) else { continue }
      let length = depths.upperBound - depths.lowerBound
      let steps = max(4, Int(length * Double(height * 3 / 2)))
      var horizon = 0
      for step in 0...steps {
        let depth = depths.lowerBound + length * Double(step) / Double(steps)
        let place = view.place(across: across, depth: depth)
        // The ends may lie outside by a rounding.
        let inside = (x: min(max(place.x, 0), 1), y: min(max(place.y, 0), 1))
        guard let share = shares.value(x: inside.x, y: inside.y) else { continue }
        let up = (depth * Self.slant + share * (1 - Self.slant)) * Double(height - 1)
        let top = Int(up.rounded()) + 1
        // Nothing stands below the near edge.
        if horizon == 0 { horizon = top - 1 }
        while horizon < min(top, height) {
          points[(height - 1 - horizon) * width + column] = Point(
            x: inside.x, y: inside.y, share: share)
          horizon += 1
        }
      }
    }
  }
}
