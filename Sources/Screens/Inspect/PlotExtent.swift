import Arithmetic
import Charts

/// Along which axes a kind of plot can be zoomed.
struct ZoomAxes: OptionSet, Hashable, Sendable {
  let rawValue: Int
  static let across = ZoomAxes(rawValue: 1)
  static let up = ZoomAxes(rawValue: 2)
  /// Both at once, as what is looked at is a plane.
  static let plane: ZoomAxes = [.across, .up, ZoomAxes(rawValue: 4)]

  /// What zooming in and out is about: one of two axes is zoomed by itself.
  var main: ZoomAxes { isSuperset(of: .plane) || !contains(.across) ? self : .across }
  /// Whether values have an axis of their own beside the main one.
  var hasOwnValues: Bool { main == .across && contains(.up) }
}

/// How far a plot reaches along its axes, and what is shown of it: all that zooming needs to know.
struct PlotExtent: Hashable, Sendable {
  var across: Axis?
  var up: Axis?

  struct Axis: Hashable, Sendable {
    var whole: ClosedRange<Double>
    var shown: ClosedRange<Double>
    /// Where the reader is: what stays in its place.
    var anchor: Double
    /// Parts begin and end at multiples of this; 0: anywhere.
    var grain = 0.0
    /// The shortest part that can be shown, in grains; of an axis without any, a millionth of all.
    var least = 4.0
    /// How much around the anchor is to be in sight.
    var margin = 0.0
    var scale = AxisScale.linear
  }
}

extension PlotExtent.Axis {
  private func place(_ value: Double) -> Double { scale == .linear ? value : value.log() }
  private func value(_ place: Double) -> Double { scale == .linear ? place : place.exp() }
  private func places(_ range: ClosedRange<Double>) -> (lower: Double, upper: Double) {
    guard scale == .logarithmic else { return (range.lowerBound, range.upperBound) }
    let upper = max(range.upperBound, .leastNormalMagnitude)
    return (max(range.lowerBound, upper * 1e-12).log(), upper.log())
  }

  /// The part so many times as long, in which a value keeps its place; nil: all there is.
  func zoomed(by factor: Double, at value: Double?) -> ClosedRange<Double>? {
    let (all, now) = (places(whole), places(shown))
    let shortest = grain > 0 ? least * grain : (all.upper - all.lower) * 1e-6
    var length = max(shortest, (now.upper - now.lower) * factor)
    if grain > 0 { length = (length / grain).rounded() * grain }
    guard length < (all.upper - all.lower) * (1 - 1e-9) else { return nil }
    let anchor = min(max(place(value ?? anchor), now.lower), now.upper)
    let share = now.upper > now.lower ? (anchor - now.lower) / (now.upper - now.lower) : 0.5
    return part(from: anchor - length * (share.isFinite ? share : 0.5), length: length)
  }

  /// The part further along, by shares of its length.
  func panned(by share: Double) -> ClosedRange<Double> {
    let now = places(shown)
    let length = now.upper - now.lower
    return part(from: now.lower + share * length, length: length)
  }

  /// The part further along, so that what is at `start` comes to `end`.
  func dragged(from start: Double, to end: Double) -> ClosedRange<Double> {
    let now = places(shown)
    return part(from: now.lower + place(start) - place(end), length: now.upper - now.lower)
  }

  /// The part that has the anchor, moved no further than it must be.
  var following: ClosedRange<Double> {
    guard !(shown.contains(anchor - margin) && shown.contains(anchor + margin)) else {
      return shown
    }
    let now = places(shown)
    let length = now.upper - now.lower
    let isBefore = anchor - margin < shown.lowerBound
    return part(
      from: isBefore ? place(anchor - margin) : place(anchor + margin) - length, length: length)
  }

  /// A part of a length, not beyond what there is.
  private func part(from start: Double, length: Double) -> ClosedRange<Double> {
    let all = places(whole)
    var start = start
    if grain > 0 { start = (start / grain).rounded(.down) * grain }
    start = max(all.lower, min(start, all.upper - length))
    let (lower, upper) = (value(start), value(start + length))
    return lower < upper ? lower...upper : shown
  }
}
