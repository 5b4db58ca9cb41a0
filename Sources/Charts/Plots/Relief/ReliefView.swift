import Arithmetic

/// A parallel view of the unit square from above at a slant.
struct ReliefView {
  private let sine: Double
  private let cosine: Double
  /// Half of the turned square's width.
  private let reach: Double

  init(turn: Double) {
    let angle = (turn.isFinite ? turn.remainder(dividingBy: 360) : 0) * Double.pi / 180
    (sine, cosine) = (angle.sin(), angle.cos())
    reach = (abs(sine) + abs(cosine)) / 2
  }

  /// From the left, 0 … 1, of a place of the square.
  func across(_ x: Double, _ y: Double) -> Double {
    ((x - 0.5) * cosine + (y - 0.5) * sine) / (2 * reach) + 0.5
  }

  /// From near to far, 0 … 1.
  func depth(_ x: Double, _ y: Double) -> Double {
    ((y - 0.5) * cosine - (x - 0.5) * sine) / (2 * reach) + 0.5
  }

  /// The place of the square that is seen there.
  func place(across: Double, depth: Double) -> (x: Double, y: Double) {
    let (a, d) = ((across - 0.5) * 2 * reach, (depth - 0.5) * 2 * reach)
    return (a * cosine - d * sine + 0.5, a * sine + d * cosine + 0.5)
  }

  /// The depths at which a line of sight enters the square and leaves it; nil where it misses.
  func depths(across: Double) -> ClosedRange<Double>? {
    let (near, far) = (place(across: across, depth: 0), place(across: across, depth: 1))
    var (entry, exit) = (0.0, 1.0)
    for (start, end) in [(near.x, far.x), (near.y, far.y)] {
      if abs(end - start) < 1e-9 {
        guard (0...1).contains(start) else { return nil }
      } else {
        let crossings = [-start / (end - start), (1 - start) / (end - start)]
        entry = max(entry, min(crossings[0], crossings[1]))
        exit = min(exit, max(crossings[0], crossings[1]))
      }
    }
    return entry <= exit ? entry...exit : nil
  }
}
