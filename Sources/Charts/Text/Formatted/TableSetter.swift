/// Sets a table: columns as wide as their cells where that fits, else with the widest ones wrapped.
struct TableSetter {
  let width: Int
  let glyphs: GlyphTier
  let style: Style

  private static let gap = 2

  func lines(_ table: FormattedText.Table) -> [StyledLine] {
    let count = ([table.header] + table.rows).map(\.count).max() ?? 0
    let room = width - Self.gap * (count - 1)
    guard count > 0, room >= count else { return asProse(table) }
    let header = table.header.map { cell($0, style: bold) }
    let rows = table.rows.map { $0.map { cell($0, style: style) } }
    let widths = widths(of: [header] + rows, count: count, room: room)
    let dash = glyphs == .ascii ? "-" : "─"
    let rule = widths.map { String(repeating: dash, count: $0) }
      .joined(separator: String(repeating: " ", count: Self.gap))
    return self.rows(header, widths, table.alignments) + [StyledLine(rule, Style(.border))]
      + rows.flatMap { self.rows($0, widths, table.alignments) }
  }

  private var bold: Style {
    var bold = style
    bold.isBold = true
    return bold
  }

  private func cell(_ runs: [FormattedText.Run], style: Style) -> [StyledLine.Run] {
    InlineSetter(style: style, glyphs: glyphs).runs(runs)
  }

  /// The widths of the columns: what their cells take, the widest cut down until all fit.
  private func widths(of rows: [[[StyledLine.Run]]], count: Int, room: Int) -> [Int] {
    var widths = [Int](repeating: 1, count: count)
    for row in rows {
      for (column, cell) in row.enumerated() {
        let lines = WordWrap.lines(cell, width: room)
        let needed = lines.reduce(0) { max($0, StyledLine($1).columns) }
        widths[column] = max(widths[column], needed)
      }
    }
    while widths.reduce(0, +) > room, let widest = widths.max(),
      let column = widths.firstIndex(of: widest)
    {
      widths[column] -= 1
    }
    return widths
  }

  /// The rows that one row of cells takes.
  private func rows(
    _ cells: [[StyledLine.Run]], _ widths: [Int], _ alignments: [FormattedText.Table.Alignment]
  ) -> [StyledLine] {
    let wrapped = cells.enumerated().map { WordWrap.lines($1, width: widths[$0]) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { row in
      var runs: [StyledLine.Run] = []
      // Spaces are owed until something follows.
      var owed = 0
      for (column, lines) in wrapped.enumerated() {
        let line = row < lines.count ? lines[row] : []
        let free = widths[column] - StyledLine(line).columns
        let before =
          switch column < alignments.count ? alignments[column] : .left {
          case .left: 0
          case .center: free / 2
          case .right: free
          }
        if !line.isEmpty {
          if owed + before > 0 { runs.append(.init(String(repeating: " ", count: owed + before))) }
          runs += line
          owed = free - before
        } else {
          owed += widths[column]
        }
        owed += Self.gap
      }
      return StyledLine(runs)
    }
  }

  /// Without room for columns: each row as a paragraph.
  private func asProse(_ table: FormattedText.Table) -> [StyledLine] {
    ([table.header] + table.rows).flatMap { row in
      let cells = row.map { cell($0, style: style) }
      let runs = Array(cells.joined(separator: [.init(" | ", Style(.border))]))
      return WordWrap.lines(runs, width: width).map { StyledLine($0) }
    }
  }
}
