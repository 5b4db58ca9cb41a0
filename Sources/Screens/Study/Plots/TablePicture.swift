import Charts
import Lessons

/// The present values of probes, a row an arm.
struct TablePicture: PlotPicture {
  static let kind = PlotKind.table

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  var isEmpty: Bool { false }

  var naturalHeight: Int? {
    // A row a probe is shown where there is room, with a row of titles.
    context.arms.count == 1 ? context.plot.probes.count + 1 : context.arms.count + 1
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let table = table(in: rect, glyphs: glyphs)
    let size = table.naturalSize
    let (left, top) = (rect.columns - size.columns, rect.rows - size.rows)
    table.draw(
      into: &grid, in: rect.inset(left: max(0, left / 2), top: max(0, top / 2)), glyphs: glyphs)
  }

  /// Of one arm a row a probe, which is read more easily; else a row an arm.
  private func table(in rect: Rect, glyphs: GlyphTier) -> DataTable {
    let newest = context.newestValues(glyphs: glyphs)
    guard newest.rows.count == 1, let row = newest.rows.first, row.texts.count > 2,
      rect.rows >= row.texts.count
    else { return newest }
    return DataTable(
      columns: [.init(""), .init(row.texts[0], .trailing)],
      rows: zip(newest.columns, row.texts).dropFirst().map { column, text in
        DataTable.Row([column.title, text])
      })
  }

  /// All that it has to read is in sight.
  func move(_ movement: PlotMovement, on screen: Size) {}

  var placeTitle: String { "values" }
  func readings(glyphs: GlyphTier) -> DataTable { context.newestValues(glyphs: glyphs) }
}
