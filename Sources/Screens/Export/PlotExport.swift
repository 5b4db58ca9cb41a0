public import Charts
internal import Experiments
internal import Lab
public import Lessons

/// A plot as it is looked at, to be written into a file.
public struct PlotExport: Hashable, Sendable {
  /// What a file holds, by the end of its name.
  public enum Format: String, CaseIterable, Sendable {
    /// Pictures.
    case svg, png
    /// Cells as characters, alone or with color codes.
    case txt, ansi
    /// The numbers, before and after smoothing.
    case csv, json

    public static let list = allCases.map { ".\($0.rawValue)" }.joined(separator: " ")

    /// By the end of a file's name; nil: it is none of them.
    public init?(path: String) {
      guard let dot = path.lastIndex(of: "."),
        let format = Format(rawValue: path[path.index(after: dot)...].lowercased())
      else { return nil }
      self = format
    }
  }

  public var path: String
  public var format: Format
  public var lesson: String
  public var plot: Plot
  /// The picture.
  public var grid: Grid
  /// By id: those that are not hidden.
  public var arms: [String]
  /// The training steps that are looked at; nil: all.
  public var steps: ClosedRange<Int>?
}

extension AppModel {
  /// A palette in which a name for the plot's file stands.
  var exportPalette: Palette? {
    guard let plot = currentPlot, let study else { return nil }
    let step = study.now > 0 ? "-step\(study.now)" : ""
    let name = "\(study.lesson.id)-\(plot.name)\(step).svg"
    return Palette(field: TextField(text: "export \(name)", limit: Palette.limit))
  }

  /// A file of one of the formats, with the plot as it is looked at.
  mutating func exportPlot(_ path: String) -> PaletteCommand.Outcome {
    guard let format = PlotExport.Format(path: path) else {
      return .refused(
        "\u{201C}\(path)\u{201D} does not say what to write: a name ends with one of "
          + PlotExport.Format.list)
    }
    guard let plot = currentPlot, let study else { return .refused("this page has no plot") }
    let rect =
      inspect == nil
      ? StudyLayout(study, size: size).plots.first { study.plots[$0.index].name == plot.name }?.rect
      : InspectLayout(size, readingRows: 0).panel
    let room = Size(columns: max(80, rect?.columns ?? 0), rows: max(22, rect?.rows ?? 0))
    let arms = study.shownArms.map(\.arm.id).filter { !study.hiddenArms.contains($0) }
    return .done([
      .exportPlot(
        PlotExport(
          path: path, format: format, lesson: study.lesson.id, plot: plot,
          grid: study.picture(of: plot, size: room, glyphs: glyphs), arms: arms,
          steps: study.view(of: plot).steps))
    ])
  }
}

extension StudyModel {
  /// The plot under its titled rule.
  func picture(of plot: Plot, size: Size, glyphs: GlyphTier) -> Grid {
    let study = spelled(for: glyphs)
    let plot = study.lesson.plot(plot.name) ?? plot
    let panel = PlotPanel(study: study, plot: plot)
    var grid = Grid(size)
    PanelRule(title: plot.title, note: panel.note).draw(
      into: &grid, in: grid.bounds, glyphs: glyphs)
    panel.draw(into: &grid, in: grid.bounds.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
    GlyphFallback.apply(glyphs, to: &grid)
    return grid
  }
}
