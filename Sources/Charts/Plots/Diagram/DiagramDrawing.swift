extension Diagram {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard let layout = DiagramLayout(self, in: rect) else { return }
    let ways = edges.enumerated().compactMap { number, edge in
      layout.corners(number, of: edge).map {
        let isShort = !layout.hasLabels && edge.to == edge.from + 1
        return DiagramWay(
          label: isShort ? "" : edge.label, note: isShort ? "" : edge.note, corners: $0)
      }
    }
    drawLines(ways, glyphs: glyphs, in: rect, into: &grid)
    for (index, (node, box)) in zip(nodes, layout.boxes).enumerated()
    where rect.contains(box) {
      draw(
        node, box, hasFrames: layout.hasFrames, isCurrent: index == highlighted, glyphs: glyphs,
        into: &grid)
    }
    for way in ways { draw(way, glyphs: glyphs, in: rect, into: &grid) }
    if arrangement == .flow { markHidden(layout, glyphs: glyphs, in: rect, into: &grid) }
  }

  /// Says at the right end where rows of a flow are out of sight.
  private func markHidden(
    _ layout: DiagramLayout, glyphs: GlyphTier, in rect: Rect, into grid: inout Grid
  ) {
    let places: [(arm: DiagramWay.Arm, row: Int, isHidden: Bool)] = [
      (.up, rect.row, layout.boxes.contains { $0.row < rect.row }),
      (.down, rect.endRow - 1, layout.boxes.contains { $0.endRow > rect.endRow }),
    ]
    for place in places where place.isHidden {
      grid[rect.endColumn - 1, place.row] = Cell(place.arm.glyph(glyphs), .faint)
    }
  }

  /// Lines of all edges; where they meet, they join.
  private func drawLines(
    _ ways: [DiagramWay], glyphs: GlyphTier, in rect: Rect, into grid: inout Grid
  ) {
    var lines: [Position: BoxLine] = [:]
    for way in ways {
      for (cell, next) in zip(way.cells, way.cells.dropFirst()) {
        let arm = DiagramWay.arm(from: cell, to: next)
        lines[cell, default: []].formUnion(arm.line)
        lines[next, default: []].formUnion(arm.opposite)
      }
    }
    for (cell, line) in lines where rect.contains(cell) {
      grid[cell.column, cell.row] = Cell(line.glyph(glyphs), .faint)
    }
  }

  private func draw(
    _ node: Node, _ box: Rect, hasFrames: Bool, isCurrent: Bool, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    let frame = isCurrent ? Style(.accent, bold: true) : Style(.border)
    let style =
      isCurrent ? Style(.accent, bold: true) : Style(node.index.map(Role.series) ?? .text)
    grid.fill(box)
    if node.isFramed && hasFrames {
      for (cell, line) in box.outline {
        grid[cell.column, cell.row] = Cell(line.glyph(glyphs), frame)
      }
    } else if node.isFramed {
      grid[box.column, box.row] = Cell("[", frame)
      grid[box.endColumn - 1, box.row] = Cell("]", frame)
    }
    let label = node.label.clipped(to: box.columns - 2, glyphs: glyphs)
    let width = CharacterWidth.columns(of: label)
    grid.write(
      label, column: box.column + (box.columns - width + 1) / 2, row: box.middle.row, width: width,
      style: style)
  }

  /// The head of an arrow, and its label and note where nothing else stands.
  private func draw(
    _ way: DiagramWay, glyphs: GlyphTier, in rect: Rect, into grid: inout Grid
  ) {
    if let head = way.head, rect.contains(head.cell) {
      grid[head.cell.column, head.cell.row] = Cell(head.arm.glyph(glyphs), .faint)
    }
    if !way.label.isEmpty {
      write(way.labelPlaces, style: .plain, glyphs: glyphs, in: rect, into: &grid)
    }
    if !way.note.isEmpty {
      write(way.notePlaces, style: .faint, glyphs: glyphs, in: rect, into: &grid)
    }
  }

  /// Writes a text at the first of its places that is free.
  private func write(
    _ places: [(text: String, start: Position, isOnLine: Bool)], style: Style, glyphs: GlyphTier,
    in rect: Rect, into grid: inout Grid
  ) {
    for (text, start, isOnLine) in places {
      let width = CharacterWidth.columns(of: text)
      let cells = Rect(column: start.column, row: start.row, columns: width, rows: 1)
      let line = Cell(BoxLine.horizontal.glyph(glyphs), .faint)
      let isFree = (cells.column..<cells.endColumn).allSatisfy {
        let there = grid[$0, cells.row]
        return there == (isOnLine ? line : .blank)
      }
      guard isFree, rect.contains(cells) else { continue }
      grid.write(text, column: cells.column, row: cells.row, width: width, style: style)
      return
    }
  }
}

extension Rect {
  /// Whether all of another rectangle lies within.
  fileprivate func contains(_ other: Rect) -> Bool {
    other.column >= column && other.endColumn <= endColumn && other.row >= row
      && other.endRow <= endRow
  }
}
