import Charts
internal import Experiments
import Lab
import Lessons

/// The layers of the shown arms: arms with the same layers share a table.
struct ArchitecturePicture: LayerPicture {
  static let kind = PlotKind.architecture

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private struct Group {
    /// Places in the lesson and labels of its arms.
    var arms: [(index: Int, label: String)]
    var layers: [ArchitectureRow]
  }

  private var groups: [Group] {
    var groups: [Group] = []
    for entry in context.arms where !entry.arm.architecture.isEmpty {
      let arm = (index: entry.index, label: entry.arm.label)
      if let place = groups.firstIndex(where: { $0.layers == entry.arm.architecture }) {
        groups[place].arms.append(arm)
      } else {
        groups.append(Group(arms: [arm], layers: entry.arm.architecture))
      }
    }
    return groups
  }

  private func table(of group: Group) -> ArchitectureTable {
    ArchitectureTable(
      layers: group.layers.map {
        .init(name: $0.name, kind: $0.kind, output: $0.output, parameters: $0.parameters)
      }, highlighted: context.cursor?.layer)
  }

  var layerCount: Int { context.study.arms.map(\.architecture.count).max() ?? 0 }
  var isEmpty: Bool { groups.isEmpty }

  /// Titles, layers, and their total; several tables divide what there is.
  var naturalHeight: Int? {
    let groups = groups
    return groups.count == 1 ? groups[0].layers.count + 2 : nil
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

  /// The chosen layer of each architecture.
  func readings(glyphs: GlyphTier) -> DataTable {
    let groups = groups
    let rows = groups.compactMap { group -> DataTable.Row? in
      let table = table(of: group)
      guard table.layers.indices.contains(layer), let arm = group.arms.first else { return nil }
      let row = table.layers[layer]
      let share = NumberText.fixed(table.share(of: row) * 100, digits: 2) + " %"
      return DataTable.Row(
        [row.name, "\(row.parameters)", share], seriesIndex: groups.count > 1 ? arm.index : nil)
    }
    return DataTable(
      columns: [.init("layer"), .init("parameters", .trailing), .init("share", .trailing)],
      rows: rows)
  }
}
