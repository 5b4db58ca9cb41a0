import Charts
internal import Experiments
import Lab
import Lessons

/// The plots of a lesson's page at the end of its run.
struct HandoutFigures {
  let run: PagedRun
  /// From 0.
  let page: Int

  var figures: [Handout.Figure] {
    let lesson = run.lesson
    return lesson.steps[page].plots.compactMap(lesson.plot).map(figure)
  }

  private func figure(_ plot: Plot) -> Handout.Figure {
    let study = StudyModel(lesson: run.lesson, snapshot: run.pages[page])
    let context = PlotContext(study: study, plot: plot)
    let panel = PlotPanel(context)
    return Handout.Figure(
      title: plot.title, note: panel.note,
      description: FigureDescription(context, panel.picture).text,
      drawing: drawing(panel), command: command(plot))
  }

  private func drawing(_ panel: PlotPanel) -> Handout.Figure.Drawing {
    if let picture = panel.picture as? any CurvePicture, !picture.isEmpty {
      return .curves(picture.chart)
    }
    var grid = Grid(FigureSize(panel).size)
    panel.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    GlyphFallback.apply(.braille, to: &grid)
    return .cells(grid)
  }

  private func command(_ plot: Plot) -> String {
    let lesson = run.lesson
    var words = ["gradlab", "plot", lesson.argument?.shellWord ?? lesson.id, plot.name]
    words += ["--page", "\(page + 1)"]
    if let own = lesson.ownData { words += ["--data", own.argument.shellWord] }
    if run.seed != lesson.seeds.show { words += ["--seed", "\(run.seed)"] }
    return (words + ["--output", "\(plot.name).svg"]).joined(separator: " ")
  }
}

/// How many cells a plot gets in a handout.
private struct FigureSize {
  let size: Size

  init(_ panel: PlotPanel) {
    let natural = panel.picture.naturalHeight
    let arms = panel.context.arms.count
    // Panes that stand side by side, one an arm, and what is as wide as it is written.
    let columns: Int =
      switch panel.context.plot.kind {
      case .architecture, .diagram, .text, .formulas, .table: 76
      case .values, .bars: 64
      default: min(96, max(64, 24 * arms))
      }
    size = Size(columns: columns, rows: min(max(natural ?? 22, 4), 48))
  }
}
