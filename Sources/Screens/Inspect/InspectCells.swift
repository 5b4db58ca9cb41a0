import Charts
internal import Experiments
import Lab
import Lessons

/// The cursor of a plot of cells: it goes from cell to cell, and at the side of a pane on to the
/// next one.
extension InspectModel {
  /// The rows and columns of each pane.
  static func paneSizes(of plot: Plot, in study: StudyModel) -> [Size] {
    let panel = PlotPanel(study: study, plot: plot)
    if let map = panel.knobMap {
      return [Size(columns: map.columnValues.count, rows: map.rowValues.count)]
    }
    guard let probe = plot.probes.first else { return [] }
    return panel.pictures.panes(of: probe).map { pane in
      Size(
        columns: pane.picture.values.map(\.count).max() ?? 0, rows: pane.picture.values.count)
    }
  }

  private func sizes(in study: StudyModel) -> [Size] {
    study.lesson.plot(plot).map { Self.paneSizes(of: $0, in: study) } ?? []
  }

  mutating func moveCell(_ direction: Action.Direction, fast: Bool, on study: StudyModel) {
    let sizes = sizes(in: study)
    guard !sizes.isEmpty else { return }
    keepInside(sizes)
    let length = fast ? 10 : 1
    let size = sizes[cell.pane]
    switch direction {
    case .up: cell.place.row -= length
    case .down: cell.place.row += length
    case .left:
      if cell.place.column == 0 && cell.pane > 0 {
        cell.pane -= 1
        cell.place.column = sizes[cell.pane].columns - 1
      } else {
        cell.place.column -= length
      }
    case .right:
      if cell.place.column >= size.columns - 1 && cell.pane < sizes.count - 1 {
        cell.pane += 1
        cell.place.column = 0
      } else {
        cell.place.column += length
      }
    }
    keepInside(sizes)
  }

  mutating func moveToEdge(isLast: Bool, on study: StudyModel) {
    let sizes = sizes(in: study)
    cell.place.column = isLast ? .max : 0
    keepInside(sizes)
  }

  /// Matrices may shrink while one looks at them: an answer gets shorter. Where all arms are
  /// hidden there are none.
  private mutating func keepInside(_ sizes: [Size]) {
    guard !sizes.isEmpty else {
      cell = PaneCursor()
      return
    }
    cell.pane = min(max(0, cell.pane), sizes.count - 1)
    let size = sizes[cell.pane]
    cell.place.row = min(max(0, cell.place.row), max(0, size.rows - 1))
    cell.place.column = min(max(0, cell.place.column), max(0, size.columns - 1))
  }
}
