import Charts
import Lab
internal import Lessons

/// A line on the runs, the charts, and what is wrong with a file.
struct WatchView {
  private let model: WatchModel
  private let usesColor: Bool

  init(_ model: WatchModel, usesColor: Bool) {
    self.model = model
    self.usesColor = usesColor
  }

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let tags = model.charts.tags
    let count = model.shownCount(size)
    let shown = tags.dropFirst(model.first).prefix(count)
    TitleBar(
      title: StyledLine(model.charts.log.path.safe(limit: 60), .strong),
      state: state(tags.count, shown.indices)
    ).draw(
      into: &grid, in: Rect(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows)),
      glyphs: glyphs)
    var rest = grid.bounds.inset(top: 1, bottom: 2)
    for (place, tag) in shown.enumerated() {
      let (rect, below) = rest.splitTop(rest.rows / (shown.count - place))
      model.charts.chart(tag, scale: model.scale, usesColor: usesColor)
        .draw(into: &grid, in: rect, glyphs: glyphs)
      rest = below
    }
    if tags.isEmpty {
      grid.write("no numbers yet: the files are read as they grow", column: 1, row: 2)
    }
    let notes = model.damage.map { ["\($0)"] } ?? model.charts.notices
    grid.write(
      notes.joined(separator: "; ").clipped(to: max(0, size.columns - 2), glyphs: glyphs),
      column: 1, row: size.rows - 2, width: max(0, size.columns - 2),
      style: model.damage == nil ? .faint : Style(.bad))
  }

  private func state(_ count: Int, _ shown: Range<Int>) -> StyledLine {
    let log = model.charts.log
    let points = NumberText.short(Double(log.runs.reduce(0) { $0 + $1.pointCount }))
    return StyledLine(
      "\(log.runs.count) run\(log.runs.count == 1 ? "" : "s"), \(points) points"
        + (shown.count < count
          ? "   charts \(shown.lowerBound + 1)-\(shown.upperBound) of \(count)" : ""))
  }
}
