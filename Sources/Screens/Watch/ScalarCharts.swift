public import Charts
internal import Experiments
public import Lab
internal import Lessons

/// The runs of a folder as charts, one a tag.
public struct ScalarCharts: Sendable {
  public var log: LogFolder
  /// The tags that were asked for; empty: all.
  private let chosen: [String]
  /// Points of a curve: more than a plot has columns, so that uneven steps are seen, too.
  private static let resolution = 4096

  public init(_ log: LogFolder, tags: [String]) {
    self.log = log
    chosen = tags
  }

  public var tags: [String] { chosen.isEmpty ? log.tags : log.tags.filter(chosen.contains) }

  public func chart(_ tag: String, scale: AxisScale = .linear, usesColor: Bool) -> LineChart {
    let series = log.runs.enumerated().compactMap { index, run in
      run.series(tag).map { curve($0, of: run, index: index) }
    }
    var chart = LineChart(
      series: series, x: PlotAxis(range: Self.steps(of: series), label: "step"),
      y: PlotAxis(scale: scale), usesColor: usesColor)
    chart.title = tag.safe() + Self.beyond(chart)
    return chart
  }

  /// How far points reach that the axis leaves out, as they would flatten all the rest.
  private static func beyond(_ chart: LineChart) -> String {
    let points = chart.series.filter { $0.divergedAt == nil }.flatMap(\.points)
    guard let least = points.map(\.minimum).min(), let most = points.map(\.maximum).max() else {
      return ""
    }
    let range = chart.shownYRange
    let ends =
      (least < range.lower ? ["down to \(NumberText.short(least))"] : [])
      + (most > range.upper ? ["up to \(NumberText.short(most))"] : [])
    return ends.isEmpty ? "" : ", " + ends.joined(separator: ", ")
  }

  /// From 0, unless the runs begin far from it, as those do that go on from others.
  private static func steps(of series: [LineChart.Series]) -> AxisRange? {
    let first = series.compactMap(\.points.first?.x).min()
    guard let first, let last = series.compactMap(\.points.last?.x).max() else { return nil }
    let isNear = first <= last / 2
    return AxisRange(
      lower: isNear ? min(0, first) : first, upper: isNear ? max(1, last) : last)
  }

  /// Each point at its last step with the very value of it, as curves of lessons are.
  private func curve(
    _ series: ScalarSeries, of run: ScalarRun, index: Int
  ) -> LineChart.Series {
    let buckets = series.buckets(resolution: Self.resolution)
    // The very first point, too: where a curve begins is always in sight.
    let first = series.points.first { $0.value.isFinite }.map {
      LineChart.Point(x: Double($0.step), y: $0.value)
    }
    let points = buckets.map {
      LineChart.Point(
        x: Double($0.steps.upperBound), minimum: $0.minimum, maximum: $0.maximum, mean: $0.last)
    }
    let isThinned = buckets.count < series.count
    return LineChart.Series(
      label: run.name.safe(), index: index,
      points: (isThinned ? [first].compactMap { $0 } : []) + points,
      divergedAt: series.divergedAt.map(Double.init))
  }

  /// A row a run, with the sample of its curves.
  public var runs: DataTable {
    let rows = log.runs.enumerated().map { index, run in
      let last = run.series.compactMap { $0.points.last?.step }.max()
      return DataTable.Row(
        [run.name.safe(), last.map(String.init) ?? "-", String(run.pointCount)],
        seriesIndex: index)
    }
    return DataTable(
      columns: [
        DataTable.Column("run"), DataTable.Column("last step", .trailing),
        DataTable.Column("points", .trailing),
      ], rows: rows)
  }

  /// What is not shown.
  public var notices: [String] {
    let others = log.otherTags.sorted().map { $0.safe(limit: 60) }
    guard !others.isEmpty else { return [] }
    let shown = others.prefix(8).joined(separator: ", ")
    return ["not shown, for they have no numbers: \(shown)\(others.count > 8 ? ", …" : "")"]
  }
}
