import Charts
internal import Experiments
import Lab
import Lessons

/// One plot over the whole screen, with the exact values under the cursor.
struct InspectView {
  let study: StudyModel
  let inspect: InspectModel

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    guard size.columns >= StudyLayout.smallest.columns && size.rows >= StudyLayout.smallest.rows
    else { return TooSmallView(title: study.lesson.title).draw(into: &grid, glyphs: glyphs) }
    guard let context = inspect.context(in: study) else { return }
    let panel = PlotPanel(context)
    let readings = panel.picture.readings(glyphs: glyphs)
    let layout = InspectLayout(size, readingRows: readings.rows.count)
    StudyTitle(study: study, glyphs: glyphs).bar.draw(
      into: &grid, in: layout.title, glyphs: glyphs)
    PanelRule(title: context.plot.title, note: panel.note, isFocused: true).draw(
      into: &grid, in: layout.panel, glyphs: glyphs)
    panel.draw(into: &grid, in: layout.plot, glyphs: glyphs)
    PanelRule().draw(into: &grid, in: layout.rule, glyphs: glyphs)
    if let divider = layout.divider {
      PanelRule().draw(into: &grid, in: divider.splitTop(1).top, glyphs: glyphs)
    }
    PanelRule(title: panel.picture.placeTitle).draw(
      into: &grid, in: layout.side.splitTop(1).top, glyphs: glyphs)
    if let divider = layout.divider {
      VerticalRule().draw(into: &grid, in: divider.inset(top: 1), glyphs: glyphs)
    }
    readings.draw(into: &grid, in: layout.readings, glyphs: glyphs)
  }
}

/// Where the parts of a plot over the whole screen stand.
struct InspectLayout {
  let title: Rect
  /// The plot with the rule above it.
  let panel: Rect
  /// The vertical rule between plot and readings, where these are side by side.
  let divider: Rect?
  /// The readings with the rule above them.
  let side: Rect
  /// The rule above the footer.
  let rule: Rect

  init(_ size: Size, readingRows: Int) {
    let below: Rect
    (title, below) = Rect(size).splitTop(1)
    let body: Rect
    (body, rule) = below.inset(bottom: 1).splitTop(below.rows - 2)
    if size.columns >= 100 {
      let right: Rect
      (panel, right) = body.splitLeft(body.columns - 36)
      let line: Rect
      (line, side) = right.splitLeft(1)
      divider = line
    } else {
      let rows = min(readingRows + 2, max(3, body.rows / 3))
      (panel, side) = body.splitTop(body.rows - rows)
      divider = nil
    }
  }

  /// The plot without its rule.
  var plot: Rect { panel.inset(left: 1, top: 1, right: 1) }
  /// The readings without their rule.
  var readings: Rect { side.inset(left: 1, top: divider == nil ? 1 : 2, right: 1) }
}
