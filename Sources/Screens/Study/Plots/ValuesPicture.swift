import Charts
internal import Experiments
import Lab
import Lessons

/// The newest numbers as bars with their exact values, those of an arm below each other.
struct ValuesPicture: LayerPicture {
  static let kind = PlotKind.values

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  var layerCount: Int { bars.count }
  var isEmpty: Bool { bars.isEmpty }

  private var bars: [ValueBars.Bar] {
    let (arms, probes) = (context.arms, context.plot.probes)
    return arms.flatMap { entry in
      probes.compactMap { probe in
        entry.arm.newest(probe).map { value in
          let name = context.label(of: probe)
          let label =
            arms.count == 1
            ? name : probes.count == 1 ? entry.arm.label : "\(entry.arm.label) \(name)"
          return ValueBars.Bar(label: label, value: value, index: entry.index)
        }
      }
    }
  }

  private var chart: ValueBars {
    ValueBars(bars: bars, axis: context.valueAxis, highlighted: context.cursor?.layer)
  }

  var valueRange: AxisRange? {
    let chart = chart
    return chart.bars.isEmpty ? nil : chart.shownRange
  }

  /// A row each number, measured or not yet, the axis and its labels.
  var naturalHeight: Int? { context.arms.count * context.plot.probes.count + 2 }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    chart.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  static let zoom: ZoomAxes = .up

  var extent: PlotExtent {
    var whole = chart
    whole.axis = context.wholeValueAxis
    return valueExtent(
      isEmpty ? nil : whole.shownRange,
      anchor: whole.bars.indices.contains(layer) ? whole.bars[layer].value : nil,
      scale: whole.axis.scale)
  }

  var placeTitle: String {
    let bars = bars
    return bars.indices.contains(layer) ? bars[layer].label : "values"
  }

  func readings(glyphs: GlyphTier) -> DataTable { context.newestValues(glyphs: glyphs) }
}
