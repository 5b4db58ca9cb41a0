public import Experiments

/// The numbers under one tag of a run, in rising order of their steps.
public struct ScalarSeries: Sendable {
  public let tag: String
  private var recorded: [(step: Int, value: Double)] = []
  /// Whether a step was written after a later one, as by a run that was continued.
  private var isDisordered = false

  init(tag: String) { self.tag = tag }

  public var count: Int { recorded.count }

  mutating func append(_ value: Double, at step: Int) {
    if let last = recorded.last, step < last.step { isDisordered = true }
    recorded.append((step, value))
  }

  /// Forgets the numbers of this step and of those after it.
  mutating func removeAll(from step: Int) { recorded.removeAll { $0.step >= step } }

  /// The points; those of one step in the order in which they were written.
  public var points: [(step: Int, value: Double)] {
    guard isDisordered else { return recorded }
    let order = recorded.indices.sorted {
      (recorded[$0].step, $0) < (recorded[$1].step, $1)
    }
    return order.map { recorded[$0] }
  }

  /// The points in at most `resolution` buckets; no spike is lost, and non-finite values are left out.
  public func buckets(resolution: Int) -> [Trace.Bucket] {
    let points = points
    var pyramid = Pyramid()
    for point in points { pyramid.append(point.value) }
    return pyramid.buckets(0..<points.count, resolution: resolution).map { indices, cell in
      Trace.Bucket(
        steps: points[indices.lowerBound].step...points[indices.upperBound].step,
        minimum: cell.minimum, maximum: cell.maximum,
        mean: cell.sum / Double(cell.finiteCount), last: cell.last)
    }
  }

  /// The step from which on no value is finite; nil: the last one is, or there is none.
  public var divergedAt: Int? {
    let points = points
    let finite = points.lastIndex { $0.value.isFinite }.map { $0 + 1 } ?? 0
    return finite < points.count ? points[finite].step : nil
  }
}
