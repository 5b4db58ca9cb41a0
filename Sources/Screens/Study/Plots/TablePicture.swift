import Charts
import Lessons

/// The present values of probes, a row an arm.
struct TablePicture: PlotPicture {
  static let kind = PlotKind.table

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  var isEmpty: Bool { false }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    context.newestValues(glyphs: glyphs).draw(into: &grid, in: rect, glyphs: glyphs)
  }

  /// All that it has to read is in sight.
  func move(_ movement: PlotMovement, on screen: Size) {}

  var placeTitle: String { "values" }
  func readings(glyphs: GlyphTier) -> DataTable { context.newestValues(glyphs: glyphs) }
}
