import Charts
import Lessons

/// What is wrong with the open lesson's file since it was saved last, over the page's text: the last
/// good version goes on below it. Esc closes it, and so does the next good save.
struct FaultPanel: Hashable, Sendable {
  let title: String
  /// Each as `file:line:column: message`, the file without its folder.
  let lines: [String]
  private let closingKey: String

  init(_ broken: BrokenLesson, closedBy key: String) {
    closingKey = key
    let name = broken.path.split(separator: "/").last.map(String.init) ?? broken.path
    let count = broken.faults.count
    title = count == 1 ? "A fault in the file" : "\(count) faults in the file"
    lines = broken.faults.map { fault in
      var fault = fault
      fault.path = name
      return fault.description
    }
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.rows >= 4, rect.columns >= 20 else { return }
    Frame(title: title, isFocused: true).draw(into: &grid, in: rect, glyphs: glyphs)
    let inside = Frame.inside(rect).inset(left: 1, top: rect.rows >= 12 ? 1 : 0, right: 1)
    let last = rect.rows >= 12 ? 2 : 1
    let rows = inside.rows - last
    for (offset, line) in set(width: inside.columns, rows: rows, glyphs: glyphs).enumerated() {
      line.draw(
        into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
    grid.write(
      "\(closingKey) closes. The last good one runs.".clipped(to: inside.columns, glyphs: glyphs),
      column: inside.column, row: inside.endRow - 1, width: inside.columns, style: .faint)
  }

  /// The faults with air between them, and in the last row how many find no room.
  private func set(width: Int, rows: Int, glyphs: GlyphTier) -> [StyledLine] {
    var shown: [StyledLine] = []
    for (index, text) in lines.enumerated() {
      var item = StepText.item(
        "! ", FormattedText([.paragraph([.text(text)])]), width: width,
        style: Style(.bad, bold: true), glyphs: glyphs)
      if !shown.isEmpty { item.insert(StyledLine(), at: 0) }
      let isLast = index == lines.count - 1
      guard shown.count + item.count <= rows - (isLast ? 0 : 1) else {
        // The first fault is shown as far as it goes.
        if shown.isEmpty { return Array(item.prefix(rows)) }
        return shown + [StyledLine("and \(lines.count - index) more", .faint)]
      }
      shown += item
    }
    return shown
  }
}
