import Charts
internal import Experiments
import Lab
import Lessons

/// Where the reader is in a plot of cells: in which pane, and at which cell of it, from 0.
struct PaneCursor: Hashable, Sendable {
  var pane = 0
  var place = MatrixPlace(row: 0, column: 0)
}

/// Plots made of matrices: heat maps, images, and the map of two knobs. One pane an arm, or
/// several where a picture has more.
struct PicturePanel {
  /// A matrix and the arm that it is of.
  struct Pane {
    /// The arm's place in the lesson.
    var index: Int
    var label: String
    var picture: Picture
  }

  let panel: PlotPanel
  var cursor: PaneCursor?

  private var usesColor: Bool { panel.study.usesColor }

  /// The matrices of all shown arms, as far as they are read.
  func panes(of probe: String) -> [Pane] {
    panel.arms.flatMap { entry in
      (entry.arm.readings.pictures(probe) ?? []).map {
        Pane(index: entry.index, label: entry.arm.label, picture: $0)
      }
    }
  }

  /// The step at which the pictures were read, where all are of the same one.
  func step(of probe: String) -> Int? {
    let steps = Set(panel.arms.compactMap { $0.arm.readings[probe]?.step })
    return steps.count == 1 ? steps.first : nil
  }

  // MARK: Heat maps

  func drawHeatMaps(
    of probe: String, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    let panes = panes(of: probe)
    let size = panes.reduce(Size(columns: 0, rows: 0)) { size, pane in
      let names = pane.picture.rowLabels.map { CharacterWidth.columns(of: $0) }.max() ?? 0
      let columns = pane.picture.values.map(\.count).max() ?? 0
      return Size(
        columns: max(size.columns, names + 2 * columns + 8),
        rows: max(size.rows, pane.picture.values.count + 2))
    }
    let places = PaneGrid(
      count: panes.count, in: rect, wanted: size, smallest: Size(columns: 14, rows: 5)
    ).places
    for (index, (pane, place)) in zip(panes, places).enumerated() {
      var inside = place
      let hidden = index == places.count - 1 ? panes.count - places.count : 0
      if place.rows >= 4 && (panes.count > 1 || !pane.picture.title.isEmpty) {
        var heading = pane
        // What stands in place of a matrix has all of its room.
        if pane.picture.values.isEmpty { heading.picture.title = "" }
        drawHeading(
          of: heading, isCurrent: panes.count > 1 && cursor?.pane == index, hidden: hidden,
          into: &grid, in: place.splitTop(1).top, glyphs: glyphs)
        inside = place.splitTop(1).rest
      }
      guard !pane.picture.values.isEmpty else {
        drawText(pane.picture.title, into: &grid, in: inside)
        continue
      }
      HeatMap(
        values: pane.picture.values, rowLabels: pane.picture.rowLabels,
        columnLabels: pane.picture.columnLabels,
        colorMap: pane.picture.isSigned ? .signed : .magnitude, range: pane.picture.range,
        usesColor: usesColor, cursor: cursor.flatMap { $0.pane == index ? $0.place : nil }
      ).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  /// What is said in place of a matrix, over as many lines as it needs.
  private func drawText(_ text: String, into grid: inout Grid, in rect: Rect) {
    var (column, row) = (rect.column, rect.row)
    for word in text.split(separator: " ") {
      let width = CharacterWidth.columns(of: String(word))
      if column > rect.column && column + width > rect.endColumn {
        (column, row) = (rect.column, row + 1)
      }
      guard row < rect.endRow else { return }
      column =
        1
        + grid.write(
          String(word), column: column, row: row, width: rect.endColumn - column, style: .faint)
    }
  }

  /// The arm, what it says, and how many panes found no room.
  private func drawHeading(
    of pane: Pane, isCurrent: Bool, hidden: Int, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let mark = isCurrent ? "\u{25B8} " : ""
    var column = grid.write(
      (mark + pane.label).clipped(to: rect.columns, glyphs: glyphs), column: rect.column,
      row: rect.row, width: rect.columns, style: Style(.series(pane.index), bold: true))
    let title = pane.picture.title
    let room = rect.endColumn - column - 2
    if room > 2 && !title.isEmpty {
      column = grid.write(
        title.clipped(to: room, glyphs: glyphs), column: column + 2, row: rect.row, width: room,
        style: .plain)
    }
    let note = "+\(hidden): hide arms with 1\u{2026}9"
    if hidden > 0, column + 2 + note.count <= rect.endColumn {
      grid.write(note, column: rect.endColumn - note.count, row: rect.row, style: .faint)
    }
  }

  // MARK: Images

  func drawImages(of probe: String, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let groups = imageGroups(of: probe)
    let widest =
      groups.map { group in
        group.panes.reduce(0) { $0 + 2 + ($1.picture.values.first?.count ?? 0) }
      }.max() ?? 0
    let tallest = groups.flatMap(\.panes).map { $0.picture.values.count / 2 }.max() ?? 0
    let places = PaneGrid(
      count: groups.count, in: rect, wanted: Size(columns: widest, rows: tallest + 2),
      smallest: Size(columns: 12, rows: 4)
    ).places
    for (index, (group, place)) in zip(groups, places).enumerated() {
      var inside = place
      if groups.count > 1, place.rows >= 4, let first = group.panes.first {
        let heading = Pane(
          index: first.index, label: first.label, picture: Picture(values: []))
        let hidden = index == places.count - 1 ? groups.count - places.count : 0
        drawHeading(
          of: heading, isCurrent: false, hidden: hidden, into: &grid, in: place.splitTop(1).top,
          glyphs: glyphs)
        inside = place.splitTop(1).rest
      }
      tiles(of: group).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  /// The panes of one arm, and the place of their first among all panes.
  private func imageGroups(of probe: String) -> [(first: Int, panes: [Pane])] {
    var groups: [(first: Int, panes: [Pane])] = []
    for (number, pane) in panes(of: probe).enumerated() {
      if let last = groups.last?.panes.last, last.index == pane.index {
        groups[groups.count - 1].panes.append(pane)
      } else {
        groups.append((first: number, panes: [pane]))
      }
    }
    return groups
  }

  private func tiles(of group: (first: Int, panes: [Pane])) -> ImageTiles {
    let tiles = group.panes.map { pane in
      ImageTiles.Tile(
        title: pane.picture.title, values: pane.picture.values,
        colorMap: pane.picture.isSigned ? .signed : .gray, range: pane.picture.range)
    }
    var result = ImageTiles(tiles: tiles, usesColor: usesColor)
    if let cursor, tiles.indices.contains(cursor.pane - group.first) {
      result.cursor = (tile: cursor.pane - group.first, pixel: cursor.place)
    }
    return result
  }
}
