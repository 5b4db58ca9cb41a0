import Charts
internal import Experiments
import Lab
import Lessons

/// The name of a file being typed that is to hold a plot.
struct PlotExport: Hashable, Sendable {
  let plot: String
  var field: TextField
  /// Why no file was written when the name was last given.
  var refusal: String?

  /// Asks for a name, beginning with one that says what it is: `lesson-plot-step.svg`.
  init(_ plot: Plot, of study: StudyModel) {
    self.plot = plot.name
    field = TextField(
      text: "\(study.lesson.id)-\(plot.name)-\(study.trainingStep).svg", limit: 300)
  }
}

extension AppModel {
  /// Begins to ask for the file of the current plot.
  mutating func askForPlotFile() {
    guard let study, let plot = currentPlot else { return }
    exporting = PlotExport(plot, of: study)
  }

  /// What a key does while the name is typed.
  mutating func performInExport(_ action: Action) -> [Effect] {
    switch action {
    case .erase:
      exporting?.field.erase()
      exporting?.refusal = nil
    case .eraseAll:
      exporting?.field.eraseAll()
      exporting?.refusal = nil
    case .cancel, .back: exporting = nil
    case .accept:
      guard let study, let exporting else { return [] }
      let path = exporting.field.text
      guard let format = PlotFile.Format(path: path) else {
        self.exporting?.refusal = "a name ends in \(PlotFile.Format.list)"
        return []
      }
      return exportContext.map { context in
        [.savePlot(PlotFile(context, of: study, path, format, size: exportSize(of: context)))]
      } ?? []
    default: break
    }
    return []
  }

  /// The plot as it is looked at, without the reader's cursor.
  private var exportContext: PlotContext? {
    guard let study = study?.spelled(for: glyphs), let name = exporting?.plot,
      let plot = study.lesson.plot(name)
    else { return nil }
    var context = PlotContext(study: study, plot: plot)
    context.isAlone = inspect != nil
    return context
  }

  /// As large as it is on the screen.
  private func exportSize(of context: PlotContext) -> Size {
    if let inspect, let read = inspect.context(in: context.study) {
      let rows = PlotPictures.picture(of: read).readings(glyphs: glyphs).rows.count
      let panel = InspectLayout(size, readingRows: rows).panel
      return Size(columns: panel.columns, rows: panel.rows)
    }
    let places = StudyLayout(context.study, size: size).plots
    let place = places.first { context.study.plots[$0.index].name == context.plot.name }
    return place.map { Size(columns: $0.rect.columns, rows: $0.rect.rows) } ?? size
  }
}

extension PlotFile {
  init(
    _ context: PlotContext, of study: StudyModel, _ path: String, _ format: Format, size: Size
  ) {
    self.init(
      path: path, format: format, picture: context.picture(size), data: PlotData(context),
      lesson: study.lesson.id, plot: context.plot.name, title: context.plot.title,
      seed: study.snapshot.seed)
  }
}

extension PlotContext {
  /// The plot under its titled rule.
  func picture(_ size: Size) -> Grid {
    let (panel, glyphs) = (PlotPanel(self), study.glyphs)
    var grid = Grid(size)
    PanelRule(title: plot.title, note: panel.note).draw(
      into: &grid, in: grid.bounds, glyphs: glyphs)
    panel.draw(into: &grid, in: grid.bounds.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
    GlyphFallback.apply(glyphs, to: &grid)
    return grid
  }
}
