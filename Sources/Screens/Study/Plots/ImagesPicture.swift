import Charts
internal import Experiments
import Lab
import Lessons

/// Small images side by side; a pane an arm.
struct ImagesPicture: MatrixPicture, ZoomedCells {
  static let kind = PlotKind.images

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  /// The matrices of one arm, and the place of their first among all.
  private typealias Group = (first: Int, panes: [MatrixPane])

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let groups = groups
    let places = places(of: groups, in: rect)
    for (index, (group, place)) in zip(groups, places).enumerated() {
      let inside = inside(place, count: groups.count)
      if inside != place, let first = group.panes.first {
        first.drawHeading(
          title: "", hidden: index == places.count - 1 ? groups.count - places.count : 0,
          into: &grid, in: place.splitTop(1).top, glyphs: glyphs)
      }
      tiles(of: group).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  private func places(of groups: [Group], in rect: Rect) -> [Rect] {
    let widest =
      groups.map { group in
        group.panes.reduce(0) { $0 + 2 + ($1.picture.values.first?.count ?? 0) }
      }.max() ?? 0
    let tallest = groups.flatMap(\.panes).map { $0.size.rows / 2 }.max() ?? 0
    return PaneGrid(
      count: groups.count, in: rect, wanted: Size(columns: widest, rows: tallest + 2),
      smallest: Size(columns: 12, rows: 4)
    ).places
  }

  /// The place of an arm without its heading, where it has one.
  private func inside(_ place: Rect, count: Int) -> Rect {
    count > 1 && place.rows >= 4 ? place.splitTop(1).rest : place
  }

  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint? {
    let groups = groups
    for (group, place) in zip(groups, places(of: groups, in: rect)) {
      let inside = inside(place, count: groups.count)
      if let found = tiles(of: group).place(at: position, in: inside, glyphs: glyphs) {
        return point(found.pixel, inPane: group.first + found.tile)
      }
    }
    return nil
  }

  private var groups: [Group] {
    var groups: [Group] = []
    for (number, pane) in shownPanes.enumerated() {
      if let last = groups.last?.panes.last, last.index == pane.index {
        groups[groups.count - 1].panes.append(pane)
      } else {
        groups.append((first: number, panes: [pane]))
      }
    }
    return groups
  }

  private func tiles(of group: Group) -> ImageTiles {
    let tiles = group.panes.map { pane in
      ImageTiles.Tile(
        title: pane.picture.title, values: pane.picture.values,
        colorMap: pane.picture.colorMap(else: .gray), range: pane.picture.range,
        planes: pane.picture.colors)
    }
    var result = ImageTiles(tiles: tiles, usesColor: context.study.usesColor)
    if let cell = context.cursor?.cell, tiles.indices.contains(cell.pane - group.first) {
      result.cursor = (tile: cell.pane - group.first, pixel: shownPlace)
    }
    return result
  }

  // MARK: What the cursor reads

  /// The channel whose map it is, or the unit in a square of units.
  var part: PartPlace? {
    guard let group = groups.last(where: { $0.first <= cell.pane }), context.cursor != nil,
      let probe = context.plot.probes.first.flatMap(context.study.lesson.probe)
    else { return nil }
    let arm = group.panes.first.map { context.study.lesson.arms[$0.index].id }
    let number = cell.pane - group.first
    switch probe.measure {
    case .featureMaps: return PartPlace(arm: arm, layer: (probe.layer ?? 1) - 1, unit: number + 1)
    case .trainSetActivity:
      guard group.panes.indices.contains(number) else { return nil }
      let columns = group.panes[number].size.columns
      return PartPlace(
        arm: arm, layer: number, unit: cell.place.row * columns + cell.place.column + 1)
    default: return nil
    }
  }

  var placeTitle: String { "pixel \(cell.place.row + 1), \(cell.place.column + 1)" }

  /// The pixel in every image.
  func readings(glyphs: GlyphTier) -> DataTable {
    let panes = panes
    let hasArms = Set(panes.map(\.index)).count > 1
    let rows = panes.map { pane in
      DataTable.Row(
        (hasArms ? [pane.label] : []) + [pane.picture.title, pane.value(at: cell.place, glyphs)],
        seriesIndex: hasArms ? pane.index : nil)
    }
    return DataTable(
      columns: (hasArms ? [.init("arm")] : []) + [.init("image"), .init("value", .trailing)],
      rows: rows, highlighted: cell.pane)
  }
}
