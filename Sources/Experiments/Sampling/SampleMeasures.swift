/// What draws and their means show.
extension Measure {
  /// The mean of the draws at each place, and the exact value with the band in which it should lie.
  public static let sampleMean = Measure(
    "sample_mean", "the mean of the draws, and what is exact", every: 1,
    .process(
      .content(.series, placeCount: { _ in SamplePlan.placeCount }) { (draws: Sampling, _) in
        var series = [Series(label: "mean of draws", x: draws.places, y: draws.means)]
        if !draws.exact.isEmpty {
          series.append(
            Series(label: "exact", x: draws.places, y: draws.exact, band: draws.bounds))
        }
        return .series(series)
      }))

  /// The mean of the draws at the place nearest to `at`.
  public static let sampleValue = sample(
    "sample_value", "the mean of the draws at one place", settings: [.at]
  ) { draws, probe in
    draws.means[draws.place(nearestTo: probe.at ?? 0)]
  }

  /// The largest |mean − exact| over all places.
  public static let sampleError = sample("sample_error", "how far the mean is from what is exact") {
    draws, _ in
    draws.errors.max() ?? .nan
  }

  /// The largest |mean − exact| in units of what the bound allows there: above 1 it is broken.
  public static let sampleExcess = sample("sample_excess", "that distance, as a share of its bound")
  { draws, _ in
    // Where nothing is allowed, as at x = 0, nothing may be off.
    zip(draws.errors, draws.bounds).map { $1 > 0 ? $0 / $1 : $0 > 0 ? .infinity : 0 }.max() ?? .nan
  }

  /// Draws at each place so far.
  public static let sampleCount = sample("sample_count", "how many draws there are") { draws, _ in
    Double(draws.count)
  }

  private static func sample(
    _ name: String, _ meaning: String, settings: [MeasureSetting] = [],
    _ read: @escaping @Sendable (Sampling, Probe) -> Double
  ) -> Measure {
    Measure(name, meaning, every: 1, settings: settings, .process(.number(read)))
  }
}

extension Sampling {
  /// |mean − exact| at each place; empty before the first draw and where nobody says what is exact.
  fileprivate var errors: [Double] {
    count == 0 ? [] : zip(means, exact).map { abs($0 - $1) }
  }
}
