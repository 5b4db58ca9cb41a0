import Charts
internal import Experiments
import Lab
import Lessons
import Screens

/// A run as text for people: what became of each arm, and the lesson's plots.
struct RunReport {
  private let run: HeadlessRun
  private let glyphs: GlyphTier
  private let columns: Int
  /// Rows of a plot with its title.
  private static let plotRows = 16

  init(_ run: HeadlessRun, glyphs: GlyphTier, columns: Int) {
    self.run = run
    self.glyphs = glyphs
    self.columns = columns
  }

  var text: String {
    let heading = "\(run.lesson.title), seed \(run.seed)\n\n"
    let plots = run.lesson.plots.map { plot in
      LessonPicture.plot(
        plot, of: run.lesson, snapshot: run.snapshot,
        size: Size(columns: columns, rows: rows(of: plot)), glyphs: glyphs, usesColor: false
      ).plainText()
    }
    let notices = Lesson.notices(of: run.arms.map { ($0.snapshot.label, $0.snapshot.notices) })
    return heading + outcome.plainText() + "\n" + notices.map { "Note: \($0)\n" }.joined()
      + (notices.isEmpty ? "" : "\n") + plots.joined(separator: "\n")
  }

  private func rows(of plot: Plot) -> Int {
    if plot.kind.isListOfArms { run.arms.count + 2 } else { RunReport.plotRows }
  }

  /// A row an arm: the last value of each probe of the whole network.
  private var outcome: Grid {
    let probes = run.lesson.probes.filter(\.isNumber)
    let titles =
      [DataTable.Column("arm"), DataTable.Column("steps", .trailing)]
      + probes.map { DataTable.Column($0.label, .trailing) } + [DataTable.Column("")]
    let rows = run.arms.enumerated().map { index, arm in
      DataTable.Row(
        [arm.snapshot.label, String(arm.snapshot.step)] + probes.map { last($0, of: arm) }
          + [remark(arm.snapshot)], seriesIndex: index)
    }
    var grid = Grid(Size(columns: columns, rows: rows.count + 1))
    DataTable(columns: titles, rows: rows).draw(into: &grid, in: grid.bounds, glyphs: glyphs)
    return grid
  }

  private func last(_ probe: Probe, of arm: HeadlessRun.Arm) -> String {
    let value = arm.series[probe.name]?.smoothed.last { $0.isFinite }
    return value.map { NumberText.short($0, glyphs: glyphs) } ?? "-"
  }

  private func remark(_ arm: ArmSnapshot) -> String {
    switch arm.phase {
    case .diverged(let step): "diverged at step \(step)"
    case .failed: "can't be built"
    default: ""
    }
  }
}
