import Charts
internal import Experiments
import Lab
import Lessons

/// What networks write, a pane an arm: the prompt, then what came after it.
struct TextPicture: PlotPicture {
  static let kind = PlotKind.text

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private typealias Entry = (index: Int, label: String, passage: Passage)

  private var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.flatMap { entry in
      (entry.arm.readings.passages(probe) ?? []).map {
        (index: entry.index, label: entry.arm.label, passage: $0)
      }
    }
  }

  var isEmpty: Bool { entries.isEmpty }
  var notes: [String] { context.commonStep.map { ["step \($0)"] } ?? [] }

  // MARK: Drawing

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let entries = entries
    let places = places(in: rect)
    for (number, (entry, place)) in zip(entries, places).enumerated() {
      let (heading, inside) = parts(of: place)
      drawHeading(
        of: entry, hidden: number == places.count - 1 ? entries.count - places.count : 0,
        into: &grid, in: heading, glyphs: glyphs)
      text(of: entry.passage).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  private func places(in rect: Rect) -> [Rect] {
    PaneGrid(
      count: entries.count, in: rect, wanted: Size(columns: 48, rows: 8),
      smallest: Size(columns: 16, rows: 3)
    ).places
  }

  /// The heading of a pane and the room of its text; below it is a blank row where others may be.
  private func parts(of place: Rect) -> (heading: Rect, inside: Rect) {
    let (heading, rest) = place.splitTop(1)
    return (heading, entries.count > 1 && rest.rows > 3 ? rest.inset(bottom: 1) : rest)
  }

  private func text(of passage: Passage) -> WrittenText {
    let scalars = Array(passage.text.unicodeScalars)
    let end = min(max(0, passage.promptEnd), scalars.count)
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part))
    }
    return WrittenText(
      passage.isRemark
        ? [.init(passage.text, .faint)]
        : [.init(text(scalars[..<end]), .strong), .init(text(scalars[end...]), .plain)],
      firstLine: context.cursor?.layer)
  }

  /// The arm, how it was drawn, and how many panes found no room.
  private func drawHeading(
    of entry: Entry, hidden: Int, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    var column = grid.write(
      entry.label.clipped(to: rect.columns, glyphs: glyphs), column: rect.column, row: rect.row,
      width: rect.columns, style: Style(.series(entry.index), bold: true))
    let room = rect.endColumn - column - 2
    if room > 2, !entry.passage.title.isEmpty {
      column = grid.write(
        entry.passage.title.clipped(to: room, glyphs: glyphs), column: column + 2, row: rect.row,
        width: room, style: .faint)
    }
    let note = "+\(hidden): hide arms with 1\u{2026}9"
    if hidden > 0, column + 2 + note.count <= rect.endColumn {
      grid.write(note, column: rect.endColumn - note.count, row: rect.row, style: .faint)
    }
  }

  // MARK: The cursor, on the line at the top

  private var line: Int { context.cursor?.layer ?? 0 }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    let (line, last) = (line, lastFirstLine(on: screen))
    switch movement {
    case .go(let direction, let fast):
      let sign = direction == .down || direction == .right ? 1 : -1
      context.cursor?.layer = min(max(0, line + sign * (fast ? 10 : 1)), last)
    case .first: context.cursor?.layer = 0
    case .last: context.cursor?.layer = last
    }
  }

  /// The furthest that it pays to scroll: the longest text then ends at the lower side.
  private func lastFirstLine(on screen: Size) -> Int {
    let layout = InspectLayout(screen, readingRows: entries.count)
    return zip(entries, places(in: layout.plot)).map { entry, place in
      let inside = parts(of: place).inside
      return text(of: entry.passage).lineCount(in: inside) - inside.rows
    }.reduce(0) { max($0, $1) }
  }

  var placeTitle: String { isEmpty ? "values" : "from line \(line + 1)" }

  func readings(glyphs: GlyphTier) -> DataTable {
    DataTable(
      columns: [.init("arm"), .init("given", .trailing), .init("written", .trailing)],
      rows: entries.map { entry in
        let passage = entry.passage
        let written = passage.text.unicodeScalars.count - passage.promptEnd
        return DataTable.Row(
          [entry.label] + (passage.isRemark ? ["", ""] : ["\(passage.promptEnd)", "\(written)"]),
          seriesIndex: entry.index)
      })
  }
}
