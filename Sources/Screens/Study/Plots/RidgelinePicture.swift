import Charts
internal import Experiments
import Lab
import Lessons

/// A histogram a layer, one column an arm.
struct RidgelinePicture: LayerPicture {
  static let kind = PlotKind.ridgeline

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private func histograms(_ arm: ArmSnapshot) -> [Histogram]? {
    context.plot.probes.first.flatMap(arm.readings.histograms)
  }

  var layerCount: Int { context.study.arms.compactMap { histograms($0)?.count }.max() ?? 0 }
  var isEmpty: Bool { columns.isEmpty }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let columns = columns
    Ridgeline(
      columns: columns, range: context.view.window.across ?? Self.commonRange(columns),
      highlighted: context.partAlone == nil ? context.cursor?.layer : 0
    )
    .draw(into: &grid, in: rect, glyphs: glyphs)
  }

  private var columns: [Ridgeline.Column] {
    context.arms.compactMap { entry in
      guard let histograms = histograms(entry.arm), !histograms.isEmpty else { return nil }
      let alone = context.partAlone.flatMap { histograms.indices.contains($0) ? $0 : nil }
      let rows = histograms.indices.filter { alone == nil || $0 == alone }.map { layer in
        let histogram = histograms[layer]
        return Ridgeline.Row(
          label: layer == context.cursor?.layer ? "\u{25B8} \(layer + 1)" : "\(layer + 1)",
          counts: histogram.counts, range: histogram.range)
      }
      return Ridgeline.Column(label: entry.arm.label, index: entry.index, rows: rows)
    }
  }

  static let zoom: ZoomAxes = .across

  var extent: PlotExtent {
    let whole = Self.commonRange(columns)
    let shown = context.view.window.across ?? whole
    return PlotExtent(
      across: PlotExtent.Axis(
        whole: whole, shown: shown, anchor: (shown.lowerBound + shown.upperBound) / 2))
  }

  var parts: PlotParts? { PlotParts("layer", count: layerCount) }

  /// Where the first layers' values lie: a common axis on which one sees the deeper layers shrink or
  /// spread. The outermost two in a thousand don't count, and no arm makes the axis more than twice
  /// as long as the middlemost one needs it.
  private static func commonRange(_ columns: [Ridgeline.Column]) -> ClosedRange<Double> {
    let first = columns.compactMap { column -> ClosedRange<Double>? in
      guard let row = column.rows.first, let range = row.range else { return nil }
      return support(of: row.counts, over: range)
    }
    guard !first.isEmpty else { return 0...1 }
    let reaches = first.map { max(abs($0.lowerBound), abs($0.upperBound)) }.sorted()
    let limit = 2 * reaches[(reaches.count - 1) / 2]
    let lower = max(first.map(\.lowerBound).min() ?? 0, -limit)
    let upper = min(first.map(\.upperBound).max() ?? 1, limit)
    return lower < upper ? lower...upper : lower - 0.5...lower + 0.5
  }

  private static func support(
    of counts: [Double], over range: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var (sum, first, last) = (0.0, counts.count - 1, 0)
    for (bin, count) in counts.enumerated() {
      if sum + count > 0.002 * total { first = min(first, bin) }
      if sum < 0.998 * total { last = bin }
      sum += count
    }
    let width = (range.upperBound - range.lowerBound) / Double(counts.count)
    return range.lowerBound + Double(first) * width...range.lowerBound + Double(last + 1) * width
  }

  /// The layer that is looked at alone has the cursor.
  private var readLayer: Int { context.partAlone ?? layer }
  var placeTitle: String { "layer \(readLayer + 1)" }

  func readings(glyphs: GlyphTier) -> DataTable {
    let layer = readLayer
    let rows = context.arms.map { entry -> DataTable.Row in
      guard let layers = histograms(entry.arm), layers.indices.contains(layer)
      else { return DataTable.Row([entry.arm.label, "\u{2026}", ""], seriesIndex: entry.index) }
      let moments = layers[layer].moments
      return DataTable.Row(
        [
          entry.arm.label, NumberText.short(moments.mean, glyphs: glyphs),
          NumberText.short(moments.deviation, glyphs: glyphs),
        ], seriesIndex: entry.index)
    }
    return DataTable(
      columns: [.init("arm"), .init("mean", .trailing), .init("spread", .trailing)], rows: rows)
  }
}

extension Histogram {
  /// Mean and standard deviation of the counts, each bin at its middle.
  fileprivate var moments: (mean: Double, deviation: Double) {
    let total = Double(counts.reduce(0, +))
    guard total > 0 else { return (0, 0) }
    let width = (range.upperBound - range.lowerBound) / Double(counts.count)
    let middles = counts.indices.map { range.lowerBound + (Double($0) + 0.5) * width }
    let mean = zip(middles, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / total
    let square =
      zip(middles, counts).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * Double($1.1) } / total
    return (mean, square.squareRoot())
  }
}
