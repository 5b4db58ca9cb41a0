import Charts

/// The keys that work here, over what is on the screen.
struct HelpView {
  let model: HelpModel

  private static let keyWidth = 12

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let frame = frame(in: size)
    guard frame.columns >= 20 && frame.rows >= 5 else { return }
    let inside = Self.inside(frame)
    let columns = self.columns(in: inside.columns)
    let height = columns.map(\.count).max() ?? 0
    let hidden = height - model.scroll - inside.rows
    let note = hidden > 0 ? "\u{2193} \(hidden) more" : model.scroll > 0 ? "\u{2191} above" : ""
    Frame(title: "Keys that work here", note: note, isFocused: true).draw(
      into: &grid, in: frame, glyphs: glyphs)
    let width = inside.columns / max(1, columns.count)
    for (place, lines) in columns.enumerated() {
      for (offset, line) in lines.dropFirst(model.scroll).prefix(inside.rows).enumerated() {
        line.draw(
          into: &grid, column: inside.column + place * width, row: inside.row + offset,
          width: width - 1)
      }
    }
  }

  private static func width(in size: Size) -> Int {
    min(size.columns, size.columns >= 110 ? 108 : 66)
  }

  /// As high as its lines, as far as the screen allows.
  func frame(in size: Size) -> Rect {
    let columns = Self.width(in: size)
    let rows = min(rows(in: size) + 4, max(min(8, size.rows), size.rows * 85 / 100))
    return Rect(
      column: (size.columns - columns) / 2, row: (size.rows - rows) / 2, columns: columns,
      rows: rows)
  }

  private static func inside(_ frame: Rect) -> Rect {
    Frame.inside(frame).inset(left: 1, top: frame.rows >= 12 ? 1 : 0, right: 1)
  }

  func visibleRows(in size: Size) -> Int { Self.inside(frame(in: size)).rows }

  /// The rows of the longest column.
  func rows(in size: Size) -> Int {
    columns(in: Self.width(in: size) - 6).map(\.count).max() ?? 0
  }

  /// The sections in one or two columns of about equal height.
  private func columns(in width: Int) -> [[StyledLine]] {
    let isDouble = width >= 90
    let sections = model.sections.map { lines($0, width: (isDouble ? width / 2 : width) - 1) }
    guard isDouble else { return [joined(sections)] }
    let total = sections.reduce(0) { $0 + $1.count + 1 }
    var left: [[StyledLine]] = []
    var used = 0
    for section in sections {
      // In their order: what comes after one that has no room on the left is on the right, too.
      guard used < total / 2 && used + section.count / 2 <= total / 2 else { break }
      left.append(section)
      used += section.count + 1
    }
    return [joined(left), joined(Array(sections.dropFirst(left.count)))]
  }

  private func joined(_ sections: [[StyledLine]]) -> [StyledLine] {
    Array(sections.joined(separator: [StyledLine()]))
  }

  /// What has no room beside its key goes on below.
  private func lines(_ section: HelpModel.Section, width: Int) -> [StyledLine] {
    let labels = section.lines.map { CharacterWidth.columns(of: $0.label) }
    let keys = max(Self.keyWidth, labels.max() ?? 0)
    return [StyledLine(section.title, .strong)]
      + section.lines.flatMap { line in
        let text = FormattedText([.paragraph([.text(line.does)])]).lines(
          width: max(12, width - keys - 1), glyphs: .braille)
        return text.enumerated().map { place, part in
          let label = place == 0 ? line.label : ""
          return StyledLine([.init(label.padded(to: keys) + " ", Style(.accent))] + part.runs)
        }
      }
  }
}

/// A question of the program over what is on the screen.
struct QuestionView {
  var title: String
  var text: String
  var answers: [(key: String, word: String)]

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let width = min(size.columns, CharacterWidth.columns(of: text) + 8)
    let frame = Rect(
      column: (size.columns - width) / 2, row: max(0, (size.rows - 7) / 2), columns: width, rows: 7)
    Frame(title: title, isFocused: true).draw(into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame).inset(left: 1, top: 1, right: 1)
    grid.write(text, column: inside.column, row: inside.row, width: inside.columns)
    var column = inside.column
    for answer in answers {
      column = grid.write(
        answer.key, column: column, row: inside.row + 2, width: inside.endColumn - column,
        style: Style(.accent, bold: true))
      column = grid.write(
        " \(answer.word)   ", column: column, row: inside.row + 2,
        width: inside.endColumn - column)
    }
  }
}
