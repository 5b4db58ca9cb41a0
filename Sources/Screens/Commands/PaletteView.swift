import Charts

/// The palette: the row where a command is typed, and over it the lines that go with it.
struct PaletteView {
  private let palette: Palette
  private let lines: [PaletteEntry]
  private let usage: String

  init(of palette: Palette, in model: AppModel) {
    self.palette = palette
    lines = palette.matches(among: model.paletteEntries)
    usage = Self.usage(of: palette, in: model.underPalette)
  }

  /// - Parameter row: where the command is typed.
  func draw(into grid: inout Grid, typedIn row: Rect, glyphs: GlyphTier) {
    if let refusal = palette.refusal, !fits(refusal, in: row, glyphs: glyphs) {
      drawRefusal(refusal, into: &grid, over: row, glyphs: glyphs)
    } else {
      drawList(into: &grid, over: row, glyphs: glyphs)
    }
    drawField(into: &grid, in: row, glyphs: glyphs)
  }

  /// The lines on the screen, and where they stand.
  private func places(over row: Rect, in size: Size) -> (frame: Rect, first: Int, count: Int)? {
    let height = min(lines.count + 2, 12, row.row - 1)
    guard !lines.isEmpty, height >= 3 else { return nil }
    let width = min(size.columns, 96)
    let frame = Rect(column: 0, row: row.row - height, columns: width, rows: height)
    let shown = height - 2
    let first = min(max(0, (palette.chosen ?? 0) - shown + 1), max(0, lines.count - shown))
    return (frame, first, shown)
  }

  /// Which line is clicked on; nil: none.
  func line(at position: Position, typedIn row: Rect, in size: Size) -> Int? {
    guard let place = places(over: row, in: size) else { return nil }
    let inside = Frame.inside(place.frame)
    let line = place.first + position.row - inside.row
    let isInside = place.frame.contains(position) && position.row >= inside.row
    return isInside && line < place.first + place.count ? line : nil
  }

  /// Whether what was wrong has room beside what was typed.
  private func fits(_ refusal: String, in row: Rect, glyphs: GlyphTier) -> Bool {
    let typed = min(CharacterWidth.columns(of: palette.field.text) + 1, (row.columns - 3) / 2)
    return typed + 5 + CharacterWidth.columns(of: refusal.spelled(for: glyphs)) <= row.columns
  }

  private func drawRefusal(
    _ refusal: String, into grid: inout Grid, over row: Rect, glyphs: GlyphTier
  ) {
    let width = min(grid.size.columns, 96)
    let lines = FormattedText([.paragraph([.text(refusal)])]).lines(
      width: width - 4, glyphs: glyphs)
    let frame = Rect(
      column: 0, row: row.row - lines.count - 2, columns: width, rows: lines.count + 2)
    guard frame.row >= 0 else { return }
    Frame(title: "Not done", isFocused: true).draw(into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame)
    for (offset, line) in lines.enumerated() {
      line.draw(into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
  }

  private func drawList(into grid: inout Grid, over row: Rect, glyphs: GlyphTier) {
    guard let place = places(over: row, in: grid.size) else { return }
    let hidden = lines.count - place.first - place.count
    let note = hidden > 0 ? "\u{2193} \(hidden) more" : place.first > 0 ? "\u{2191} above" : ""
    Frame(title: "What can be done here", note: note, isFocused: true).draw(
      into: &grid, in: place.frame, glyphs: glyphs)
    let inside = Frame.inside(place.frame)
    let shown = lines.dropFirst(place.first).prefix(place.count)
    let name = min(inside.columns / 2, shown.map(Self.columns).max() ?? 0)
    for (offset, line) in shown.enumerated() {
      let isChosen = place.first + offset == min(palette.chosen ?? 0, lines.count - 1)
      draw(
        line, isChosen: isChosen, named: name, into: &grid,
        in: Rect(
          column: inside.column - 1, row: inside.row + offset, columns: inside.columns + 1, rows: 1),
        glyphs: glyphs)
    }
  }

  private static func columns(_ line: PaletteEntry) -> Int {
    CharacterWidth.columns(of: line.name)
      + (line.argument.isEmpty ? 0 : 1 + CharacterWidth.columns(of: line.argument))
  }

  private func draw(
    _ line: PaletteEntry, isChosen: Bool, named columns: Int, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let key = line.key ?? ""
    let room = rect.columns - columns - 5 - (key.isEmpty ? 0 : CharacterWidth.columns(of: key) + 2)
    let name = line.name.clipped(to: columns, glyphs: glyphs)
    let argument = " \(line.argument)".padded(to: columns - CharacterWidth.columns(of: name) + 2)
    StyledLine([
      .init(isChosen ? "\u{25B8} " : "  ", Style(.accent, bold: true)),
      .init(name, isChosen ? .strong : .plain), .init(argument, .faint),
      .init(line.does.clipped(to: max(0, room), glyphs: glyphs), .faint),
    ]).draw(into: &grid, column: rect.column, row: rect.row, width: rect.columns)
    guard !key.isEmpty else { return }
    let width = CharacterWidth.columns(of: key)
    grid.write(
      key, column: rect.endColumn - width, row: rect.row, width: width,
      style: Style(.accent, bold: true))
  }

  /// The text, and what was wrong with it beside the text.
  private func drawField(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.columns > 4 else { return }
    grid.write(
      String(repeating: " ", count: rect.columns), column: rect.column, row: rect.row,
      width: rect.columns)
    grid.write(
      " :", column: rect.column, row: rect.row, width: 2, style: Style(.accent, bold: true))
    let refusal = palette.refusal.flatMap { fits($0, in: rect, glyphs: glyphs) ? $0 : nil }
    let hint = palette.refusal == nil ? usage : refusal ?? ""
    let room = rect.columns - 3
    let end = palette.field.draw(
      into: &grid, column: rect.column + 2, row: rect.row,
      width: palette.refusal == nil ? room : room / 2)
    guard !hint.isEmpty, end + 2 < rect.column + rect.columns else { return }
    let left = rect.column + rect.columns - end - 3
    grid.write(
      hint.spelled(for: glyphs).clipped(to: left, glyphs: glyphs), column: end + 2, row: rect.row,
      width: left,
      style: palette.refusal == nil ? Style(.faint) : Style(.bad, bold: true))
  }

  /// What can be typed now.
  private static func usage(of palette: Palette, in model: AppModel) -> String {
    if palette.field.text.isEmpty { return "type a name, a part of it, or what it does" }
    guard let command = PaletteCommand.all.first(where: { $0.word == palette.parts.word }),
      palette.field.text.contains(" ")
    else { return "" }
    return command.applies(model) ? "\(command.usage): \(command.does)" : command.otherwise
  }
}
