/// How a plot is looked at.
struct PlotView: Hashable, Sendable {
  var isLogarithmic: Bool
  var isSmoothed = true
  /// What is shown of it.
  var window = PlotWindow()
  /// What was shown before that, the oldest first.
  var earlier: [PlotWindow] = []
  /// The arm that is looked at alone on the whole screen, by id; nil: all.
  var arm: String?
  /// The head, channel or layer that is looked at alone there, from 0; nil: all.
  var part: Int?

  init(isLogarithmic: Bool) { self.isLogarithmic = isLogarithmic }

  /// The training steps shown of a plot over steps; nil: all.
  var steps: ClosedRange<Int>? {
    window.across.map { Int($0.lowerBound)...Int($0.upperBound) }
  }

  private static let earlierLimit = 64

  /// Shows another part, and keeps in mind what was shown.
  mutating func show(_ next: PlotWindow) {
    guard next != window else { return }
    earlier = (earlier + [window]).suffix(Self.earlierLimit)
    window = next
  }

  /// Back to what was shown before; false: nothing was.
  mutating func showEarlier() -> Bool {
    guard let last = earlier.popLast() else { return false }
    window = last
    return true
  }

  /// Forgets what was zoomed into.
  mutating func showAll() { (window, earlier) = (PlotWindow(), []) }
}

/// The part of a plot that is shown; nil along an axis: all of it.
struct PlotWindow: Hashable, Sendable {
  /// From left to right: training steps, places, columns.
  var across: ClosedRange<Double>?
  /// Values from below upward; of cells the rows from above.
  var up: ClosedRange<Double>?
}
