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
      description: PlotSentence(context).text.spoken,
      drawing: drawing(panel), command: command(plot))
  }

  private func drawing(_ panel: PlotPanel) -> Handout.Figure.Drawing {
    if let picture = panel.picture as? any CurvePicture, !picture.isEmpty {
      return .curves(picture.chart)
    }
    var grid = Grid(FigureSize(panel).size)
    panel.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    GlyphFallback.apply(.braille, to: &grid)
    return .cells(grid.trimmed)
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
    // What divides its room among arms, and what is as wide as it is written.
    let (columns, rows): (Int, Int) =
      switch panel.context.plot.kind {
      case .architecture: (76, 44)
      case .diagram, .text, .formulas, .table: (76, 22)
      case .values: (72, 22)
      case .heatMap, .images: (min(96, max(64, 24 * arms)), arms > 1 ? 34 : 24)
      case .ridgeline: (min(96, max(64, 16 * arms)), 22)
      case .bars: (min(96, max(64, 8 * arms * panel.context.plot.probes.count)), 22)
      default: (min(96, max(64, 20 * arms)), 22)
      }
    size = Size(columns: columns, rows: natural.map { min(max($0, 4), 48) } ?? rows)
  }
}

extension Grid {
  /// Without the empty rows and columns around what is drawn; one cell where nothing is.
  fileprivate var trimmed: Grid {
    func isEmpty(_ column: Int, _ row: Int) -> Bool {
      self[column, row].scalar == " " && self[column, row].style.background == nil
        && !self[column, row].style.isReversed
    }
    let columns = (0..<size.columns).filter { column in
      (0..<size.rows).contains { !isEmpty(column, $0) }
    }
    let rows = (0..<size.rows).filter { row in columns.contains { !isEmpty($0, row) } }
    guard let left = columns.first, let right = columns.last, let top = rows.first,
      let bottom = rows.last
    else { return Grid(Size(columns: 1, rows: 1)) }
    return part(
      Rect(column: left, row: top, columns: right - left + 1, rows: bottom - top + 1))
  }
}
