extension LineChart {
  /// What each visible curve has at the point nearest to `x`, or where curves are continuous at `x`
  /// itself, in the order of the series; curves without a finite value there are left out, and so are those that diverged before.
  public func readings(at x: Double) -> [Reading] {
    series.filter { !$0.isHidden }.compactMap { curve in
      if let end = curve.divergedAt, x > end { return nil }
      return point(of: curve, at: x).map {
        Reading(label: curve.label, index: curve.index, x: $0.x, value: $0.mean)
      }
    }
  }
}
