import Charts
internal import Experiments
import Lab
import Lessons

/// A plot of a lesson with the numbers of the snapshot.
struct PlotPanel {
  let study: StudyModel
  let plot: Plot
  /// Of a line chart: the training step under the cursor.
  var cursor: Double?
  var legend = LineChart.LegendPlacement.automatic
  /// Of plots by layer: the layer that the reader is on, from 0.
  var layer: Int?
  /// Of plots of cells: the cell that the reader is on.
  var cell: PaneCursor?
  /// Whether the value axis keeps its range from frame to frame.
  var holdsAxis = true

  private var view: PlotView { study.view(of: plot) }

  /// What the rule above the plot says at its right: the axis, and how it is looked at.
  var note: String {
    var words: [String] = []
    if view.isLogarithmic && plot.hasScale { words.append("log") }
    if plot.isLine && isSmoothable && !view.isSmoothed { words.append("raw") }
    if let steps = view.steps { words.append("steps \(steps.lowerBound)-\(steps.upperBound)") }
    if plot.isPicture, let step = plot.probes.first.flatMap(pictures.step) {
      words.append("step \(step)")
    }
    return words.joined(separator: " \u{00B7} ")
  }

  private var isSmoothable: Bool {
    plot.probes.contains { (study.lesson.probe($0)?.smoothing ?? 1) > 1 }
  }

  /// The arms of the plot that are not hidden, with their state.
  var arms: [(index: Int, arm: ArmSnapshot)] {
    study.shownArms.compactMap { entry in
      guard !study.hiddenArms.contains(entry.arm.id), let arm = study.armSnapshot(entry.arm.id)
      else { return nil }
      return (index: entry.index, arm: arm)
    }
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    switch plot.kind {
    case .line:
      var chart = lineChart
      // In a low plot a legend would lie over the curves; the row of arms names them too.
      if rect.rows < 7 { chart.legend = .none }
      chart.draw(into: &grid, in: rect, glyphs: glyphs)
    case .ridgeline(let probe):
      guard let chart = ridgeline(of: probe) else { return drawEmpty(into: &grid, in: rect) }
      chart.draw(into: &grid, in: rect, glyphs: glyphs)
    case .bars:
      let chart = layerBars
      guard !chart.groups.isEmpty else { return drawEmpty(into: &grid, in: rect) }
      chart.draw(into: &grid, in: rect, glyphs: glyphs)
    case .table(let probes):
      table(of: probes, glyphs: glyphs).draw(into: &grid, in: rect, glyphs: glyphs)
    case .heatMap(let probe):
      guard !pictures.panes(of: probe).isEmpty else { return drawEmpty(into: &grid, in: rect) }
      pictures.drawHeatMaps(of: probe, into: &grid, in: rect, glyphs: glyphs)
    case .images(let probe):
      guard !pictures.panes(of: probe).isEmpty else { return drawEmpty(into: &grid, in: rect) }
      pictures.drawImages(of: probe, into: &grid, in: rect, glyphs: glyphs)
    case .architecture:
      guard !architecture.groups.isEmpty else { return drawEmpty(into: &grid, in: rect) }
      architecture.draw(into: &grid, in: rect, glyphs: glyphs)
    case .map:
      guard let map = knobMap else { return drawEmpty(into: &grid, in: rect) }
      map.map(cursor: cell?.place, glyphs: glyphs).draw(into: &grid, in: rect, glyphs: glyphs)
    }
  }

  var pictures: PicturePanel { PicturePanel(panel: self, cursor: cell) }
  var architecture: ArchitecturePanel { ArchitecturePanel(panel: self, layer: layer) }

  /// nil for other plots, and where no arm is shown.
  var knobMap: KnobMapPanel? {
    guard case .map(let probe, let rows, let columns) = plot.kind else { return nil }
    return KnobMapPanel(panel: self, probe: probe, rows: rows, columns: columns)
  }

  private func drawEmpty(into grid: inout Grid, in rect: Rect) {
    let isRead =
      plot.isPicture
      && plot.probes.allSatisfy { probe in
        !arms.isEmpty && arms.allSatisfy { $0.arm.readings[probe] != nil }
      }
    let text =
      study.runState == .building
      ? "drawing the weights\u{2026}" : isRead ? "these networks have none" : "not measured yet"
    let width = CharacterWidth.columns(of: text)
    grid.write(
      text, column: rect.column + max(0, (rect.columns - width) / 2),
      row: rect.row + rect.rows / 2, width: rect.columns, style: .faint)
  }

  // MARK: Curves

  var lineChart: LineChart {
    let shown = InspectModel.shownSteps(of: plot, in: study)
    var series: [LineChart.Series] = []
    for (order, name) in plot.probes.enumerated() {
      for entry in arms {
        series.append(curve(of: name, order: order, arm: entry.arm, index: entry.index))
      }
    }
    let label = plot.probes.first.flatMap(study.lesson.probe)?.label ?? ""
    return LineChart(
      series: series, x: PlotAxis(range: shown, label: "step"),
      y: valueAxis(label: label),
      cursor: cursor, legend: legend, usesColor: study.usesColor)
  }

  private func curve(
    of probe: String, order: Int, arm: ArmSnapshot, index: Int
  ) -> LineChart.Series {
    let trace = arm.traces[probe]
    let isSmoothed = view.isSmoothed && trace?.smoothed.isEmpty == false
    let raw = Self.points(trace?.raw ?? [])
    let label =
      plot.probes.count == 1
      ? arm.label : "\(arm.label) \(study.lesson.probe(probe)?.label ?? probe)"
    return LineChart.Series(
      label: label, index: index + order * study.lesson.arms.count,
      points: isSmoothed ? Self.smoothPoints(trace?.smoothed ?? []) : raw,
      raw: isSmoothed ? raw : [], divergedAt: arm.divergedStep.map(Double.init))
  }

  private static func points(_ buckets: [Trace.Bucket]) -> [LineChart.Point] {
    buckets.map {
      LineChart.Point(
        x: middle($0.steps), minimum: $0.minimum, maximum: $0.maximum, mean: $0.mean)
    }
  }

  private static func smoothPoints(_ buckets: [Trace.Bucket]) -> [LineChart.Point] {
    buckets.map { LineChart.Point(x: middle($0.steps), y: $0.mean) }
  }

  private static func middle(_ steps: ClosedRange<Int>) -> Double {
    Double(steps.lowerBound) + Double(steps.upperBound - steps.lowerBound) / 2
  }

  // MARK: By layer

  /// nil while nothing is measured.
  func ridgeline(of probe: String) -> Ridgeline? {
    let columns = arms.compactMap { entry -> Ridgeline.Column? in
      guard let histograms = entry.arm.readings.histograms(probe), !histograms.isEmpty else {
        return nil
      }
      let rows = histograms.enumerated().map { layer, histogram in
        Ridgeline.Row(
          label: layer == self.layer ? "\u{25B8} \(layer + 1)" : "\(layer + 1)",
          counts: histogram.counts, range: histogram.range)
      }
      return Ridgeline.Column(label: entry.arm.label, index: entry.index, rows: rows)
    }
    guard !columns.isEmpty else { return nil }
    return Ridgeline(columns: columns, range: Self.commonRange(columns))
  }

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

  var layerBars: LayerBars {
    var groups: [LayerBars.Group] = []
    for name in plot.probes {
      let note = plot.probes.count == 1 ? "" : study.lesson.probe(name)?.label ?? name
      for entry in arms {
        guard let values = entry.arm.readings.layers(name) else { continue }
        groups.append(
          LayerBars.Group(label: entry.arm.label, note: note, index: entry.index, values: values))
      }
    }
    let label = plot.probes.first.flatMap(study.lesson.probe)?.label ?? ""
    return LayerBars(groups: groups, axis: valueAxis(label: label), highlighted: layer)
  }

  // MARK: The value axis

  private func valueAxis(label: String) -> PlotAxis {
    PlotAxis(
      scale: view.isLogarithmic ? .logarithmic : .linear,
      range: holdsAxis ? study.heldRange(of: plot) : nil, label: label)
  }

  /// The range that the value axis has; nil where nothing is drawn over one.
  var valueRange: AxisRange? {
    switch plot.kind {
    case .line:
      let chart = lineChart
      return chart.series.contains { !$0.points.isEmpty } ? chart.shownYRange : nil
    case .bars:
      let bars = layerBars
      return bars.groups.isEmpty ? nil : bars.shownRange
    default: return nil
    }
  }

  // MARK: Tables

  func table(of probes: [String], glyphs: GlyphTier) -> DataTable {
    let columns =
      [DataTable.Column("arm")]
      + probes.map { DataTable.Column(study.lesson.probe($0)?.label ?? $0, .trailing) }
    let rows = arms.map { entry in
      DataTable.Row(
        [entry.arm.label] + probes.map { reading($0, of: entry.arm, glyphs: glyphs) },
        seriesIndex: entry.index)
    }
    return DataTable(columns: columns, rows: rows)
  }

  /// The newest value of a probe; of one by layer, the last layer's.
  private func reading(_ probe: String, of arm: ArmSnapshot, glyphs: GlyphTier) -> String {
    let value = arm.newest(probe) ?? arm.readings.layers(probe)?.last
    if let value { return NumberText.short(value, glyphs: glyphs) }
    return arm.divergedStep.map { "diverged at step \($0)" } ?? "\u{2026}"
  }
}
