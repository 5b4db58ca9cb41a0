/// Counts over values: what histograms and shares of dead or saturated units are made of.
extension Tensor {
  /// How many scalars fall into each of `bins` equal parts of `range`; outside it, on which side.
  public struct Histogram: Sendable, Equatable {
    public let range: ClosedRange<Float>
    /// Scalars per bin; the upper bound belongs to the last bin.
    public let counts: [Int]
    public let below, above, notNumbers: Int
  }

  public func histogram(bins: Int, over range: ClosedRange<Float>) -> Histogram {
    precondition(bins > 0, "histogram: \(bins) bins")
    precondition(range.upperBound > range.lowerBound, "histogram: empty range \(range)")
    var counts = [Int](repeating: 0, count: bins)
    var (below, above, notNumbers) = (0, 0, 0)
    let scale = Double(bins) / (Double(range.upperBound) - Double(range.lowerBound))
    for scalar in scalars {
      if scalar.isNaN {
        notNumbers += 1
      } else if scalar < range.lowerBound {
        below += 1
      } else if scalar > range.upperBound {
        above += 1
      } else {
        let bin = Int((Double(scalar) - Double(range.lowerBound)) * scale)
        counts[Swift.min(bin, bins - 1)] += 1
      }
    }
    return Histogram(
      range: range, counts: counts, below: below, above: above, notNumbers: notNumbers)
  }

  /// Share of scalars with |x| ≥ `threshold`, 0…1; NaN for an empty tensor.
  public func share(atLeast threshold: Float) -> Double {
    share { Swift.abs($0) >= threshold }
  }

  /// Share of scalars that are exactly 0, 0…1.
  public func shareOfZeros() -> Double { share { $0 == 0 } }

  @inline(__always)
  private func share(where predicate: (Float) -> Bool) -> Double {
    var matches = 0
    for scalar in scalars where predicate(scalar) { matches += 1 }
    return Double(matches) / Double(count)
  }
}
