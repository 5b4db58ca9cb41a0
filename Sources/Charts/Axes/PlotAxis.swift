/// How an axis turns numbers into places.
public enum AxisScale: Hashable, Sendable {
  case linear
  /// Only positive numbers have a place.
  case logarithmic
}

/// An axis as it is asked for: scale, range where it is fixed, and what it measures.
public struct PlotAxis: Hashable, Sendable {
  public var scale: AxisScale
  /// nil: as wide as the data.
  public var range: AxisRange?
  /// What is measured, with its unit: "step", "loss".
  public var label: String

  public init(scale: AxisScale = .linear, range: AxisRange? = nil, label: String = "") {
    self.scale = scale
    self.range = range
    self.label = label
  }

  public init(scale: AxisScale = .linear, range: ClosedRange<Double>, label: String = "") {
    self.init(
      scale: scale, range: AxisRange(lower: range.lowerBound, upper: range.upperBound),
      label: label)
  }
}
