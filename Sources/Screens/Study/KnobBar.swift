import Charts
import Experiments
import Lessons

/// The step's knobs, in rows of sliders of equal width.
struct KnobBar {
  let study: StudyModel

  /// Where each knob stands; the rows around the focused one where not all fit. Knobs stand in
  /// columns, and no place depends on a knob's value.
  func places(in rect: Rect) -> [(index: Int, rect: Rect)] {
    guard !study.knobs.isEmpty, !rect.isEmpty else { return [] }
    let table = KnobColumns(study, columns: rect.columns)
    let first = firstRow(of: table, shown: rect.rows)
    return study.knobs.indices.compactMap { index in
      let row = index / table.perRow - first
      guard row >= 0 && row < rect.rows else { return nil }
      let place = table.places[index % table.perRow]
      return (
        index: index,
        rect: Rect(
          column: rect.column + place.column, row: rect.row + row, columns: place.columns, rows: 1)
      )
    }
  }

  /// The first row of knobs that is shown: the focused one is.
  private func firstRow(of table: KnobColumns, shown: Int) -> Int {
    guard case .knob(let index) = study.focus else { return 0 }
    return min(max(0, index / table.perRow - shown + 1), max(0, table.rows - shown))
  }

  static func label(of knob: Knob, in study: StudyModel) -> String {
    study.turnedLabel(of: knob).map { "\(knob.label) of \($0)" } ?? knob.label
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let table = KnobColumns(study, columns: rect.columns)
    for place in places(in: rect) {
      let isFocused = study.focus == .knob(place.index)
      if isFocused {
        grid.write(
          "\u{25B8}", column: place.rect.column - 1, row: place.rect.row, width: 1,
          style: Style(.accent, bold: true))
      }
      draw(
        study.knobs[place.index], labelWidth: table.places[place.index % table.perRow].label,
        isFocused: isFocused, into: &grid, in: place.rect, glyphs: glyphs)
    }
    drawRest(of: table, into: &grid, in: rect)
    guard let knob = study.focusedKnob, let entry = study.entry,
      let place = places(in: rect).first(where: { study.focus == .knob($0.index) })
    else { return }
    drawEntry(
      entry, of: knob, into: &grid,
      in: Rect(
        column: rect.column, row: place.rect.row, columns: rect.columns, rows: 1), glyphs: glyphs)
  }

  /// How many knobs are out of sight, at the end of the last row.
  private func drawRest(of table: KnobColumns, into grid: inout Grid, in rect: Rect) {
    let hidden = study.knobs.count - places(in: rect).count
    guard hidden > 0 else { return }
    let text = " \(study.key(.focusNext)): \(hidden) more"
    let width = CharacterWidth.columns(of: text)
    grid.write(
      text, column: rect.endColumn - width - 1, row: rect.endRow - 1, width: width, style: .faint)
  }

  private func slider(
    of knob: Knob, labelWidth: Int, isFocused: Bool, glyphs: GlyphTier
  ) -> Slider {
    let value = study.value(of: knob)
    return Slider(
      label: Self.label(of: knob, in: study).padded(to: labelWidth),
      value: KnobText.text(value, of: knob, glyphs: glyphs).padded(to: KnobColumns.valueWidth),
      fraction: KnobText.fraction(value, of: knob), isFocused: isFocused,
      isLive: study.lesson.isLive(knob.name))
  }

  private func choices(
    of knob: Knob, _ words: [String], labelWidth: Int, isFocused: Bool
  ) -> ChoiceSlider {
    var selected = 0
    if case .word(let word) = study.value(of: knob) { selected = words.firstIndex(of: word) ?? 0 }
    return ChoiceSlider(
      label: Self.label(of: knob, in: study).padded(to: labelWidth), choices: words,
      selected: selected, isFocused: isFocused, isLive: study.lesson.isLive(knob.name))
  }

  /// The value at a place of a slider's track, or the word there.
  func value(at position: Position, in rect: Rect) -> KnobValue? {
    guard let place = places(in: rect).first(where: { $0.rect.contains(position) }) else {
      return nil
    }
    let knob = study.knobs[place.index]
    let table = KnobColumns(study, columns: rect.columns)
    let width = table.places[place.index % table.perRow].label
    switch knob.kind {
    case .number:
      let slider = slider(of: knob, labelWidth: width, isFocused: true, glyphs: .braille)
      return slider.fraction(at: position.column, in: place.rect).map { knob.value(at: $0) }
    case .choice(let words):
      let choices = choices(of: knob, words, labelWidth: width, isFocused: true)
      return choices.choice(at: position.column, in: place.rect, glyphs: .braille)
        .map { .word(words[$0]) }
    case .text, .matrix, .position: return nil
    }
  }

  private func draw(
    _ knob: Knob, labelWidth: Int, isFocused: Bool, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let value = study.value(of: knob)
    let label = Self.label(of: knob, in: study).padded(to: labelWidth)
    switch knob.kind {
    case .number:
      slider(of: knob, labelWidth: labelWidth, isFocused: isFocused, glyphs: glyphs).draw(
        into: &grid, in: rect, glyphs: glyphs)
    case .choice(let words):
      choices(of: knob, words, labelWidth: labelWidth, isFocused: isFocused).draw(
        into: &grid, in: rect, glyphs: glyphs)
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

  /// The typed value in the whole row, and beside it what may be typed, or what was wrong with it.
  private func drawEntry(
    _ entry: TextField, of knob: Knob, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    grid.write(
      String(repeating: " ", count: rect.columns), column: rect.column, row: rect.row,
      width: rect.columns, style: .plain)
    var column = grid.write(
      "\u{25B8}\(Self.label(of: knob, in: study)) = ", column: rect.column, row: rect.row,
      width: rect.columns, style: Style(.accent, bold: true))
    let field = knob.isText ? rect.endColumn - column : min(20, rect.endColumn - column)
    column = entry.draw(into: &grid, column: column, row: rect.row, width: field)
    let (text, style) =
      study.refusal.map { ($0, Style(.warning)) } ?? (KnobText.allowed(knob), Style.faint)
    let room = rect.endColumn - column - 3
    grid.write(
      text.clipped(to: max(0, room), glyphs: glyphs), column: column + 2, row: rect.row,
      width: max(0, room), style: style)
  }
}
