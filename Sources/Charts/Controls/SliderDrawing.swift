extension Slider {
  private static let track = 10

  /// The columns that the slider wants.
  public func columns(glyphs: GlyphTier) -> Int {
    textColumns + 1 + Self.track + 2 + (isLive ? 0 : 2)
  }

  private var textColumns: Int {
    CharacterWidth.columns(of: label) + 1 + CharacterWidth.columns(of: value)
  }

  /// The track in a place of the slider, without the arrows at its ends; nil where it has no room.
  private func track(in rect: Rect) -> Range<Int>? {
    let at = rect.column + textColumns
    let length = min(2 * Self.track, rect.endColumn - at - 3 - (isLive ? 0 : 2))
    return length >= 4 ? at + 2..<at + 2 + length : nil
  }

  /// The fraction of the track at a column of the screen; nil: it is not on the track.
  public func fraction(at column: Int, in rect: Rect) -> Double? {
    guard let track = track(in: rect), track.contains(column) else { return nil }
    return Double(column - track.lowerBound) / Double(track.count - 1)
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let style = KnobStyle(isFocused: isFocused)
    let end = grid.write(
      label, column: rect.column, row: rect.row, width: rect.columns, style: style.label)
    var at = grid.write(
      value, column: end + 1, row: rect.row, width: rect.endColumn - end - 1, style: style.value)
    if let track = track(in: rect) {
      drawTrack(
        column: track.lowerBound - 1, row: rect.row, track.count, style, glyphs: glyphs, into: &grid
      )
      at = track.upperBound + 1
    }
    if !isLive && at + 2 <= rect.endColumn {
      grid[at + 1, rect.row] = Cell(KnobStyle.rebuild(glyphs), .faint)
    }
  }

  /// ◂━━━●━━▸: the way behind the thumb is brighter than the way ahead.
  private func drawTrack(
    column: Int, row: Int, _ length: Int, _ style: KnobStyle, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    let marks: [Unicode.Scalar] =
      switch glyphs {
      case .braille: ["◂", "━", "●", "─", "▸"]
      case .lines: ["<", "─", "O", "─", ">"]
      case .ascii: ["<", "=", "O", "-", ">"]
      }
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let thumb = Int((share * Double(length - 1)).rounded())
    let ends = isFocused ? style.value : Style(.border)
    grid[column, row] = Cell(marks[0], ends)
    for offset in 0..<length {
      let cell =
        offset == thumb
        ? Cell(marks[2], style.thumb)
        : Cell(marks[offset < thumb ? 1 : 3], offset < thumb ? style.thumb : Style(.border))
      grid[column + 1 + offset, row] = cell
    }
    grid[column + 1 + length, row] = Cell(marks[4], ends)
  }
}

extension ChoiceSlider {
  /// The columns that the slider wants to show all choices.
  public func columns(glyphs: GlyphTier) -> Int {
    let names = choices.reduce(0) { $0 + CharacterWidth.columns(of: $1) }
    return CharacterWidth.columns(of: label) + 1 + names + 2 + 3 * max(0, choices.count - 1)
      + (isLive ? 0 : 2)
  }

  /// All choices in their order, the chosen one between arrows in its place; where not all fit, those
  /// around it.
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let style = KnobStyle(isFocused: isFocused)
    let end = grid.write(
      label, column: rect.column, row: rect.row, width: rect.columns, style: style.label)
    let marker = isLive ? 0 : 2
    var at = end + 1
    let limit = rect.endColumn - marker
    let shown = shownChoices(columns: limit - at, glyphs: glyphs)
    for (place, index) in shown.indices.enumerated() {
      if place > 0 {
        at = grid.write(
          separator(glyphs), column: at, row: rect.row, width: limit - at, style: .faint)
      } else if shown.cutsBefore {
        at = grid.write(
          ellipsis(glyphs), column: at, row: rect.row, width: limit - at, style: .faint)
      }
      at = grid.write(
        text(of: index, glyphs: glyphs), column: at, row: rect.row, width: max(0, limit - at),
        style: index == selected ? style.value : .faint)
    }
    if shown.cutsAfter {
      at = grid.write(
        ellipsis(glyphs), column: at, row: rect.row, width: max(0, limit - at), style: .faint)
    }
    if !isLive && rect.endColumn - at >= 2 {
      grid[at + 1, rect.row] = Cell(KnobStyle.rebuild(glyphs), .faint)
    }
  }

  /// The choice at a column of the screen; nil: none.
  public func choice(at column: Int, in rect: Rect, glyphs: GlyphTier) -> Int? {
    var at = rect.column + CharacterWidth.columns(of: label) + 1
    let shown = shownChoices(columns: rect.endColumn - (isLive ? 0 : 2) - at, glyphs: glyphs)
    if shown.cutsBefore { at += CharacterWidth.columns(of: ellipsis(glyphs)) }
    for index in shown.indices {
      let end = at + CharacterWidth.columns(of: text(of: index, glyphs: glyphs))
      if (at..<end).contains(column) { return index }
      at = end + CharacterWidth.columns(of: separator(glyphs))
    }
    return nil
  }

  private func separator(_ glyphs: GlyphTier) -> String { glyphs == .ascii ? " | " : " · " }
  private func ellipsis(_ glyphs: GlyphTier) -> String { glyphs == .ascii ? ".." : "…" }

  private func text(of index: Int, glyphs: GlyphTier) -> String {
    let marks = glyphs == .braille ? ("‹", "›") : ("<", ">")
    return index == selected ? marks.0 + choices[index] + marks.1 : choices[index]
  }

  /// The choices that fit, the chosen one among them.
  private func shownChoices(
    columns: Int, glyphs: GlyphTier
  ) -> (indices: Range<Int>, cutsBefore: Bool, cutsAfter: Bool) {
    guard choices.indices.contains(selected) else { return (0..<0, false, false) }
    func width(_ range: Range<Int>) -> Int {
      let texts = range.map { CharacterWidth.columns(of: text(of: $0, glyphs: glyphs)) }
      let cuts = (range.lowerBound > 0 ? 1 : 0) + (range.upperBound < choices.count ? 1 : 0)
      return texts.reduce(0, +) + 3 * (range.count - 1)
        + cuts * CharacterWidth.columns(of: ellipsis(glyphs))
    }
    var shown = selected..<selected + 1
    // What comes next is of more interest than what came before.
    while true {
      if shown.upperBound < choices.count, width(shown.lowerBound..<shown.upperBound + 1) <= columns
      {
        shown = shown.lowerBound..<shown.upperBound + 1
      } else if shown.lowerBound > 0, width(shown.lowerBound - 1..<shown.upperBound) <= columns {
        shown = shown.lowerBound - 1..<shown.upperBound
      } else {
        return (shown, shown.lowerBound > 0, shown.upperBound < choices.count)
      }
    }
  }
}

/// How the parts of a knob look.
struct KnobStyle {
  let label: Style
  let value: Style
  let thumb: Style

  init(isFocused: Bool) {
    label = isFocused ? Style(.accent) : .faint
    value = isFocused ? Style(.accent, bold: true) : .strong
    thumb = isFocused ? Style(.accent, bold: true) : Style(.faint)
  }

  /// Marks a knob whose change builds the network anew.
  static func rebuild(_ glyphs: GlyphTier) -> Unicode.Scalar { glyphs == .braille ? "↻" : "*" }
}
