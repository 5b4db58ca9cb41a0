import Charts
internal import Experiments
import Lab
import Lessons

/// The cube of examples, channels and places, a pane an arm, with those lit that share one mean.
struct CubePicture: PlotPicture {
  static let kind = PlotKind.cube

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private typealias Entry = (index: Int, label: String, block: AxisBlock)

  private var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.compactMap { entry in
      entry.arm.readings.block(probe).map { (entry.index, entry.arm.label, $0) }
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let entries = entries
    let places = PaneGrid(
      count: entries.count, in: rect, wanted: Size(columns: 46, rows: 14),
      smallest: Size(columns: 26, rows: 8)
    ).places
    for (number, (entry, place)) in zip(entries, places).enumerated() {
      let (heading, inside) = place.splitTop(1)
      grid.write(
        entry.label.clipped(to: heading.columns, glyphs: glyphs), column: heading.column,
        row: heading.row, width: heading.columns, style: Style(.series(entry.index), bold: true))
      let note = "+\(entries.count - places.count): hide arms with 1\u{2026}9"
      if number == places.count - 1, entries.count > places.count {
        grid.write(
          note, column: max(heading.column, heading.endColumn - note.count), row: heading.row,
          width: heading.columns, style: .faint)
      }
      chart(of: entry).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  private func chart(of entry: Entry) -> BlockChart {
    let block = entry.block
    return BlockChart(
      depth: BlockChart.Axis(block.examples), across: BlockChart.Axis(block.channels),
      down: BlockChart.Axis(block.places), index: entry.index, caption: Self.count(of: block))
  }

  /// "m = 2·1·49 = 98".
  private static func count(of block: AxisBlock) -> String {
    let factors = block.axes.map { "\($0.part.count)" }.joined(separator: "\u{B7}")
    return "m = \(factors) = \(block.count)"
  }

  mutating func move(_ movement: PlotMovement, on screen: Size) {}

  var placeTitle: String { "values" }

  /// What the mean is taken of, arm by arm.
  func readings(glyphs: GlyphTier) -> DataTable {
    let names = entries.first?.block.axes.map(\.name) ?? []
    return DataTable(
      columns: [.init("arm"), .init("mean of")] + names.map { .init($0, .trailing) }
        + [.init("m", .trailing)],
      rows: entries.map { entry in
        let axes = entry.block.axes.map { "\($0.part.count) of \($0.length)" }
        return DataTable.Row(
          [entry.label, entry.block.title] + axes + ["\(entry.block.count)"],
          seriesIndex: entry.index)
      })
  }
}

extension BlockChart.Axis {
  fileprivate init(_ axis: AxisBlock.Axis) {
    self.init(axis.name, length: axis.length, part: axis.part)
  }
}
