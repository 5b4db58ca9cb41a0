import Charts
internal import Experiments
import Lab
import Lessons

/// Small matrices side by side with the numbers in their cells, colored by their size: a window, its
/// weights and their products.
struct NumbersPicture: MatrixPicture {
  static let kind = PlotKind.numbers

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  var notes: [String] { [] }

  private static let gap = 3

  /// Titles and rows of one arm's matrices; those of several arms divide what there is.
  var naturalHeight: Int? {
    let groups = groups
    return groups.count == 1 ? groups[0].reduce(0) { max($0, $1.pane.size.rows) } + 1 : nil
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let arms = groups
    let places = PaneGrid(
      count: arms.count, in: rect,
      wanted: Size(columns: 60, rows: 2 + (arms.flatMap { $0 }.map(\.pane.size.rows).max() ?? 1)),
      smallest: Size(columns: 20, rows: 3)
    ).places
    for (group, place) in zip(arms, places) {
      var inside = place
      if arms.count > 1, place.rows >= 4, let first = group.first?.pane {
        first.drawHeading(
          title: "", hidden: 0, into: &grid, in: place.splitTop(1).top, glyphs: glyphs)
        inside = place.splitTop(1).rest
      }
      draw(group, into: &grid, in: inside, glyphs: glyphs)
    }
  }

  private typealias Numbered = (number: Int, pane: MatrixPane)

  /// The matrices by arm, with their places among all.
  private var groups: [[Numbered]] {
    var groups: [[Numbered]] = []
    for (number, pane) in panes.enumerated() {
      if let last = groups.last?.last, last.pane.index == pane.index {
        groups[groups.count - 1].append((number, pane))
      } else {
        groups.append([(number, pane)])
      }
    }
    return groups
  }

  /// One arm's matrices from left to right, as many as find room.
  private func draw(
    _ group: [Numbered], into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    var column = rect.column
    for (number, pane) in group {
      let texts = pane.picture.values.map { row in
        row.map { NumberText.short($0, glyphs: glyphs) }
      }
      let cell = 1 + (texts.joined().map { CharacterWidth.columns(of: $0) }.max() ?? 1)
      let width = max(
        cell * pane.size.columns + 1, CharacterWidth.columns(of: pane.picture.title))
      guard column + width <= rect.endColumn else { return }
      grid.write(
        pane.picture.title, column: column, row: rect.row, width: width, style: .faint)
      for (row, line) in texts.enumerated().prefix(max(0, rect.rows - 1)) {
        for (place, text) in line.enumerated() {
          let style = style(
            of: pane, number: number, MatrixPlace(row: row, column: place))
          grid.write(
            " " + text.padded(to: cell - 1, trailing: true), column: column + place * cell,
            row: rect.row + 1 + row, width: cell, style: style)
        }
      }
      column += width + Self.gap
    }
  }

  /// The cell's color, on which its number can be read.
  private func style(of pane: MatrixPane, number: Int, _ place: MatrixPlace) -> Style {
    if let cursor = context.cursor?.cell, cursor.pane == number, cursor.place == place {
      return Style(.accent, bold: true, reversed: true)
    }
    let values = pane.picture.values
    guard context.study.usesColor, values[place.row].indices.contains(place.column) else {
      return .plain
    }
    let largest = values.joined().reduce(0) { max($0, abs($1)) }
    let value = values[place.row][place.column]
    guard value.isFinite, largest > 0, largest.isFinite else { return .plain }
    if pane.picture.isSigned {
      let level = UInt8(min(max(128 + 127 * value / largest, 0), 255))
      return Style(.inkOnSigned(level), on: .signed(level))
    }
    let level = UInt8(min(max(255 * value / (pane.picture.range?.upperBound ?? largest), 0), 255))
    return Style(level > 127 ? .gray(0) : .gray(255), on: .gray(level))
  }

  // MARK: What the cursor reads

  var placeTitle: String { "row \(cell.place.row + 1), column \(cell.place.column + 1)" }

  func readings(glyphs: GlyphTier) -> DataTable {
    DataTable(
      columns: [.init("arm"), .init("matrix"), .init("value", .trailing)],
      rows: panes.map { pane in
        DataTable.Row(
          [pane.label, pane.picture.title, pane.value(at: cell.place, glyphs)],
          seriesIndex: pane.index)
      }, highlighted: cell.pane)
  }
}
