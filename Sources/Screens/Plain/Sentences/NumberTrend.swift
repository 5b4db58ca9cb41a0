package import Charts

/// How numbers go along an axis, in words: "falls from 2.31 to 0.25 over 400 steps, lowest 0.24 at step
/// 390".
package struct NumberTrend: Hashable, Sendable {
  /// What the numbers stand along.
  package enum Axis: Hashable, Sendable {
    /// Training steps, or what they are called in the lesson.
    case steps(String)
    case layers
    /// A variable of its own, such as a token or a distance; empty: it has no name.
    case variable(String)
    /// Bins of a histogram, by their middles.
    case bins
  }

  /// A number at a place, or what several places in a row have come to.
  package struct Point: Hashable, Sendable {
    var place: ClosedRange<Double>
    /// The last one.
    var value: Double
    var minimum: Double
    var maximum: Double

    package init(at place: Double, _ value: Double) {
      (self.place, self.value, minimum, maximum) = (place...place, value, value, value)
    }

    package init(
      _ place: ClosedRange<Double>, last value: Double, _ minimum: Double, _ maximum: Double
    ) {
      (self.place, self.value, self.minimum, self.maximum) = (place, value, minimum, maximum)
    }
  }

  package var axis: Axis
  package var points: [Point]

  package init(axis: Axis, points: [Point]) {
    (self.axis, self.points) = (axis, points)
  }

  private var finite: [Point] { points.filter(\.value.isFinite) }

  /// How far it reaches: "400 steps"; nil where the places are named beside the numbers.
  package var length: String? {
    guard case .steps(let name) = axis, let last = finite.last else { return nil }
    let count = Int(last.place.upperBound)
    return "\(count) \(name)\(count == 1 ? "" : "s")"
  }

  /// nil: there is no finite number.
  /// - Parameter length: what is said of how far it reaches, where it was not said before.
  package func text(over length: String? = nil, glyphs: GlyphTier = .braille) -> String? {
    let finite = finite
    guard let first = finite.first, let last = finite.last else { return nil }
    func number(_ value: Double) -> String { NumberText.short(value, glyphs: glyphs) }
    let (start, end) = (number(first.value), number(last.value))
    if finite.count == 1 { return "is \(end) \(place(last.place))" }
    let low = finite.min { $0.minimum < $1.minimum } ?? first
    let high = finite.max { $0.maximum < $1.maximum } ?? last
    let over = length.map { " over \($0)" } ?? ""
    if number(low.minimum) == number(high.maximum) { return "stays at \(end)\(over)" }
    var text: String
    if start == end {
      text = "begins and ends at \(end)\(over)"
    } else {
      let verb = first.value > last.value ? "falls" : "rises"
      text =
        "\(verb) from \(start)\(whereabouts(of: first)) to \(end)\(whereabouts(of: last))\(over)"
    }
    let ends = [start, end]
    if !ends.contains(number(low.minimum)) {
      text += ", lowest \(number(low.minimum)) \(place(low.place))"
    }
    if !ends.contains(number(high.maximum)) {
      text += ", highest \(number(high.maximum)) \(place(high.place))"
    }
    return text
  }

  /// Where an end is, on an axis that has no length to be told.
  private func whereabouts(of point: Point) -> String {
    if case .steps = axis { "" } else { " " + place(point.place) }
  }

  /// "at step 390", "in layer 3", "at lag = 12".
  func place(_ range: ClosedRange<Double>) -> String {
    let place = NumberText.compact(range.upperBound)
    switch axis {
    case .steps(let name):
      let (from, to) = (Int(range.lowerBound), Int(range.upperBound))
      return from == to ? "at \(name) \(to)" : "between \(name)s \(from) and \(to)"
    case .layers: return "in layer \(Int(range.upperBound))"
    case .variable(""): return "at \(place)"
    case .variable(let name): return "at \(name) \(place)"
    case .bins: return "at \(place)"
    }
  }
}
