import Charts
internal import Experiments
import Lab
import Lessons

/// Boxes and arrows; what all arms share stands once.
struct DiagramPicture: PlotPicture {
  static let kind = PlotKind.diagram

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private typealias Entry = (index: Int, label: String, graph: Graph)

  private var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.compactMap { entry in
      guard let graph = entry.arm.readings.graph(probe), !graph.nodes.isEmpty else { return nil }
      return (entry.index, entry.arm.label, graph)
    }
  }

  /// The graphs that differ, and of each the arms that have it.
  private var panes: [[Entry]] {
    entries.reduce(into: []) { panes, entry in
      if let place = panes.firstIndex(where: { $0.first?.graph == entry.graph }) {
        panes[place].append(entry)
      } else {
        panes.append([entry])
      }
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// What the values at the arrows are, and the step at which they were read.
  var notes: [String] {
    if entries.first?.graph.arrangement == .columns {
      return ["\u{25CF} kept, \u{25CB} dropped"]
        + (context.commonStep.map { ["step \($0 + 1)"] } ?? [])
    }
    let quantities = entries.first?.graph.quantities ?? []
    guard !quantities.isEmpty else { return [] }
    let sides = zip(quantities, ["above", "below"]).map { "\($0) \($1)" }
    return [sides.joined(separator: ", ") + " the arrows"]
      + (context.commonStep.map { ["step \($0)"] } ?? [])
  }

  // MARK: Drawing

  private static let smallest = Size(columns: 24, rows: 6)

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let panes = panes
    let places = PaneGrid(
      count: panes.count, in: rect, wanted: Size(columns: rect.columns, rows: 12),
      smallest: Self.smallest
    ).places
    for (number, (pane, place)) in zip(panes, places).enumerated() {
      guard let graph = pane.first?.graph else { continue }
      var inside = place
      if panes.count > 1 {
        drawHeading(
          of: pane, isCurrent: context.cursor?.cell.pane == number,
          hidden: number == places.count - 1 ? panes.count - places.count : 0, into: &grid,
          in: place.splitTop(1).top, glyphs: glyphs)
        inside = place.splitTop(1).rest
      }
      drawable(of: graph, highlighted: highlighted(in: number), glyphs: glyphs)
        .draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  private func highlighted(in pane: Int) -> Int? {
    context.cursor.flatMap { $0.cell.pane == pane ? $0.cell.place.column : nil }
  }

  /// The names of the arms in their colors.
  private func drawHeading(
    of pane: [Entry], isCurrent: Bool, hidden: Int, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    var column = rect.column
    if isCurrent { column = grid.write("\u{25B8} ", column: column, row: rect.row) }
    for entry in pane {
      let room = max(0, rect.endColumn - column)
      column = grid.write(
        entry.label.clipped(to: room, glyphs: glyphs), column: column, row: rect.row, width: room,
        style: Style(.series(entry.index), bold: true))
      column += 2
    }
    let note = "+\(hidden): hide arms with 1\u{2026}9"
    if hidden > 0, column + note.count <= rect.endColumn {
      grid.write(note, column: rect.endColumn - note.count, row: rect.row, style: .faint)
    }
  }

  private func drawable(
    of graph: Graph, highlighted: Int?, glyphs: GlyphTier
  ) -> any Drawable {
    switch graph.arrangement {
    case .flow: diagram(of: graph, .flow, highlighted: highlighted, glyphs: glyphs)
    case .lattice: diagram(of: graph, .lattice, highlighted: highlighted, glyphs: glyphs)
    case .columns: units(of: graph, highlighted: highlighted)
    }
  }

  private func units(of graph: Graph, highlighted: Int?) -> UnitColumns {
    let current = highlighted.flatMap { graph.nodes.indices.contains($0) ? graph.nodes[$0] : nil }
    return UnitColumns(
      graph.titles.enumerated().map { number, title in
        UnitColumns.Column(
          title, units: graph.nodes.filter { $0.column == number }.map { !$0.isLeftOut })
      }, highlighted: current.map { UnitColumns.Place(column: $0.column, unit: $0.row) })
  }

  private func diagram(
    of graph: Graph, _ arrangement: Diagram.Arrangement, highlighted: Int?, glyphs: GlyphTier
  ) -> Diagram {
    let edges = graph.edges.map { edge -> Diagram.Edge in
      let values = edge.values.map { NumberText.short($0, glyphs: glyphs) }
      let label = [edge.label, values.first ?? ""].filter { !$0.isEmpty }
      return Diagram.Edge(
        from: edge.from, to: edge.to, label: label.joined(separator: ": "),
        note: values.dropFirst().first ?? "", route: Diagram.Route(edge.route))
    }
    let widest = edges.map { CharacterWidth.columns(of: $0.label) }.max() ?? 0
    return Diagram(
      nodes: graph.nodes.map { node in
        Diagram.Node(
          node.label, column: node.column, row: node.row, isFramed: node.isFramed,
          index: node.group)
      }, edges: edges, arrangement: arrangement,
      gap: widest + 1, highlighted: highlighted)
  }

  // MARK: The cursor, on a node

  private var cell: PaneCursor { context.cursor?.cell ?? PaneCursor() }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    let graphs = panes.compactMap(\.first?.graph)
    guard !graphs.isEmpty else {
      context.cursor?.cell = PaneCursor()
      return
    }
    var cell = cell
    cell.pane = min(max(0, cell.pane), graphs.count - 1)
    let graph = graphs[cell.pane]
    cell.place = MatrixPlace(
      row: 0, column: min(max(0, cell.place.column), graph.nodes.count - 1))
    switch movement {
    case .go(let direction, let fast):
      for _ in 0..<(fast ? 10 : 1) {
        if let next = graph.neighbor(of: cell.place.column, direction) {
          cell.place.column = next
        } else if !fast, direction == .right, cell.pane < graphs.count - 1 {
          cell = PaneCursor(pane: cell.pane + 1)
        } else if !fast, direction == .left, cell.pane > 0 {
          let last = graphs[cell.pane - 1].nodes.count - 1
          cell = PaneCursor(
            pane: cell.pane - 1, place: MatrixPlace(row: 0, column: max(0, last)))
        }
      }
    case .first: cell.place.column = 0
    case .last: cell.place.column = graph.nodes.count - 1
    }
    context.cursor?.cell = cell
  }

  var stops: [PlotCursor] {
    panes.enumerated().flatMap { pane, entries in
      (entries.first?.graph.nodes ?? []).indices.map { node in
        var stop = context.cursor ?? PlotCursor()
        stop.cell = PaneCursor(pane: pane, place: MatrixPlace(row: 0, column: node))
        return stop
      }
    }
  }

  private var current: (graph: Graph, node: Graph.Node)? {
    let panes = panes
    guard panes.indices.contains(cell.pane), let graph = panes[cell.pane].first?.graph,
      graph.nodes.indices.contains(cell.place.column)
    else { return nil }
    return (graph, graph.nodes[cell.place.column])
  }

  var placeTitle: String { current?.node.name ?? "values" }

  /// What is known of the node, and the exact values of its arrows.
  func readings(glyphs: GlyphTier) -> DataTable {
    guard let (graph, node) = current else {
      return DataTable(columns: [.init("value")], rows: [])
    }
    func exact(_ number: Double) -> String { DataTable.exact(number, glyphs: glyphs) }
    let place = cell.place.column
    var rows = node.facts.map { DataTable.Row([$0.name, $0.text]) }
    rows += node.values.map { DataTable.Row([$0.name, exact($0.number)]) }
    for edge in graph.edges where !edge.values.isEmpty {
      let ends = edge.to == place ? ("\u{2190}", edge.from) : ("\u{2192}", edge.to)
      guard edge.to == place || edge.from == place, graph.nodes.indices.contains(ends.1)
      else { continue }
      rows.append(
        DataTable.Row(["\(ends.0) \(graph.nodes[ends.1].label)"] + edge.values.map(exact)))
    }
    let titles = graph.quantities.isEmpty ? [""] : graph.quantities
    return DataTable(
      columns: [.init(node.label)] + titles.map { .init($0, .trailing) }, rows: rows)
  }
}

extension Diagram.Route {
  fileprivate init(_ route: Graph.Route) {
    switch route {
    case .rowFirst: self = .rowFirst
    case .columnFirst: self = .columnFirst
    case .over: self = .over
    case .under: self = .under
    }
  }
}

extension Graph {
  /// The node beside another; nil at the end. In a flow all directions follow it.
  fileprivate func neighbor(of place: Int, _ direction: Action.Direction) -> Int? {
    switch arrangement {
    case .flow:
      let next = direction == .right || direction == .down ? place + 1 : place - 1
      return nodes.indices.contains(next) ? next : nil
    case .lattice, .columns:
      let here = nodes[place]
      let ahead = nodes.indices.filter { number in
        let node = nodes[number]
        switch direction {
        case .left: return node.column < here.column
        case .right: return node.column > here.column
        case .up: return node.row < here.row
        case .down: return node.row > here.row
        }
      }
      let isLevel = direction == .left || direction == .right
      return ahead.min { a, b in
        distance(a, from: here, isLevel: isLevel) < distance(b, from: here, isLevel: isLevel)
      }
    }
  }

  /// Nodes of the same row are nearer than others, and of these the nearest.
  private func distance(
    _ number: Int, from here: Node, isLevel: Bool
  ) -> (Int, Int, Int) {
    let (across, down) = (
      abs(nodes[number].column - here.column), abs(nodes[number].row - here.row)
    )
    return isLevel ? (down, across, number) : (across, down, number)
  }
}
