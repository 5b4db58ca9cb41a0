/// Nodes one after the other, in as many rows as they need.
struct DiagramFlow {
  private struct Row {
    var nodes: Range<Int>
    /// Columns before its first box.
    var indent: Int
  }

  /// How a flow can be set, the best way first.
  private struct Way {
    var hasFrames: Bool
    /// Whether arrows are as long as their labels.
    var hasLabels: Bool
  }

  private static let mostSpread = 5

  private let diagram: Diagram
  private let way: Way
  private let room: Int
  /// From each node to the next.
  private let gaps: [Int]
  private let rows: [Row]
  private let lanes: [Int]
  private let above: [Int]
  private let below: [Int]

  /// Where nodes and lanes go. What is too high scrolls, so that the reader's node is in sight.
  static func layout(of diagram: Diagram, in rect: Rect) -> DiagramLayout {
    let ways = [true, false].flatMap { hasLabels in
      [true, false].map { Way(hasFrames: $0, hasLabels: hasLabels) }
    }
    var flow = DiagramFlow(diagram, ways[0], columns: rect.columns)
    for way in ways.dropFirst() where flow.height > rect.rows {
      flow = DiagramFlow(diagram, way, columns: rect.columns)
    }
    return flow.placed(in: rect)
  }

  private init(_ diagram: Diagram, _ way: Way, columns: Int) {
    self.diagram = diagram
    self.way = way
    room = columns
    gaps = diagram.gaps(hasLabels: way.hasLabels)
    rows = Self.rows(of: diagram, way, gaps, columns: columns)
    let (rows, edges) = (rows, diagram.edges)
    let rowOfNode = Self.rowOfNode(rows)
    var lanes = Array(repeating: 0, count: edges.count)
    var above = rows.map { _ in !way.hasFrames && edges.contains { !$0.label.isEmpty } ? 1 : 0 }
    var below = rows.map { _ in !way.hasFrames && edges.contains { !$0.note.isEmpty } ? 1 : 0 }
    var taken: [[(lane: Int, span: ClosedRange<Int>)]] = rows.map { _ in [] }
    let skips = edges.indices.filter { diagram.skipped(by: edges[$0]) != nil }
    for edge in skips.sorted(by: { diagram.span($0).count < diagram.span($1).count }) {
      let (span, row) = (diagram.span(edge), rowOfNode[edges[edge].to])
      guard rowOfNode[edges[edge].from] == row, edges[edge].route == .over else {
        // A line, a blank above it, and its note below.
        below[row] = max(below[row], edges[edge].note.isEmpty ? 2 : 3)
        continue
      }
      // Spans that meet at a node don't overlap; a loop is the shortest.
      let quarters =
        span.count == 1
        ? 4 * span.lowerBound - 1...4 * span.lowerBound + 1
        : 4 * span.lowerBound + 1...4 * span.upperBound - 1
      while taken[row].contains(where: { $0.lane == lanes[edge] && $0.span.overlaps(quarters) }) {
        lanes[edge] += 1
      }
      taken[row].append((lanes[edge], quarters))
      above[row] = max(above[row], lanes[edge] + 2)
    }
    self.lanes = lanes
    self.above = above
    self.below = below
  }

  // MARK: Rows

  private static func rowOfNode(_ rows: [Row]) -> [Int] {
    rows.enumerated().flatMap { number, row in row.nodes.map { _ in number } }
  }

  private static func width(_ node: Diagram.Node, _ way: Way, room: Int) -> Int {
    let label = CharacterWidth.columns(of: node.label)
    return max(3, min(label + (node.isFramed && way.hasFrames ? 4 : 2), room))
  }

  /// The nodes row by row: what arrows skip stays together where it fits.
  private static func rows(
    of diagram: Diagram, _ way: Way, _ gaps: [Int], columns: Int
  ) -> [Row] {
    let count = diagram.nodes.count
    func width(_ nodes: Range<Int>) -> Int {
      nodes.reduce(0) { $0 + Self.width(diagram.nodes[$1], way, room: columns) }
        + gaps[nodes.dropLast()].reduce(0, +)
    }
    if width(0..<count) <= columns { return [Row(nodes: 0..<count, indent: 0)] }
    // To the right, and to the left but for the first row, lines turn.
    let (right, left, beside) = (2, 3, 5)
    var rows: [Row] = []
    for unit in diagram.units {
      if let last = rows.last,
        last.indent + width(last.nodes.lowerBound..<unit.upperBound) + right <= columns
      {
        rows[rows.count - 1].nodes = last.nodes.lowerBound..<unit.upperBound
        continue
      }
      rows.append(
        Row(nodes: unit.lowerBound..<unit.lowerBound + 1, indent: rows.isEmpty ? 0 : left))
      for node in unit.dropFirst() {
        let row = rows[rows.count - 1]
        let longer = row.nodes.lowerBound..<node + 1
        if row.indent + width(longer) + right <= columns {
          rows[rows.count - 1].nodes = longer
        } else {
          rows.append(Row(nodes: node..<node + 1, indent: beside))
        }
      }
    }
    return rows
  }

  // MARK: Places

  private func rowHeight(_ row: Row) -> Int {
    way.hasFrames && row.nodes.contains { diagram.nodes[$0].isFramed } ? 3 : 1
  }

  /// Rows of the grid from the first lane to the last, a turn between each two rows.
  private var height: Int {
    rows.indices.reduce(rows.count - 1) { $0 + above[$1] + rowHeight(rows[$1]) + below[$1] }
  }

  /// What the fullest row lets all gaps have beside what they need.
  private var spread: Int {
    rows.reduce(Self.mostSpread) { least, row in
      let turn = rows.count > 1 ? 2 : 0
      let widths = row.nodes.reduce(gaps[row.nodes.dropLast()].reduce(0, +)) {
        $0 + Self.width(diagram.nodes[$1], way, room: room)
      }
      let free = room - row.indent - turn - widths
      return min(least, max(0, free / max(1, row.nodes.count - 1)))
    }
  }

  private func placed(in rect: Rect) -> DiagramLayout {
    let spread = spread
    var boxes: [Rect] = []
    var bands: [Range<Int>] = []
    var top = 0
    for (number, row) in rows.enumerated() {
      top += above[number] + (number > 0 ? 1 : 0)
      let height = rowHeight(row)
      var column = rect.column + row.indent
      for number in row.nodes {
        let node = diagram.nodes[number]
        let width = Self.width(node, way, room: room - row.indent)
        let own = node.isFramed ? height : 1
        boxes.append(
          Rect(column: column, row: top + (height - own) / 2, columns: width, rows: own))
        bands.append(top..<top + height)
        column += width + gaps[number] + spread
      }
      top += height + below[number]
    }
    return layout(boxes, bands, in: rect)
  }

  /// In the middle where there is room, else scrolled to the reader's node.
  private func layout(_ boxes: [Rect], _ bands: [Range<Int>], in rect: Rect) -> DiagramLayout {
    var down = rect.row + (rect.rows - height) / 2
    if height > rect.rows {
      let band = diagram.highlighted.flatMap { bands.indices.contains($0) ? bands[$0] : nil }
      let middle = band.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
      let most = height - rect.rows
      down = rect.row - min(max(0, middle - rect.rows / 2), most)
    }
    let end = boxes.map(\.endColumn).max() ?? 0
    let across = rows.count == 1 ? max(0, rect.endColumn - end) / 2 : 0
    return DiagramLayout(
      boxes: boxes.map {
        Rect(column: $0.column + across, row: $0.row + down, columns: $0.columns, rows: $0.rows)
      }, hasFrames: way.hasFrames, hasLabels: way.hasLabels,
      bands: bands.map { $0.lowerBound + down..<$0.upperBound + down }, lanes: lanes,
      flow: Self.rowOfNode(rows).map { .init(row: $0, below: below[$0]) })
  }
}

extension Diagram {
  /// The nodes that an edge over or under others goes around, its ends with them; nil: it does not.
  fileprivate func skipped(by edge: Edge) -> ClosedRange<Int>? {
    guard nodes.indices.contains(edge.from), nodes.indices.contains(edge.to) else { return nil }
    switch edge.route {
    case .over, .under: return min(edge.from, edge.to)...max(edge.from, edge.to)
    case .rowFirst, .columnFirst: return nil
    }
  }

  /// The columns from each node to the next: two for an arrow, or room for its texts.
  fileprivate func gaps(hasLabels: Bool) -> [Int] {
    var gaps = nodes.map { _ in DiagramLayout.gaps.least }
    guard hasLabels else { return gaps }
    for edge in edges where nodes.indices.contains(edge.from) && edge.to == edge.from + 1 {
      let texts = [edge.label, edge.note].filter { !$0.isEmpty }
      for text in texts where skipped(by: edge) == nil {
        gaps[edge.from] = max(gaps[edge.from], CharacterWidth.columns(of: text) + 2)
      }
    }
    return gaps
  }

  /// - Precondition: the edge goes over or under others.
  fileprivate func span(_ edge: Int) -> ClosedRange<Int> {
    skipped(by: edges[edge]) ?? 0...0
  }

  /// The nodes in their order, what arrows skip together.
  fileprivate var units: [Range<Int>] {
    var units = nodes.indices.map { $0..<$0 + 1 }
    for span in edges.compactMap(skipped) {
      let inside = units.indices.filter {
        units[$0].overlaps(span.lowerBound..<span.upperBound + 1)
      }
      guard let first = inside.first, let last = inside.last else { continue }
      units.replaceSubrange(
        first...last, with: [units[first].lowerBound..<units[last].upperBound])
    }
    return units
  }
}
