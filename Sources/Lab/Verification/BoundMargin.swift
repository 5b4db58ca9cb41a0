internal import Experiments
public import Lessons

/// How far the values of a comparison stay from one of its bounds, against how far the seeds
/// scatter them.
public struct BoundMargin: Hashable, Sendable {
  /// A claim whose deciding value is nearer to a bound than so many standard deviations is thin.
  ///
  /// The extreme of eight normal values lies 1.4 standard deviations from their mean. Two more make
  /// 3.4 from the mean to the bound: one seed in 3,000 is beyond.
  public static let least = 2.0

  public var side: Comparison.Side
  /// The bound; 0 where it varies with the seed, and value − bound is what is bounded.
  public var bound: Double
  /// From the bound to the value that decides, positive where it is on the right side: the nearest
  /// one; for `7/8` the nearest of those that must hold; for `median` the median.
  public var distance: Double
  /// The standard deviation of value − bound over the seeds that must hold, without √n: 0 where
  /// they are all alike, nil where fewer than two are finite.
  public var deviation: Double?
  /// The unit of the margin. For `median` it is the deviation of medians, σ·√(π / 2n).
  public var unit: Double?

  /// The distance in units; nil where nothing varies.
  public var margin: Double? {
    guard let unit, unit > 0 else { return nil }
    return distance / unit
  }

  /// How many units are asked for: from the mean of the seeds it is as far for all quantifiers.
  public var required: Double
  public var isThin: Bool { margin.map { $0 < required } ?? false }
}

extension BoundMargin {
  /// From the mean of eight values to a bound that is `least` beyond their extreme.
  private static let fromMean = least + 1.4

  /// - Parameters:
  ///   - bound: 0 where it varies.
  ///   - distances: by seed; a seed without a number is the worst of all.
  ///   - count: the seeds that must hold.
  init(
    side: Comparison.Side, bound: Double, distances: [Double], over: Claim.Quantifier, count: Int
  ) {
    let descending = distances.map { $0.isNaN ? -.infinity : $0 }.sorted(by: >)
    self.side = side
    self.bound = bound
    switch over {
    case .all, .atLeast:
      let kept = descending.prefix(max(count, 1))
      distance = kept.last ?? .nan
      deviation = kept.filter(\.isFinite).standardDeviation
      unit = deviation
      required = Self.least
    case .median:
      distance = descending.median
      deviation = descending.filter(\.isFinite).standardDeviation
      unit = deviation.map { $0 * (Double.pi / 2 / Double(descending.count)).squareRoot() }
      required = Self.fromMean
    }
  }
}

extension [Double] {
  /// √(Σ(x − x̄)²/(n − 1)); 0 exactly where all are alike, nil for fewer than two.
  var standardDeviation: Double? {
    guard count > 1 else { return nil }
    guard contains(where: { $0 != self[0] }) else { return 0 }
    let mean = reduce(0, +) / Double(count)
    let squares = reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(count - 1)).squareRoot()
  }
}
