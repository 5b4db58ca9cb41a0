/// A horizontal rule with a title at the left and a note at the right: `─ loss ──────── log ─`.
/// It draws into the first row of its rectangle and joins the vertical rules that it touches.
public struct PanelRule: Drawable, Hashable, Sendable {
  public var title: String
  public var note: String
  public var isFocused: Bool

  public init(title: String = "", note: String = "", isFocused: Bool = false) {
    self.title = title
    self.note = note
    self.isFocused = isFocused
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let (row, last) = (rect.row, rect.endColumn - 1)
    for column in rect.column...last {
      grid.join(.horizontal, column: column, row: row, glyphs: glyphs)
      if grid.hasBorder(.up, column: column, row: row + 1) {
        grid.join(.down, column: column, row: row, glyphs: glyphs)
      }
      if grid.hasBorder(.down, column: column, row: row - 1) {
        grid.join(.up, column: column, row: row, glyphs: glyphs)
      }
    }
    if grid.hasBorder(.vertical, column: rect.column - 1, row: row) {
      grid.join(.right, column: rect.column - 1, row: row, glyphs: glyphs)
    }
    if grid.hasBorder(.vertical, column: rect.endColumn, row: row) {
      grid.join(.left, column: rect.endColumn, row: row, glyphs: glyphs)
    }
    let (title, note) = (title.spelled(for: glyphs), note.spelled(for: glyphs))
    let titleWidth = CharacterWidth.columns(of: title)
    let noteWidth = CharacterWidth.columns(of: note)
    if !title.isEmpty && rect.columns >= 5 {
      let style = isFocused ? Style(.accent, bold: true) : Style.strong
      let text = " " + title.clipped(to: rect.columns - 4, glyphs: glyphs) + " "
      grid.write(text, column: rect.column + 1, row: row, width: rect.columns - 2, style: style)
    }
    if !note.isEmpty && titleWidth + noteWidth + 8 <= rect.columns {
      grid.write(" \(note) ", column: last - noteWidth - 2, row: row, style: .faint)
    }
  }
}

/// A vertical rule in the first column of its rectangle, with joints where it meets other rules.
public struct VerticalRule: Drawable, Hashable, Sendable {
  public init() {}

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    for row in rect.row..<rect.endRow {
      grid.join(.vertical, column: rect.column, row: row, glyphs: glyphs)
    }
    if grid.hasBorder(.horizontal, column: rect.column, row: rect.row - 1) {
      grid.join(.down, column: rect.column, row: rect.row - 1, glyphs: glyphs)
    }
    if grid.hasBorder(.horizontal, column: rect.column, row: rect.endRow) {
      grid.join(.up, column: rect.column, row: rect.endRow, glyphs: glyphs)
    }
  }
}

/// A box around its rectangle, with a title in its upper edge; the inside is cleared.
public struct Frame: Drawable, Hashable, Sendable {
  public var title: String
  public var note: String
  public var isFocused: Bool

  public init(title: String = "", note: String = "", isFocused: Bool = false) {
    self.title = title
    self.note = note
    self.isFocused = isFocused
  }

  /// Where the content goes: one column of air at each side.
  public static func inside(_ rect: Rect) -> Rect {
    rect.inset(left: 2, top: 1, right: 2, bottom: 1)
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.columns >= 2 && rect.rows >= 2 else { return }
    grid.fill(rect)
    let (right, bottom) = (rect.endColumn - 1, rect.endRow - 1)
    PanelRule(title: title, note: note, isFocused: isFocused).draw(
      into: &grid, in: rect.splitTop(1).top.inset(left: 1, right: 1), glyphs: glyphs)
    for column in rect.column + 1..<right {
      grid.join(.horizontal, column: column, row: bottom, glyphs: glyphs)
    }
    for row in rect.row + 1..<bottom {
      grid.join(.vertical, column: rect.column, row: row, glyphs: glyphs)
      grid.join(.vertical, column: right, row: row, glyphs: glyphs)
    }
    grid.join([.down, .right], column: rect.column, row: rect.row, glyphs: glyphs)
    grid.join([.down, .left], column: right, row: rect.row, glyphs: glyphs)
    grid.join([.up, .right], column: rect.column, row: bottom, glyphs: glyphs)
    grid.join([.up, .left], column: right, row: bottom, glyphs: glyphs)
  }
}
