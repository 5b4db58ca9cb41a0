import Charts
internal import Experiments
import Lab

/// The layers of the shown arms: arms with the same layers share a table.
struct ArchitecturePanel {
  struct Group {
    /// Places in the lesson and labels of its arms.
    var arms: [(index: Int, label: String)]
    var layers: [ArchitectureRow]
  }

  let panel: PlotPanel
  /// The layer that the reader is on.
  var layer: Int?

  var groups: [Group] {
    var groups: [Group] = []
    for entry in panel.arms where !entry.arm.architecture.isEmpty {
      let arm = (index: entry.index, label: entry.arm.label)
      if let place = groups.firstIndex(where: { $0.layers == entry.arm.architecture }) {
        groups[place].arms.append(arm)
      } else {
        groups.append(Group(arms: [arm], layers: entry.arm.architecture))
      }
    }
    return groups
  }

  func table(of group: Group) -> ArchitectureTable {
    ArchitectureTable(
      layers: group.layers.map {
        .init(name: $0.name, kind: $0.kind, output: $0.output, parameters: $0.parameters)
      }, highlighted: layer)
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let groups = groups
    let rows = groups.map(\.layers.count).max() ?? 0
    let places = PaneGrid(
      count: groups.count, in: rect, wanted: Size(columns: 72, rows: rows + 3),
      smallest: Size(columns: 24, rows: 5)
    ).places
    for (group, place) in zip(groups, places) {
      var inside = place
      if groups.count > 1 && place.rows >= 4 {
        drawHeading(of: group, into: &grid, in: place.splitTop(1).top, glyphs: glyphs)
        inside = place.splitTop(1).rest
      }
      table(of: group).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  /// The names of the arms in their colors.
  private func drawHeading(
    of group: Group, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    var column = rect.column + 2
    for arm in group.arms {
      let room = rect.endColumn - column
      column = grid.write(
        arm.label.clipped(to: max(0, room), glyphs: glyphs), column: column, row: rect.row,
        width: max(0, room), style: Style(.series(arm.index), bold: true))
      column += 2
    }
  }
}
