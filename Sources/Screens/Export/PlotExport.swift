import Charts
internal import Experiments
import Lab
import Lessons

/// Keeping a plot as it is looked at.
extension AppModel {
  /// The palette with a name for the current plot's file: `lesson-plot-step.svg`.
  var exportPalette: Palette? {
    guard let study, let plot = currentPlot else { return nil }
    let name = "\(study.lesson.id)-\(plot.name)-\(study.trainingStep).svg"
    return Palette(field: TextField(text: "export \(name)", limit: Palette.limit))
  }

  /// A file with the current plot; without a name one is offered.
  mutating func exportPlot(_ path: String) -> PaletteCommand.Outcome {
    guard let study, let context = exportContext else {
      return .refused("this page has no plot")
    }
    if path.isEmpty {
      palette = exportPalette
      return .done([])
    }
    guard let format = PlotFile.Format(path: path) else {
      return .refused("a name ends in \(PlotFile.Format.list)")
    }
    return .done([
      .savePlot(PlotFile(context, of: study, path, format, size: exportSize(of: context)))
    ])
  }

  /// The plot as it is looked at, without the reader's cursor.
  private var exportContext: PlotContext? {
    guard let study = study?.spelled(for: glyphs), let name = currentPlot?.name,
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
