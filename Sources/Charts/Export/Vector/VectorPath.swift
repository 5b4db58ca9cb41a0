/// A line from point to point, of which only what lies between two heights is kept.
struct VectorPath {
  typealias Place = (x: Double, y: Double)

  let top: Double
  let bottom: Double
  /// The stretches that are drawn.
  private(set) var parts: [[Place]] = []
  private var last: Place?
  /// Whether the last stretch ends where the line is.
  private var isOpen = false

  init(top: Double, bottom: Double) { (self.top, self.bottom) = (top, bottom) }

  private func isInside(_ place: Place) -> Bool { place.y >= top && place.y <= bottom }

  /// - Parameter place: nil: the line is broken there.
  mutating func go(to place: Place?) {
    defer { last = place }
    guard let place else {
      isOpen = false
      return
    }
    guard let last else {
      isOpen = isInside(place)
      if isOpen { parts.append([place]) }
      return
    }
    guard let (start, end) = clipped(last, place) else {
      isOpen = false
      return
    }
    if isOpen { parts[parts.count - 1].append(end) } else { parts.append([start, end]) }
    isOpen = isInside(place)
  }

  /// The part of a straight stretch that lies between the heights; nil: none does.
  private func clipped(_ a: Place, _ b: Place) -> (Place, Place)? {
    guard max(a.y, b.y) >= top, min(a.y, b.y) <= bottom else { return nil }
    func at(_ y: Double) -> Place { (a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y) }
    func inside(_ place: Place) -> Place {
      place.y < top ? at(top) : place.y > bottom ? at(bottom) : place
    }
    return (inside(a), inside(b))
  }
}
