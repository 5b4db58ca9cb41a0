import Charts
internal import Experiments
import Lab
import Lessons

/// Values by layer, as bars; one group an arm.
struct BarsPicture: LayerPicture {
  static let kind = PlotKind.bars

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  var layerCount: Int {
    context.study.arms.flatMap { arm in
      context.plot.probes.map { arm.readings.layers($0)?.count ?? 0 }
    }.max() ?? 0
  }

  var isEmpty: Bool { bars.groups.isEmpty }

  var valueRange: AxisRange? {
    let bars = bars
    return bars.groups.isEmpty ? nil : bars.shownRange
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    bars.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  /// The step at which an arm was read, where not all were at the same.
  private func stepNote(of probe: String, in arm: ArmSnapshot) -> String {
    guard context.commonStep == nil, let step = arm.readings[probe]?.step else { return "" }
    return " \u{00B7} step \(step)"
  }

  private var bars: LayerBars {
    var groups: [LayerBars.Group] = []
    for name in context.plot.probes {
      let note = context.plot.probes.count == 1 ? "" : context.label(of: name)
      for entry in context.arms {
        guard let values = entry.arm.readings.layers(name) else { continue }
        groups.append(
          LayerBars.Group(
            label: entry.arm.label + stepNote(of: name, in: entry.arm), note: note,
            index: entry.index, values: values))
      }
    }
    return LayerBars(
      groups: groups, axis: context.valueAxis, highlighted: context.cursor?.layer)
  }

  static let zoom: ZoomAxes = .up

  var extent: PlotExtent {
    var whole = bars
    whole.axis = context.wholeValueAxis
    let values = whole.groups.first?.values ?? []
    return valueExtent(
      isEmpty ? nil : whole.shownRange,
      anchor: values.indices.contains(layer) ? values[layer] : nil, scale: whole.axis.scale)
  }

  func readings(glyphs: GlyphTier) -> DataTable {
    let probes = context.plot.probes
    let rows = context.arms.map { entry in
      DataTable.Row(
        [entry.arm.label]
          + probes.map { probe in
            guard let values = entry.arm.readings.layers(probe), values.indices.contains(layer)
            else { return "\u{2026}" }
            return DataTable.exact(values[layer], glyphs: glyphs)
          }, seriesIndex: entry.index)
    }
    return DataTable(
      columns: [.init("arm")] + probes.map { .init(context.label(of: $0), .trailing) }, rows: rows)
  }
}
