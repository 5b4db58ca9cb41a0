import Charts
internal import Experiments
import Lab
import Lessons

/// One plot over the whole screen, with the exact values under the cursor.
struct InspectView {
  let study: StudyModel
  let inspect: InspectModel

  private var plot: Plot? { study.lesson.plot(inspect.plot) }

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    guard size.columns >= StudyLayout.smallest.columns && size.rows >= StudyLayout.smallest.rows
    else { return TooSmallView(title: study.lesson.title).draw(into: &grid, glyphs: glyphs) }
    guard let plot else { return }
    let (title, below) = Rect(size).splitTop(1)
    StudyTitle(study: study, glyphs: glyphs).bar.draw(into: &grid, in: title, glyphs: glyphs)
    let (body, rule) = below.inset(bottom: 1).splitTop(below.rows - 2)
    let panel = PlotPanel(
      study: study, plot: plot, cursor: cursor(of: plot), layer: inspect.layer, cell: inspect.cell)
    let isWide = size.columns >= 100
    let (chart, side) = split(body, isWide: isWide, panel: panel)
    PanelRule(title: plot.title, note: panel.note, isFocused: true).draw(
      into: &grid, in: chart, glyphs: glyphs)
    panel.draw(into: &grid, in: chart.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
    PanelRule().draw(into: &grid, in: rule, glyphs: glyphs)
    drawReadings(panel, into: &grid, in: side, isWide: isWide, glyphs: glyphs)
  }

  private func split(_ body: Rect, isWide: Bool, panel: PlotPanel) -> (chart: Rect, side: Rect) {
    if isWide {
      let (chart, side) = body.splitLeft(body.columns - 36)
      return (chart, side)
    }
    let readings = InspectReadings(panel: panel, inspect: inspect).table(glyphs: .braille)
    let rows = min(readings.rows.count + 2, max(3, body.rows / 3))
    let (chart, side) = body.splitTop(body.rows - rows)
    return (chart, side)
  }

  private func cursor(of plot: Plot) -> Double? {
    guard plot.isLine else { return nil }
    return inspect.cursor ?? InspectModel.lastStep(of: study)
  }

  private func drawReadings(
    _ panel: PlotPanel, into grid: inout Grid, in rect: Rect, isWide: Bool, glyphs: GlyphTier
  ) {
    var inside = rect
    if isWide {
      let (line, rest) = rect.splitLeft(1)
      PanelRule().draw(into: &grid, in: line.splitTop(1).top, glyphs: glyphs)
      PanelRule(title: readingTitle(panel)).draw(
        into: &grid, in: rest.splitTop(1).top, glyphs: glyphs)
      VerticalRule().draw(into: &grid, in: line.inset(top: 1), glyphs: glyphs)
      inside = rest.inset(left: 1, top: 2, right: 1)
    } else {
      PanelRule(title: readingTitle(panel)).draw(
        into: &grid, in: rect.splitTop(1).top, glyphs: glyphs)
      inside = rect.inset(left: 1, top: 1, right: 1)
    }
    InspectReadings(panel: panel, inspect: inspect).table(glyphs: glyphs).draw(
      into: &grid, in: inside, glyphs: glyphs)
  }

  private func readingTitle(_ panel: PlotPanel) -> String {
    switch panel.plot.kind {
    case .line: "step \(Int((cursor(of: panel.plot) ?? 0).rounded()))"
    case .ridgeline, .bars, .architecture: "layer \(inspect.layer + 1)"
    case .heatMap, .images, .map: CellReadings(panel: panel, cursor: inspect.cell).title
    case .table: "values"
    }
  }
}

/// The values under the cursor, a row an arm.
struct InspectReadings {
  let panel: PlotPanel
  let inspect: InspectModel

  func table(glyphs: GlyphTier) -> DataTable {
    switch panel.plot.kind {
    case .line: curveTable(glyphs: glyphs)
    case .bars(let probes): layerTable(probes, glyphs: glyphs)
    case .ridgeline(let probe): histogramTable(probe, glyphs: glyphs)
    case .table(let probes): panel.table(of: probes, glyphs: glyphs)
    case .heatMap(let probe):
      CellReadings(panel: panel, cursor: inspect.cell).heatMapTable(probe, glyphs: glyphs)
    case .images(let probe):
      CellReadings(panel: panel, cursor: inspect.cell).imageTable(probe, glyphs: glyphs)
    case .map(let probe, _, _):
      CellReadings(panel: panel, cursor: inspect.cell).mapTable(probe, glyphs: glyphs)
    case .architecture: architectureTable
    }
  }

  private func curveTable(glyphs: GlyphTier) -> DataTable {
    let chart = panel.lineChart
    let cursor = inspect.cursor ?? InspectModel.lastStep(of: panel.study)
    let rows = chart.series.map { curve -> DataTable.Row in
      let point = curve.points.filter { $0.mean.isFinite }.min {
        abs($0.x - cursor) < abs($1.x - cursor)
      }
      if let end = curve.divergedAt, end <= cursor {
        return DataTable.Row(
          [curve.label, "diverged at \(Int(end))", ""], seriesIndex: curve.index)
      }
      guard let point else {
        return DataTable.Row([curve.label, "\u{2026}", ""], seriesIndex: curve.index)
      }
      return DataTable.Row(
        [
          curve.label, Self.exact(point.mean, glyphs: glyphs),
          NumberText.short(point.x.rounded(), glyphs: glyphs),
        ], seriesIndex: curve.index)
    }
    return DataTable(
      columns: [.init("arm"), .init("value", .trailing), .init("step", .trailing)], rows: rows)
  }

  private func layerTable(_ probes: [String], glyphs: GlyphTier) -> DataTable {
    let rows = panel.arms.map { entry in
      DataTable.Row(
        [entry.arm.label]
          + probes.map { probe in
            guard let values = entry.arm.readings.layers(probe),
              values.indices.contains(inspect.layer)
            else { return "\u{2026}" }
            return Self.exact(values[inspect.layer], glyphs: glyphs)
          }, seriesIndex: entry.index)
    }
    let titles = probes.map { panel.study.lesson.probe($0)?.label ?? $0 }
    return DataTable(
      columns: [.init("arm")] + titles.map { .init($0, .trailing) }, rows: rows)
  }

  private func histogramTable(_ probe: String, glyphs: GlyphTier) -> DataTable {
    let rows = panel.arms.map { entry -> DataTable.Row in
      guard let layers = entry.arm.readings.histograms(probe),
        layers.indices.contains(inspect.layer)
      else { return DataTable.Row([entry.arm.label, "\u{2026}", ""], seriesIndex: entry.index) }
      let moments = layers[inspect.layer].moments
      return DataTable.Row(
        [
          entry.arm.label, NumberText.short(moments.mean, glyphs: glyphs),
          NumberText.short(moments.deviation, glyphs: glyphs),
        ], seriesIndex: entry.index)
    }
    return DataTable(
      columns: [.init("arm"), .init("mean", .trailing), .init("spread", .trailing)], rows: rows)
  }

  /// The chosen layer of each architecture.
  private var architectureTable: DataTable {
    let rows = panel.architecture.groups.compactMap { group -> DataTable.Row? in
      guard group.layers.indices.contains(inspect.layer), let arm = group.arms.first else {
        return nil
      }
      let layer = panel.architecture.table(of: group).layers[inspect.layer]
      let share = panel.architecture.table(of: group).share(of: layer)
      return DataTable.Row(
        [layer.name, "\(layer.parameters)", NumberText.fixed(share * 100, digits: 2) + " %"],
        seriesIndex: panel.architecture.groups.count > 1 ? arm.index : nil)
    }
    return DataTable(
      columns: [.init("layer"), .init("parameters", .trailing), .init("share", .trailing)],
      rows: rows)
  }

  /// Five significant digits: what a cursor is for.
  static func exact(_ value: Double, glyphs: GlyphTier) -> String {
    FilledNumber.text(value, digits: 5, glyphs: glyphs)
  }
}

extension Histogram {
  /// Mean and standard deviation of the counts, each bin at its middle.
  var moments: (mean: Double, deviation: Double) {
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
