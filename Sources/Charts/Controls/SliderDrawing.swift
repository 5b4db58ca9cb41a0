extension Slider {
  private static let track = 10

  /// The columns that the slider wants.
  public func columns(glyphs: GlyphTier) -> Int {
    textColumns + 1 + Self.track + 2 + (isLive ? 0 : 2)
  }

  private var textColumns: Int {
    CharacterWidth.columns(of: label) + 1 + CharacterWidth.columns(of: value)
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let style = KnobStyle(isFocused: isFocused)
    let end = grid.write(
      label, column: rect.column, row: rect.row, width: rect.columns, style: style.label)
    var at = grid.write(
      value, column: end + 1, row: rect.row, width: rect.endColumn - end - 1, style: style.value)
    let marker = isLive ? 0 : 2
    let track = min(2 * Self.track, rect.endColumn - at - 3 - marker)
    if track >= 4 {
      drawTrack(column: at + 1, row: rect.row, track, style, glyphs: glyphs, into: &grid)
      at += track + 3
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

  /// The chosen one between arrows, the others after it faint, as far as there is room.
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let style = KnobStyle(isFocused: isFocused)
    var at = grid.write(
      label, column: rect.column, row: rect.row, width: rect.columns, style: style.label)
    func left() -> Int { rect.endColumn - at }
    let chosen = choices.indices.contains(selected) ? choices[selected] : ""
    let marks = glyphs == .braille ? ("‹", "›") : ("<", ">")
    at = grid.write(
      marks.0 + chosen + marks.1, column: at + 1, row: rect.row, width: left() - 1,
      style: style.value)
    var isFirst = true
    for (index, choice) in choices.enumerated() where index != selected {
      let separator = isFirst ? " " : glyphs == .ascii ? " | " : " · "
      let text = separator + choice
      guard CharacterWidth.columns(of: text) <= left() - (isLive ? 0 : 2) else { break }
      at = grid.write(text, column: at, row: rect.row, style: .faint)
      isFirst = false
    }
    if !isLive && left() >= 2 {
      grid[at + 1, rect.row] = Cell(KnobStyle.rebuild(glyphs), .faint)
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
