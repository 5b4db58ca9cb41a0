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
  /// Whether the axis ends just where the range does, and does not grow a little for ticks in even
  /// rows.
  public var isFixed: Bool
  /// What is measured, with its unit: "step", "loss".
  public var label: String

  /// - Parameter isFixed: nil: where it has a range.
  public init(
    scale: AxisScale = .linear, range: AxisRange? = nil, isFixed: Bool? = nil, label: String = ""
  ) {
    self.scale = scale
    self.range = range
    self.isFixed = isFixed ?? (range != nil)
    self.label = label
  }

  public init(scale: AxisScale = .linear, range: ClosedRange<Double>, label: String = "") {
    self.init(
      scale: scale, range: AxisRange(lower: range.lowerBound, upper: range.upperBound),
      label: label)
  }
}
