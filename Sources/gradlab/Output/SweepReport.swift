import Charts
internal import Experiments
import Lab
import Lessons

/// A sweep as text for people: a row a point with the best marked, and the values as bars, or as a
/// table of one knob against the other.
struct SweepReport {
  private let result: SweepResult
  private let goal: SweepGoal?
  private let glyphs: GlyphTier
  private let columns: Int
  private let best: Int?

  private var sweep: KnobSweep { result.sweep }

  init(_ result: SweepResult, goal: SweepGoal?, glyphs: GlyphTier, columns: Int) {
    self.result = result
    self.goal = goal
    self.glyphs = glyphs
    self.columns = columns
    best = goal.flatMap(result.best)
  }

  var text: String {
    heading + "\n\n" + text(of: list, rows: sweep.points.count + 1) + "\n"
      + (sweep.axes.count == 1
        ? text(of: bars, rows: sweep.points.count + 3)
        : text(of: crossed, rows: sweep.axes[0].values.count + 1))
  }

  private var heading: String {
    let seeds = sweep.seeds.map(String.init).joined(separator: ",")
    return "\(sweep.lesson.title), arm \(sweep.arm.id): \(sweep.probe.label) at step "
      + "\(sweep.steps), seed\(sweep.seeds.count == 1 ? "" : "s") \(seeds)"
  }

  private func text(of drawable: some Drawable, rows: Int) -> String {
    drawable.text(columns: columns, rows: rows, glyphs: glyphs)
  }

  // MARK: A row a point

  private var list: DataTable {
    let values = sweep.seeds.count == 1 ? ["value"] : ["median", "minimum", "maximum"]
    let titles =
      sweep.axes.map { DataTable.Column($0.knob.name, .trailing) }
      + values.map { DataTable.Column($0, .trailing) } + [DataTable.Column("")]
    let rows = sweep.points.indices.map { point in
      DataTable.Row(knobTexts(point) + numbers(point) + [remark(point)])
    }
    return DataTable(columns: titles, rows: rows, highlighted: best)
  }

  private func knobTexts(_ point: Int) -> [String] {
    zip(sweep.axes, sweep.points[point]).map { text($1, of: $0.knob) }
  }

  private func numbers(_ point: Int) -> [String] {
    let summary = result.summary(of: point)
    let shown =
      sweep.seeds.count == 1
      ? [summary.median] : [summary.median, summary.minimum, summary.maximum]
    return shown.map { $0.map { NumberText.short($0, glyphs: glyphs) } ?? "-" }
  }

  private func remark(_ point: Int) -> String {
    if point == best { return "best" }
    let summary = result.summary(of: point)
    if summary.isWhole { return "" }
    guard summary.divergedCount > 0 else {
      return isFailed(point) ? "can't be built" : "no number"
    }
    if summary.count > 1 { return "\(summary.divergedCount) of \(summary.count) diverged" }
    let step = result.runs(of: point).first?.outcome.divergedAt ?? 0
    return "diverged at step \(step)"
  }

  private func isFailed(_ point: Int) -> Bool {
    result.runs(of: point).contains { if case .failed = $0.outcome { true } else { false } }
  }

  private func text(_ value: KnobValue, of knob: Knob) -> String {
    switch value {
    case .number(let number):
      // 0.1 as it was asked for, and not 0.100.
      [value.argument, NumberText.short(number, glyphs: glyphs)].min { $0.count < $1.count } ?? ""
    case .word(let word): word
    case .matrix(let matrix):
      if case .matrix(let kind) = knob.kind {
        kind.presetName(of: matrix) ?? matrix.text
      } else {
        matrix.text
      }
    }
  }

  // MARK: Pictures of it

  /// The median where every run came to one.
  private func value(_ point: Int) -> Double {
    let summary = result.summary(of: point)
    return summary.isWhole ? summary.median ?? .nan : .nan
  }

  private func valueText(_ point: Int) -> String {
    let value = value(point)
    if value.isFinite { return NumberText.short(value, glyphs: glyphs) }
    return result.summary(of: point).divergedCount > 0 ? "diverged" : "-"
  }

  private var bars: ValueBars {
    let values = sweep.points.indices.map(value).filter(\.isFinite)
    // Small differences are seen on a linear axis, a hundredfold only on a logarithmic one.
    let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 100 * (values.min() ?? 0)
    return ValueBars(
      bars: sweep.points.indices.map { point in
        ValueBars.Bar(
          label: knobTexts(point)[0], value: value(point),
          text: value(point).isFinite ? valueText(point) : remark(point))
      }, axis: PlotAxis(scale: isWide ? .logarithmic : .linear), highlighted: best,
      title: sweep.probe.label)
  }

  /// The first knob downward, the second to the right.
  private var crossed: DataTable {
    let (down, right) = (sweep.axes[0], sweep.axes[1])
    let titles =
      [DataTable.Column("\(down.knob.name) \\ \(right.knob.name)", .trailing)]
      + right.values.map { DataTable.Column(text($0, of: right.knob), .trailing) }
    let rows = down.values.indices.map { row in
      let points = (0..<right.values.count).map { row * right.values.count + $0 }
      return DataTable.Row(
        [text(down.values[row], of: down.knob)]
          + points.map { ($0 == best ? "*" : "") + valueText($0) })
    }
    return DataTable(
      columns: titles, rows: rows, highlighted: best.map { $0 / right.values.count })
  }
}
