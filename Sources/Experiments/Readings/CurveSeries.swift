/// A curve with all its values, by step: `firstStep`, `firstStep + every`, …
public struct CurveSeries: Hashable, Sendable {
  public var firstStep: Int
  public var every: Int
  /// As measured; not finite at the step of divergence.
  public var raw: [Double]
  /// The mean of the probe's window; the same as `raw` for a window of 1.
  public var smoothed: [Double]

  /// The training step of the value at `index`.
  public func step(_ index: Int) -> Int { firstStep + index * every }
}
