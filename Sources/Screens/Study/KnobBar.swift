import Charts
import Lessons

/// The step's knobs, in rows of sliders of equal width.
struct KnobBar {
  let study: StudyModel

  /// Where each knob stands; those around the focused one where not all fit.
  func places(in rect: Rect) -> [(index: Int, rect: Rect)] {
    let count = study.knobs.count
    guard count > 0, !rect.isEmpty else { return [] }
    let room = rect.columns - 2
    let perRow = max(1, min((count + rect.rows - 1) / rect.rows, room / 24))
    let width = min(46, room / perRow)
    let shown = min(count, perRow * rect.rows)
    var focused = 0
    if case .knob(let index) = study.focus { focused = index }
    let first = min(max(0, focused - shown + 1), count - shown)
    return (0..<shown).map { place in
      let cell = Rect(
        column: rect.column + 1 + place % perRow * width, row: rect.row + place / perRow,
        columns: width - 2, rows: 1)
      return (index: first + place, rect: cell)
    }
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    for place in places(in: rect) {
      let isFocused = study.focus == .knob(place.index)
      if isFocused, let entry = study.entry {
        drawEntry(entry, of: study.knobs[place.index], into: &grid, in: place.rect)
      } else {
        draw(
          study.knobs[place.index], isFocused: isFocused, into: &grid, in: place.rect,
          glyphs: glyphs)
      }
    }
  }

  private func draw(
    _ knob: Knob, isFocused: Bool, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    let value = study.value(of: knob)
    let label = study.turnedLabel(of: knob).map { "\(knob.label) of \($0)" } ?? knob.label
    switch knob.kind {
    case .number:
      Slider(
        label: label, value: KnobText.text(value, of: knob, glyphs: glyphs),
        fraction: KnobText.fraction(value, of: knob), isFocused: isFocused,
        isLive: !knob.alwaysRestarts
      ).draw(into: &grid, in: rect, glyphs: glyphs)
    case .choice(let words):
      var selected = 0
      if case .word(let word) = value { selected = words.firstIndex(of: word) ?? 0 }
      ChoiceSlider(
        label: label, choices: words, selected: selected, isFocused: isFocused,
        isLive: !knob.alwaysRestarts
      ).draw(into: &grid, in: rect, glyphs: glyphs)
    }
  }

  private func drawEntry(_ entry: TextField, of knob: Knob, into grid: inout Grid, in rect: Rect) {
    let column = grid.write(
      "\(knob.label) = ", column: rect.column, row: rect.row, width: rect.columns,
      style: Style(.accent, bold: true))
    entry.draw(into: &grid, column: column, row: rect.row, width: rect.endColumn - column)
  }
}
