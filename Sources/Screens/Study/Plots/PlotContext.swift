import Charts
internal import Experiments
import Lab
import Lessons

/// What a plot's picture is made from: the plot, the numbers of the snapshot, and where its reader is.
struct PlotContext {
  var study: StudyModel
  let plot: Plot
  /// nil: it is looked at among others, and nobody reads it with a cursor.
  var cursor: PlotCursor?
  /// Whether it is looked at on the whole screen, where one arm or part may be alone.
  var isAlone = false
  /// Whether the value axis keeps its range from frame to frame.
  var holdsAxis = true

  /// How the plot is looked at.
  var view: PlotView {
    get { study.view(of: plot) }
    set { study.plotViews[plot.name] = newValue }
  }

  /// The arms of the plot that are not hidden, with their state.
  var arms: [(index: Int, arm: ArmSnapshot)] {
    let visible = visibleArms
    guard let alone = armAlone else { return visible }
    return visible.filter { $0.arm.id == alone }
  }

  /// Those too that are left out because one is looked at alone.
  var visibleArms: [(index: Int, arm: ArmSnapshot)] {
    study.shownArms.compactMap { entry in
      guard !study.hiddenArms.contains(entry.arm.id), let arm = study.armSnapshot(entry.arm.id)
      else { return nil }
      return (index: entry.index, arm: arm)
    }
  }

  /// The arm that is looked at alone: over the whole screen, while it is shown at all.
  var armAlone: String? {
    guard isAlone, let arm = view.arm, visibleArms.contains(where: { $0.arm.id == arm })
    else { return nil }
    return arm
  }

  /// The part that is looked at alone, over the whole screen.
  var partAlone: Int? { isAlone ? view.part : nil }

  /// The learner's own arm: the only one of those shown that has no settings of its own.
  var ownArm: String? {
    let shown = study.shownArms.map(\.arm)
    let own = shown.filter(\.set.isEmpty)
    return shown.count > 1 && own.count == 1 ? own[0].id : nil
  }

  /// The index of curve `order` of each arm, by the arm's place in the lesson: the first curve has the
  /// arm's color, the others have colors that no arm on the screen has, as long as there are some.
  func seriesIndices(count: Int) -> (_ order: Int, _ arm: Int) -> Int {
    let arms = study.shownArms.map(\.index)
    var free = (0..<LineChart.colorCount).filter { color in
      !arms.contains { $0 % LineChart.colorCount == color }
    }
    var indices = Dictionary(uniqueKeysWithValues: arms.map { ($0, [$0]) })
    for order in 1..<max(2, count) {
      for arm in arms { indices[arm]?.append(free.isEmpty ? arm + order : free.removeFirst()) }
    }
    return { order, arm in indices[arm].map { $0[min(order, $0.count - 1)] } ?? arm + order }
  }

  /// The step at which the shown arms were read, where it is one.
  var commonStep: Int? {
    let steps = Set(
      plot.probes.flatMap { probe in arms.compactMap { $0.arm.readings[probe]?.step } })
    return steps.count == 1 ? steps.first : nil
  }

  /// What a probe is called.
  func label(of probe: String) -> String { study.lesson.probe(probe)?.label ?? probe }

  /// What the value axis measures: what the probes are called, where all are called the same and the
  /// plot's title does not say it.
  var valueAxis: PlotAxis {
    var axis = wholeValueAxis
    guard holdsAxis, let shown = view.window.up else { return axis }
    axis.range = AxisRange(shown)
    axis.isFixed = true
    return axis
  }

  /// The same with all that there is, whatever part of it is shown.
  var wholeValueAxis: PlotAxis {
    let labels = Set(plot.probes.map(label(of:)))
    return PlotAxis(
      scale: view.isLogarithmic ? .logarithmic : .linear,
      range: holdsAxis ? study.heldRange(of: plot) : nil,
      isFixed: study.fixedRange(of: plot) != nil,
      label: labels.first.flatMap { labels.count > 1 || plot.title.contains($0) ? nil : $0 } ?? "")
  }

  /// The newest values of the plot's probes, a row an arm.
  func newestValues(glyphs: GlyphTier) -> DataTable {
    let columns =
      [DataTable.Column("arm")] + plot.probes.map { DataTable.Column(label(of: $0), .trailing) }
    let rows = arms.map { entry in
      DataTable.Row(
        [entry.arm.label] + plot.probes.map { newest($0, of: entry.arm, glyphs: glyphs) },
        seriesIndex: entry.index)
    }
    return DataTable(columns: columns, rows: rows)
  }

  /// The newest value of a probe; of one by layer, the last layer's.
  private func newest(_ probe: String, of arm: ArmSnapshot, glyphs: GlyphTier) -> String {
    // What a run had before it left the finite numbers says nothing.
    if let step = arm.divergedStep { return "diverged at step \(step)" }
    let value = arm.newest(probe) ?? arm.readings.layers(probe)?.last
    return value.map { NumberText.short($0, glyphs: glyphs) } ?? "\u{2026}"
  }
}

extension AxisRange {
  var closed: ClosedRange<Double> { lower...upper }

  init(_ range: ClosedRange<Double>) {
    self.init(lower: range.lowerBound, upper: range.upperBound)
  }
}

extension LineChart {
  /// A value under the cursor; 0 where it is dust beside what the axis shows.
  func exact(_ value: Double, glyphs: GlyphTier) -> String {
    DataTable.exact(
      value.withoutDust(beside: y.scale == .linear ? shownYRange : nil), glyphs: glyphs)
  }
}

extension DataTable {
  /// A value under a cursor, in five significant digits: what a cursor is for.
  static func exact(_ value: Double, glyphs: GlyphTier) -> String {
    // Gradients are often that small, and have as many digits.
    if abs(value) < 1e-3 && value != 0 {
      return NumberText.scientific(value, digits: 5, glyphs: glyphs)
    }
    return FilledNumber.text(value, digits: 5, glyphs: glyphs)
  }
}
