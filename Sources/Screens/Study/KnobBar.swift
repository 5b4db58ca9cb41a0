import Charts
import Experiments
import Lessons

/// The step's knobs, in rows of sliders of equal width.
struct KnobBar {
  let study: StudyModel

  /// Where each knob stands; those around the focused one where not all fit. Names get what they
  /// need, tracks share the rest, and no place depends on a knob's value.
  func places(in rect: Rect) -> [(index: Int, rect: Rect)] {
    let count = study.knobs.count
    guard count > 0, !rect.isEmpty else { return [] }
    let perRow = max(1, min((count + rect.rows - 1) / rect.rows, (rect.columns - 2) / 24))
    let shown = min(count, perRow * rect.rows)
    var focused = 0
    if case .knob(let index) = study.focus { focused = index }
    let first = min(max(0, focused - shown + 1), count - shown)
    var places: [(index: Int, rect: Rect)] = []
    for start in stride(from: 0, to: shown, by: perRow) {
      let row = Array(first + start..<first + min(start + perRow, shown))
      places += self.places(
        of: row,
        in: Rect(column: 0, row: rect.row + start / perRow, columns: rect.columns, rows: 1),
        perRow: perRow)
    }
    return places
  }

  private func places(
    of indices: [Int], in rect: Rect, perRow: Int
  ) -> [(index: Int, rect: Rect)] {
    let names = indices.map { Self.nameWidth(of: study.knobs[$0], in: study) }
    let room = rect.columns - 2 - 3 * (perRow - 1)
    // A row that is not full keeps the columns of full ones.
    let track = max(4, min(26, (room - names.reduce(0, +)) / max(1, indices.count)))
    var column = rect.column + 1
    return zip(indices, names).map { index, name in
      let width = min(name + track, rect.columns - 1 - column)
      defer { column += name + track + 3 }
      return (index: index, rect: Rect(column: column, row: rect.row, columns: width, rows: 1))
    }
  }

  /// The columns of name and value, or of all choices.
  private static func nameWidth(of knob: Knob, in study: StudyModel) -> Int {
    let label = CharacterWidth.columns(of: Self.label(of: knob, in: study))
    switch knob.kind {
    case .number: return label + 9
    case .choice(let words):
      return label + words.reduce(0) { $0 + CharacterWidth.columns(of: $1) + 3 }
    case .text(let limit): return label + min(limit, 30) + 3
    case .matrix(let kind):
      let names = kind.presets.map { CharacterWidth.columns(of: $0.name) }
      return label + max(names.max() ?? 0, 16) + 5
    case .position: return label + 14
    }
  }

  private static func label(of knob: Knob, in study: StudyModel) -> String {
    study.turnedLabel(of: knob).map { "\(knob.label) of \($0)" } ?? knob.label
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    for place in places(in: rect) {
      let isFocused = study.focus == .knob(place.index)
      if isFocused {
        grid.write(
          "\u{25B8}", column: place.rect.column - 1, row: place.rect.row, width: 1,
          style: Style(.accent, bold: true))
      }
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
    let label = Self.label(of: knob, in: study)
    switch knob.kind {
    case .number:
      Slider(
        label: label, value: KnobText.text(value, of: knob, glyphs: glyphs),
        fraction: KnobText.fraction(value, of: knob), isFocused: isFocused,
        isLive: study.lesson.isLive(knob.name)
      ).draw(into: &grid, in: rect, glyphs: glyphs)
    case .choice(let words):
      var selected = 0
      if case .word(let word) = value { selected = words.firstIndex(of: word) ?? 0 }
      ChoiceSlider(
        label: label, choices: words, selected: selected, isFocused: isFocused,
        isLive: study.lesson.isLive(knob.name)
      ).draw(into: &grid, in: rect, glyphs: glyphs)
    case .matrix, .position:
      drawMatrix(
        KnobText.text(value, of: knob, glyphs: glyphs), label: label, isFocused: isFocused,
        into: &grid, in: rect, glyphs: glyphs)
    case .text:
      drawText(
        KnobText.text(value, of: knob, glyphs: glyphs), label: label, isFocused: isFocused,
        into: &grid, in: rect, glyphs: glyphs)
    }
  }

  /// Name and preset or place, between the arrows that turn it.
  private func drawMatrix(
    _ text: String, label: String, isFocused: Bool, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let style = isFocused ? Style(.accent, bold: true) : .faint
    var column = grid.write(
      label + " ", column: rect.column, row: rect.row, width: rect.columns, style: style)
    let room = rect.endColumn - column - 4
    guard room > 0 else { return }
    column = grid.write("\u{2039} ", column: column, row: rect.row, width: 2, style: style)
    column = grid.write(
      text.clipped(to: room, glyphs: glyphs), column: column, row: rect.row, width: room,
      style: .strong)
    grid.write(" \u{203A}", column: column, row: rect.row, width: 2, style: style)
  }

  /// Name and text in quotes, as one writes what was typed.
  private func drawText(
    _ text: String, label: String, isFocused: Bool, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let column = grid.write(
      label + " ", column: rect.column, row: rect.row, width: rect.columns,
      style: isFocused ? Style(.accent, bold: true) : .faint)
    let room = rect.endColumn - column - 2
    guard room > 0 else { return }
    grid.write(
      "\u{201C}\(text.clipped(to: room, glyphs: glyphs))\u{201D}", column: column, row: rect.row,
      width: room + 2, style: .strong)
  }

  private func drawEntry(_ entry: TextField, of knob: Knob, into grid: inout Grid, in rect: Rect) {
    let column = grid.write(
      "\(knob.label) = ", column: rect.column, row: rect.row, width: rect.columns,
      style: Style(.accent, bold: true))
    entry.draw(into: &grid, column: column, row: rect.row, width: rect.endColumn - column)
  }
}
