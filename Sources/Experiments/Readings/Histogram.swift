/// Counts in bins of equal width over a range; values outside count in the outer bins.
public struct Histogram: Hashable, Sendable {
  public var range: ClosedRange<Double>
  public var counts: [Int]

  public init(range: ClosedRange<Double>, counts: [Int]) {
    self.range = range
    self.counts = counts
  }
}
