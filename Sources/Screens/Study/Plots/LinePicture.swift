import Charts
internal import Experiments
import Lab
import Lessons

/// Curves of whole runs over the training step.
struct LinePicture: CurvePicture {
  static let kind = PlotKind.line

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private var plot: Plot { context.plot }
  private var study: StudyModel { context.study }

  /// Its axes are drawn also where no curve is.
  var isEmpty: Bool { false }

  var notes: [String] {
    let view = context.view
    let isSmoothable = plot.probes.contains { (study.lesson.probe($0)?.smoothing ?? 1) > 1 }
    return (isSmoothable && !view.isSmoothed ? ["raw"] : [])
      + (view.steps.map { ["steps \($0.lowerBound)-\($0.upperBound)"] } ?? [])
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    chart.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  // MARK: Curves

  var chart: LineChart {
    var series: [LineChart.Series] = []
    var ghosts: [LineChart.Series] = []
    let indices = context.seriesIndices(count: plot.probes.count)
    for (order, name) in plot.probes.enumerated() {
      for entry in context.arms {
        let index = indices(order, entry.index)
        ghosts += study.ghosts(of: entry.arm).map { old in
          LineChart.Series(label: "", index: index, points: points(of: name, in: old.traces))
        }
        if let ahead = entry.arm.ahead {
          ghosts.append(curve(of: name, ahead: ahead, beyond: entry.arm.step, index: index))
        }
        var curve = curve(of: name, arm: entry.arm, index: index)
        if entry.arm.isOutdated {
          // Other values than those of the knobs have made it: it is an earlier run already.
          ghosts.append(curve)
          curve.points = []
          curve.raw = []
        }
        series.append(curve)
      }
    }
    var chart = LineChart(
      series: series, x: PlotAxis(range: shownSteps, label: stepName), y: context.valueAxis,
      cursor: context.cursor == nil ? backInTime : cursor, usesColor: study.usesColor)
    chart.ghosts = ghosts
    chart.isForRoom = study.isForRoom
    return chart
  }

  /// The step to which the arms went back.
  private var backInTime: Double? { study.isBackInTime ? Double(study.now) : nil }

  /// What an arm came to beyond the step where it is.
  private func curve(
    of probe: String, ahead: Ahead, beyond step: Int, index: Int
  ) -> LineChart.Series {
    LineChart.Series(
      label: "", index: index,
      points: points(of: probe, in: ahead.traces).filter { $0.x > Double(step) })
  }

  /// What a step of the arms is called.
  private var stepName: String {
    context.arms.first.map { study.lesson.stepName(of: $0.arm.id) } ?? "step"
  }

  /// What is drawn of a curve: smoothed where that is on.
  private func points(of probe: String, in traces: [String: Trace]) -> [LineChart.Point] {
    let trace = traces[probe]
    let isSmoothed = context.view.isSmoothed && (study.lesson.probe(probe)?.smoothing ?? 1) > 1
    return isSmoothed ? Self.smoothPoints(trace?.smoothed ?? []) : Self.points(trace?.raw ?? [])
  }

  private func curve(of probe: String, arm: ArmSnapshot, index: Int) -> LineChart.Series {
    let trace = arm.traces[probe]
    let isSmoothed = context.view.isSmoothed && (study.lesson.probe(probe)?.smoothing ?? 1) > 1
    let raw = Self.points(trace?.raw ?? [])
    var series = LineChart.Series(
      label: label(of: probe, arm), index: index,
      points: points(of: probe, in: arm.traces).jumping(arm.operations, probe: probe),
      raw: isSmoothed ? raw : [], divergedAt: arm.divergedStep.map(Double.init),
      isFocused: arm.id == context.ownArm)
    series.marks = Set(arm.operations.map(\.step) + arm.changes.map(\.step)).sorted()
      .map(Double.init)
    return series
  }

  /// The arm and the probe, as far as there are several.
  private func label(of probe: String, _ arm: ArmSnapshot) -> String {
    let name = context.label(of: probe)
    if plot.probes.count == 1 { return arm.label }
    return study.shownArms.count == 1 ? name : "\(arm.label) \(name)"
  }

  /// Each at its last step with the very value of it, so that no number depends on how many steps
  /// share a column of the plot.
  private static func points(_ buckets: [Trace.Bucket]) -> [LineChart.Point] {
    buckets.map {
      LineChart.Point(
        x: Double($0.steps.upperBound), minimum: $0.minimum, maximum: $0.maximum, mean: $0.last)
    }
  }

  private static func smoothPoints(_ buckets: [Trace.Bucket]) -> [LineChart.Point] {
    buckets.map { LineChart.Point(x: Double($0.steps.upperBound), y: $0.last) }
  }

  // MARK: The value axis

  /// As at most snapshots, where there are no traces of which only the bulk counts.
  func surelyFits(_ range: AxisRange, scale: AxisScale) -> Bool {
    let isSmoothed = plot.probes.contains { (study.lesson.probe($0)?.smoothing ?? 1) > 1 }
    guard !(isSmoothed && context.view.isSmoothed), !study.hasTries else { return false }
    var (lower, upper) = (Double.infinity, -Double.infinity)
    for arm in study.arms where arm.divergedStep == nil && !study.hiddenArms.contains(arm.id) {
      for trace in plot.probes.compactMap({ arm.traces[$0] }) {
        for bucket in trace.raw {
          lower = min(lower, bucket.minimum)
          upper = max(upper, bucket.maximum)
        }
      }
    }
    guard let extremes = AxisRange.fitting([lower, upper], scale: scale) else { return false }
    return range.union(extremes) == range
      && AxisRange.stabilized(previous: range, target: extremes, scale: scale) == range
  }

  // MARK: The cursor, in training steps

  var cursor: Double { context.cursor?.step ?? lastStep }

  /// The last step that a curve has.
  private var lastStep: Double {
    Double(max(1, study.furthest, study.arms.compactMap(\.divergedStep).max() ?? 0))
  }

  /// What the chart shows of the training steps.
  private var shownSteps: ClosedRange<Double> { context.view.window.across ?? 0...wholeLength }

  /// The steps of the run, or where none has begun, of the one that is planned.
  private var wholeLength: Double {
    let limit = study.snapshot.limit
    return max(lastStep, Double(limit > 0 ? limit : study.plannedSteps))
  }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    switch movement {
    case .go:
      // One column of the plot, but never less than a training step.
      let length = shownSteps.upperBound - shownSteps.lowerBound
      let column = max(1, (length / Double(max(1, screen.columns - 12))).rounded())
      setCursor(to: cursor + column * (movement.stride ?? 0))
    case .first: setCursor(to: 0)
    case .last: setCursor(to: .infinity)
    }
    followCursor()
  }

  private mutating func setCursor(to step: Double) {
    let step = min(max(0, step), lastStep)
    context.cursor?.step = step
  }

  mutating func setCursor(to point: PlotPoint) { setCursor(to: point.across.rounded()) }

  // MARK: The part that is shown

  var axis: PlotExtent.Axis? {
    PlotExtent.Axis(
      whole: 0...wholeLength, shown: shownSteps, anchor: cursor, grain: 1, least: 8)
  }

  // MARK: What the cursor reads

  var placeTitle: String {
    let step = Int(cursor.rounded())
    let changes = context.arms.flatMap {
      study.changes(of: $0.arm, near: step, within: columnSteps)
    }
    return (["\(stepName) \(step)"] + changes).joined(separator: " \u{00B7} ")
  }

  /// Half of the steps that share a column of the plot.
  private var columnSteps: Int {
    Int((shownSteps.upperBound - shownSteps.lowerBound) / 160)
  }

  func readings(glyphs: GlyphTier) -> DataTable {
    let (chart, cursor) = (chart, cursor)
    let rows = chart.series.map { curve -> DataTable.Row in
      if let end = curve.divergedAt, end <= cursor {
        return DataTable.Row(
          [curve.label, "diverged at \(Int(end))", ""], seriesIndex: curve.index)
      }
      guard let point = curve.point(nearestTo: cursor) else {
        return DataTable.Row([curve.label, "\u{2026}", ""], seriesIndex: curve.index)
      }
      return DataTable.Row(
        [
          curve.label, chart.exact(point.mean, glyphs: glyphs),
          NumberText.short(point.x.rounded(), glyphs: glyphs),
        ], seriesIndex: curve.index)
    }
    return DataTable(
      columns: [.init("arm"), .init("value", .trailing), .init(stepName, .trailing)], rows: rows)
  }
}

extension [LineChart.Point] {
  /// With what was measured right after each operation, at the same step as what was before it.
  fileprivate func jumping(_ operations: [OperationEffect], probe: String) -> [LineChart.Point] {
    operations.reduce(self) { points, effect in
      guard let value = effect.values[probe], value.isFinite else { return points }
      let step = Double(effect.step)
      let place = points.firstIndex { $0.x > step } ?? points.endIndex
      return points[..<place] + [LineChart.Point(x: step, y: value)] + points[place...]
    }
  }
}
