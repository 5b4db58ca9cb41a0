import Charts
import Lab
import Lessons

/// A lesson on the screen: text, plots, arms, knobs.
struct StudyView {
  let study: StudyModel
  /// A question that stands in place of the text.
  var predict: PredictModel?

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let form = predict.map { PredictForm(study: study, predict: $0) }
    let layout = StudyLayout(
      study, size: grid.size,
      formRows: form.map { $0.rows(in: grid.size, glyphs: glyphs) })
    guard layout.mode != .tooSmall else {
      return TooSmallView(title: study.lesson.title).draw(into: &grid, glyphs: glyphs)
    }
    StudyTitle(study: study, glyphs: glyphs).bar.draw(into: &grid, in: layout.title, glyphs: glyphs)
    if let rect = layout.text {
      if let form {
        draw(form, into: &grid, in: rect, glyphs: glyphs)
      } else {
        drawText(into: &grid, in: rect, glyphs: glyphs)
      }
    }
    for place in layout.plots { drawPlot(place, layout: layout, into: &grid, glyphs: glyphs) }
    if let rect = layout.armTable { drawArmTable(into: &grid, in: rect, glyphs: glyphs) }
    PanelRule().draw(into: &grid, in: layout.rule, glyphs: glyphs)
    if let rect = layout.lowerRule { PanelRule().draw(into: &grid, in: rect, glyphs: glyphs) }
    if let rect = layout.divider { VerticalRule().draw(into: &grid, in: rect, glyphs: glyphs) }
    joinDivider(layout, into: &grid, glyphs: glyphs)
    if let rect = layout.arms { ArmBar(study: study).draw(into: &grid, in: rect, glyphs: glyphs) }
    if let rect = layout.knobs {
      KnobBar(study: study).draw(into: &grid, in: rect, glyphs: glyphs)
      MatrixEditorView(study: study).draw(into: &grid, above: layout.rule, glyphs: glyphs)
    }
  }

  /// A panel's title; the focused one has a mark, which is seen without colors too.
  private func title(_ text: String, at place: StudyFocus) -> String {
    study.focus == place ? "\u{25B8} \(text)" : text
  }

  // MARK: Text

  private func draw(
    _ form: PredictForm, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    PanelRule(title: form.heading, isFocused: true).draw(into: &grid, in: rect, glyphs: glyphs)
    form.draw(into: &grid, in: PredictForm.place(in: rect), glyphs: glyphs)
  }

  private func drawText(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let width = StudyLayout.textWidth(in: rect)
    let rows = StudyLayout.textRows(study, in: rect)
    let lines = StepText(study).lines(width: width, rows: rows, glyphs: glyphs)
    let scroll = min(study.textScroll, max(0, lines.count - rows))
    let hidden = lines.count - scroll - rows
    let note = scroll > 0 || hidden > 0 ? Self.scrollNote(above: scroll, below: hidden) : ""
    PanelRule(
      title: title(study.lessonStep?.title ?? "", at: .text), note: note,
      isFocused: study.focus == .text
    ).draw(into: &grid, in: rect, glyphs: glyphs)
    let hasAir = rect.rows >= 12
    let top = rect.row + (hasAir ? 2 : 1)
    for (offset, line) in lines.page(from: scroll, rows: rows).enumerated() {
      line.draw(into: &grid, column: rect.column + 2, row: top + offset, width: width)
    }
    let call = Rect(
      column: rect.column + 2, row: rect.endRow - (hasAir ? 2 : 1), columns: rect.columns - 4,
      rows: 1)
    // Open cells lie over them, and say in the footer what to press.
    guard study.editor == nil else { return }
    CallView(study: study).draw(into: &grid, in: call, glyphs: glyphs)
    guard study.hasVerdict, let outcome = PredictionOutcome(study), call.row - 1 > rect.row else {
      return
    }
    outcome.line(width: call.columns, glyphs: glyphs).draw(
      into: &grid, column: call.column, row: call.row - 1, width: call.columns)
  }

  private static func scrollNote(above: Int, below: Int) -> String {
    below > 0 ? "\u{2193} \(below) more" : "\u{2191} \(above) above"
  }

  // MARK: Plots

  private func drawPlot(
    _ place: StudyLayout.PlotPlace, layout: StudyLayout, into grid: inout Grid, glyphs: GlyphTier
  ) {
    let plot = study.plots[place.index]
    let panel = PlotPanel(study: study, plot: plot)
    var note = panel.note
    let others = study.plots.count - layout.plots.count
    if others > 0 && place == layout.plots.last {
      let more = "v: \(others) more"
      note = note.isEmpty ? more : "\(note) \u{00B7} \(more)"
    }
    PanelRule(
      title: title(plot.title, at: .plot(place.index)), note: note,
      isFocused: study.focus == .plot(place.index)
    ).draw(into: &grid, in: place.rect, glyphs: glyphs)
    panel.draw(into: &grid, in: place.rect.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
  }

  private func drawArmTable(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    PanelRule(title: "The arms").draw(into: &grid, in: rect, glyphs: glyphs)
    var inside = rect.inset(left: 2, top: rect.rows >= 12 ? 2 : 1, right: 2)
    let table = ArmTable(study: study).table(glyphs: glyphs)
    let picture = ArmPicture(lesson: study.lesson)
    if inside.rows >= picture.rows + table.rows.count + 2 {
      picture.draw(into: &grid, in: inside.splitTop(picture.rows).top, glyphs: glyphs)
      inside = inside.splitTop(picture.rows + 1).rest
    }
    table.draw(into: &grid, in: inside, glyphs: glyphs)
  }

  /// Makes the joints of the vertical rule with the rules that were drawn before it.
  private func joinDivider(_ layout: StudyLayout, into grid: inout Grid, glyphs: GlyphTier) {
    guard let divider = layout.divider else { return }
    let corner = Rect(column: divider.column, row: divider.row - 1, columns: 1, rows: 1)
    PanelRule().draw(into: &grid, in: corner, glyphs: glyphs)
    VerticalRule().draw(into: &grid, in: divider, glyphs: glyphs)
    for place in layout.plots {
      PanelRule().draw(
        into: &grid, in: Rect(column: divider.column + 1, row: place.rect.row, columns: 1, rows: 1),
        glyphs: glyphs)
    }
  }
}

/// The line for a terminal in which nothing fits.
struct TooSmallView {
  var title: String

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let smallest = StudyLayout.smallest
    let long =
      "Too small: \(smallest.columns)\u{00D7}\(smallest.rows) at least, 80\u{00D7}24 is good."
    let short = "Needs \(smallest.columns)\u{00D7}\(smallest.rows)"
    let text = CharacterWidth.columns(of: long) <= grid.size.columns ? long : short
    grid.write(
      text.clipped(to: grid.size.columns, glyphs: glyphs), column: 0, row: grid.size.rows / 2,
      style: Style(.warning))
  }
}
