import Charts
internal import Experiments
import Lab
import Lessons

/// Where the two pictures of a sweep stand; one of them where there is room for one.
struct SweepLayout {
  let runs: Rect?
  let values: Rect?
  /// Runs in a row.
  let across: Int

  init(_ model: SweepModel, size: Size) {
    let body = Rect(size).inset(left: 1, top: 1, right: 1, bottom: 2)
    if size.columns >= 110 {
      let left = body.columns * 11 / 20
      runs = Rect(column: body.column, row: body.row, columns: left, rows: body.rows)
      values = Rect(
        column: body.column + left + 2, row: body.row, columns: body.columns - left - 2,
        rows: body.rows)
    } else if size.rows >= 32 {
      let upper = body.rows * 11 / 20
      (runs, values) = (body.splitTop(upper).top, body.inset(top: upper + 1))
    } else {
      (runs, values) = model.showsValues ? (nil, body) : (body, nil)
    }
    across = runs.map { model.multiples(glyphs: .braille).layout(in: $0.inset(top: 1)).across } ?? 1
  }

  /// Whether one of the pictures is out of sight.
  var hidesOne: Bool { runs == nil || values == nil }
}

extension SweepModel {
  /// The runs, each as a small chart of its own.
  func multiples(glyphs: GlyphTier) -> SmallMultiples {
    let best = best
    let panels = sweep.points.indices.map { point in
      let run = state.points[point]
      let buckets = run.trace.smoothed.isEmpty ? run.trace.raw : run.trace.smoothed
      return SmallMultiples.Panel(
        label: text(point, glyphs: glyphs),
        note: run.outcome?.divergedAt != nil ? "diverged" : outcome(point, glyphs: glyphs),
        points: buckets.map {
          LineChart.Point(
            x: Double($0.steps.upperBound), minimum: $0.mean, maximum: $0.mean, mean: $0.mean)
        }, isMarked: point == best, isBroken: run.outcome?.divergedAt != nil)
    }
    var multiples = SmallMultiples(
      panels: panels, across: sweep.axes.count == 2 ? sweep.axes[1].values.count : nil,
      x: AxisRange(lower: 0, upper: Double(max(1, sweep.steps))),
      y: PlotAxis(scale: scale), cursor: cursor,
      title: "\(sweep.probe.label) over \(sweep.steps) steps")
    if sweep.axes.count == 2 { multiples.heads = heads(glyphs) }
    return multiples
  }

  /// That of a plot of the lesson which shows the probe, unless the reader has another.
  var scale: AxisScale {
    let plot = sweep.lesson.plots.first { $0.probes.contains(sweep.probe.name) }
    return isLogarithmic ?? (plot?.isLogarithmic == true) ? .logarithmic : .linear
  }

  private var title: String { "\(sweep.probe.label) at step \(sweep.steps)" }

  /// The numbers at the last step: a curve over the knob's values, bars for its words, or a map of two
  /// knobs.
  func drawValues(
    into grid: inout Grid, in rect: Rect, usesColor: Bool, glyphs: GlyphTier
  ) {
    PanelRule(title: title, note: bestText(glyphs)).draw(into: &grid, in: rect, glyphs: glyphs)
    let body = rect.inset(top: 1, bottom: 2)
    if sweep.axes.count == 2 {
      map(usesColor: usesColor, glyphs: glyphs).draw(into: &grid, in: body, glyphs: glyphs)
    } else if case .number(_, let isLogarithmic, _) = sweep.axes[0].knob.kind {
      curve(isLogarithmic: isLogarithmic, usesColor: usesColor).draw(
        into: &grid, in: body, glyphs: glyphs)
    } else {
      bars(glyphs: glyphs).draw(into: &grid, in: body, glyphs: glyphs)
    }
    grid.write(
      reading(glyphs).clipped(to: rect.columns, glyphs: glyphs), column: rect.column,
      row: rect.endRow - 1, width: rect.columns)
  }

  private func bestText(_ glyphs: GlyphTier) -> String {
    best.map { "best \(outcome($0, glyphs: glyphs)) at \(text($0, glyphs: glyphs))" } ?? ""
  }

  /// What stands at the cursor.
  private func reading(_ glyphs: GlyphTier) -> String {
    let names = zip(sweep.axes, sweep.points[cursor]).map {
      "\($0.knob.label) \(KnobText.text($1, of: $0.knob, glyphs: glyphs))"
    }
    let outcome = outcome(cursor, glyphs: glyphs)
    let fault: String? =
      if case .failed(let reason)? = state.points[cursor].outcome { reason } else { nil }
    return names.joined(separator: ", ") + ": " + (fault ?? (outcome.isEmpty ? "waits" : outcome))
  }

  private func curve(isLogarithmic: Bool, usesColor: Bool) -> LineChart {
    let knob = sweep.axes[0].knob
    let places: [Double] = sweep.axes[0].values.map {
      if case .number(let number) = $0 { number } else { .nan }
    }
    let points = sweep.points.indices.map { LineChart.Point(x: places[$0], y: value($0) ?? .nan) }
    var series = LineChart.Series(label: "", index: 0, points: points, isFocused: true)
    series.marks = best.map { [places[$0]] } ?? []
    return LineChart(
      series: [series],
      x: PlotAxis(
        scale: isLogarithmic ? .logarithmic : .linear,
        range: AxisRange(lower: places.first ?? 0, upper: places.last ?? 1), label: knob.label),
      y: PlotAxis(scale: scale), cursor: places[cursor], legend: .none, usesColor: usesColor)
  }

  private func bars(glyphs: GlyphTier) -> ValueBars {
    ValueBars(
      bars: sweep.points.indices.map { point in
        ValueBars.Bar(
          label: text(point, glyphs: glyphs), value: value(point) ?? .nan,
          text: outcome(point, glyphs: glyphs) + (point == best ? " best" : ""))
      }, axis: PlotAxis(scale: scale), highlighted: cursor)
  }

  /// The names of rows and columns of two knobs' values.
  private func heads(_ glyphs: GlyphTier) -> SmallMultiples.Heads {
    let axes = sweep.axes.map { axis in
      KnobMap.Axis(
        label: axis.knob.label,
        values: axis.values.map { KnobText.text($0, of: axis.knob, glyphs: glyphs) })
    }
    return SmallMultiples.Heads(rows: axes[0], columns: axes[1])
  }

  private func map(usesColor: Bool, glyphs: GlyphTier) -> KnobMap {
    let axes = heads(glyphs)
    let across = axes.columns.values.count
    func place(_ point: Int) -> MatrixPlace {
      MatrixPlace(row: point / across, column: point % across)
    }
    let cells = sweep.points.indices.map { point -> (MatrixPlace, KnobMap.Reading) in
      switch state.points[point].outcome {
      case .value(let value)? where value.isFinite: (place(point), .value(value))
      case .diverged(let step)?: (place(point), .diverged(step: step))
      default: (place(point), .pending)
      }
    }
    var map = KnobMap(
      rows: axes.rows, columns: axes.columns, cells: Dictionary(uniqueKeysWithValues: cells),
      isLogarithmic: scale == .logarithmic, usesColor: usesColor, cursor: place(cursor))
    map.marked = best.map(place)
    return map
  }
}

/// A sweep over the whole screen.
struct SweepView {
  let model: SweepModel
  let study: StudyModel

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let layout = SweepLayout(model, size: size)
    TitleBar(title: title, state: state).draw(
      into: &grid, in: Rect(column: 0, row: 0, columns: size.columns, rows: 1), glyphs: glyphs)
    if let rect = layout.runs {
      model.multiples(glyphs: glyphs).draw(into: &grid, in: rect, glyphs: glyphs)
    }
    if let rect = layout.values {
      model.drawValues(into: &grid, in: rect, usesColor: study.usesColor, glyphs: glyphs)
    }
  }

  private var title: StyledLine {
    let sweep = model.sweep
    let knobs = sweep.axes.map(\.knob.label).joined(separator: " and ")
    return StyledLine([
      .init("Sweep of \(knobs)  ", .strong),
      .init(
        "\(sweep.arm.label), seed \(sweep.seeds.map(String.init).joined(separator: ","))", .faint),
    ])
  }

  private var state: StyledLine {
    if let fault = model.state.fault { return StyledLine([.init(fault, Style(.bad, bold: true))]) }
    let ended = model.endedCount
    let count = model.sweep.points.count
    if model.state.isOver {
      return StyledLine(
        ended == count ? "all \(count) runs" : "cancelled after \(ended) of \(count)")
    }
    let progress = model.state.progress
    let share = Int((100 * Double(progress.steps) / Double(max(1, progress.total))).rounded(.down))
    let estimate = progress.estimate.map { ", about \(Int($0.rounded(.up))) s to go" } ?? ""
    return StyledLine("\(ended) of \(count) runs, \(share) %\(estimate)")
  }
}
