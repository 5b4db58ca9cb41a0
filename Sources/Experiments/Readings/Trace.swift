/// A curve, thinned to the resolution that was asked for; no spike is lost.
public struct Trace: Hashable, Sendable {
  /// Some steps in a row: their extremes, mean and last value. Non-finite values are left out.
  public struct Bucket: Hashable, Sendable {
    public var steps: ClosedRange<Int>
    public var minimum: Double
    public var maximum: Double
    public var mean: Double
    public var last: Double

    public init(
      steps: ClosedRange<Int>, minimum: Double, maximum: Double, mean: Double, last: Double
    ) {
      self.steps = steps
      self.minimum = minimum
      self.maximum = maximum
      self.mean = mean
      self.last = last
    }
  }

  public var raw: [Bucket]
  /// The same smoothed over the probe's window; `mean` of each bucket is what to draw.
  public var smoothed: [Bucket]

  public init(raw: [Bucket], smoothed: [Bucket] = []) {
    self.raw = raw
    self.smoothed = smoothed
  }
}
