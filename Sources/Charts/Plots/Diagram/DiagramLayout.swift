/// Where the boxes of a diagram and the lanes of its arrows go in a rectangle.
struct DiagramLayout {
  /// By node. They may reach out of the rectangle where it is too small.
  private(set) var boxes: [Rect] = []
  /// False where there is too little room for frames: brackets stand for them.
  let hasFrames: Bool
  /// False where arrows from node to node are too short for labels.
  let hasLabels: Bool
  /// The rows that all nodes of a row of the lattice take, by node.
  private var bands: [Range<Int>] = []
  /// How far from its nodes an arrow over or under them runs, by edge: 0 is next to them.
  private let lanes: [Int]
  /// The row that a node is in, by node; nil on a lattice.
  private let flow: [FlowRow]?

  /// A row of a flow: its number, and the rows of the grid between its nodes and the turn to the next.
  struct FlowRow {
    var row: Int
    var below: Int
  }

  static let gaps = (least: 2, most: 11)
  private static let rowGap = 3

  init(
    boxes: [Rect], hasFrames: Bool, hasLabels: Bool, bands: [Range<Int>], lanes: [Int],
    flow: [FlowRow]
  ) {
    self.boxes = boxes
    self.hasFrames = hasFrames
    self.hasLabels = hasLabels
    self.bands = bands
    self.lanes = lanes
    self.flow = flow
  }

  /// nil: nothing to draw.
  init?(_ diagram: Diagram, in rect: Rect) {
    guard !diagram.nodes.isEmpty, !rect.isEmpty else { return nil }
    if diagram.arrangement == .flow {
      self = DiagramFlow.layout(of: diagram, in: rect)
      return
    }
    flow = nil
    hasLabels = true
    let columns = Lattice(diagram.nodes.map(\.column))
    let rows = Lattice(diagram.nodes.map(\.row))
    let margins = Margins(diagram, columns, rows)
    lanes = margins.lanes
    func height(_ row: Int, frames: Bool) -> Int {
      frames && rows.members[row].contains { diagram.nodes[$0].isFramed } ? 3 : 1
    }
    func total(frames: Bool) -> Int {
      (0..<rows.count).reduce(margins.total) { $0 + height($1, frames: frames) }
    }
    func widths(frames: Bool) -> [Int] {
      columns.members.map { members in
        members.reduce(3) { widest, node in
          let frame = frames && diagram.nodes[node].isFramed ? 4 : 2
          return max(widest, CharacterWidth.columns(of: diagram.nodes[node].label) + frame)
        }
      }
    }
    let between = Self.gaps.least * (columns.count - 1)
    hasFrames =
      total(frames: true) <= rect.rows && 5 * columns.count + between <= rect.columns
    let frames = hasFrames
    // Wide gaps let labels shrink, but only as far as boxes go.
    let wanted = min(
      diagram.gap, max(Self.gaps.least, (rect.columns - 5 * columns.count) / columns.count))
    let fitted = Self.shrunk(
      widths(frames: frames), to: rect.columns - wanted * (columns.count - 1),
      least: frames ? 5 : 3)
    let across = Self.starts(
      fitted, gaps: Array(repeating: Self.gaps.least, count: columns.count - 1),
      most: Self.gaps.most, start: rect.column, room: rect.columns)
    let down = Self.starts(
      (0..<rows.count).map { height($0, frames: frames) }, gaps: margins.between,
      most: Self.rowGap, start: rect.row + margins.above,
      room: rect.rows - margins.above - margins.below)
    bands = rows.ranks.map { down[$0]..<down[$0] + height($0, frames: frames) }
    boxes = diagram.nodes.enumerated().map { index, node in
      let (column, row) = (columns.ranks[index], rows.ranks[index])
      let isFramed = node.isFramed && frames
      let width =
        isFramed
        ? fitted[column]
        : min(fitted[column], CharacterWidth.columns(of: node.label) + 2)
      let rowHeight = height(row, frames: frames)
      let size = Size(columns: width, rows: isFramed ? rowHeight : 1)
      return Rect(
        column: across[column] + fitted[column] / 2 - width / 2,
        row: down[row] + (rowHeight - size.rows) / 2, columns: size.columns, rows: size.rows)
    }
  }

  /// Widths whose sum is at most `room` where that is possible: the widest give way.
  private static func shrunk(_ widths: [Int], to room: Int, least: Int) -> [Int] {
    var widths = widths
    var excess = widths.reduce(0, +) - room
    while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > least
    {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// Where things of some lengths begin from `start` on, in the middle of the room; what is left of
  /// it widens the gaps between them up to `most`.
  private static func starts(
    _ lengths: [Int], gaps: [Int], most: Int, start: Int, room: Int
  ) -> [Int] {
    let total = lengths.reduce(0, +)
    let more = max(0, room - total - gaps.reduce(0, +)) / max(1, gaps.count)
    let gaps = gaps.map { max($0, min($0 + more, most)) }
    var at = start + max(0, room - total - gaps.reduce(0, +)) / 2
    return lengths.enumerated().map { index, length in
      defer { at += length + (index < gaps.count ? gaps[index] : 0) }
      return at
    }
  }

  // MARK: Ways

  /// The corners of an edge's way from the border of one box to that of the other; nil where an end
  /// is missing.
  func corners(_ number: Int, of edge: Diagram.Edge) -> [Position]? {
    guard boxes.indices.contains(edge.from), boxes.indices.contains(edge.to) else { return nil }
    let (from, to) = (boxes[edge.from], boxes[edge.to])
    if let flow, flow[edge.from].row != flow[edge.to].row {
      return turn(edge, lane: lanes[number], below: flow[edge.from].below)
    }
    switch edge.route {
    case .over, .under:
      return detour(edge, lane: lanes[number])
    case .rowFirst, .columnFirst: break
    }
    let (start, end) = (from.middle, to.middle)
    if edge.from == edge.to { return nil }
    if start.column == end.column || edge.route == .columnFirst && start.row != end.row {
      let side = Position(
        column: start.column, row: end.row < start.row ? from.row : from.endRow - 1)
      let corner = Position(column: start.column, row: end.row)
      if start.column == end.column {
        let last = end.row < start.row ? to.endRow - 1 : to.row
        return [side, Position(column: end.column, row: last)]
      }
      let last = end.column < start.column ? to.endColumn - 1 : to.column
      return [side, corner, Position(column: last, row: end.row)]
    }
    let side = Position(
      column: end.column < start.column ? from.column : from.endColumn - 1, row: start.row)
    if start.row == end.row {
      let last = end.column < start.column ? to.endColumn - 1 : to.column
      return [side, Position(column: last, row: end.row)]
    }
    let corner = Position(column: end.column, row: start.row)
    return [
      side, corner,
      Position(column: end.column, row: end.row < start.row ? to.endRow - 1 : to.row),
    ]
  }

  /// From row to row of a flow: out at the right end and in at the left; what skips nodes goes down at
  /// the left and comes in from below.
  private func turn(_ edge: Diagram.Edge, lane: Int, below: Int) -> [Position] {
    let (from, to) = (boxes[edge.from], boxes[edge.to])
    switch edge.route {
    case .over, .under:
      let (start, row) = (from.column + 1, bands[edge.to].upperBound + 1 + lane)
      return [
        Position(column: start, row: from.endRow - 1), Position(column: start, row: row),
        Position(column: to.middle.column, row: row),
        Position(column: to.middle.column, row: to.endRow - 1),
      ]
    case .rowFirst, .columnFirst:
      let (out, into) = (from.endColumn + 1, to.column - 2)
      let row = bands[edge.from].upperBound + below
      return [
        Position(column: from.endColumn - 1, row: from.middle.row),
        Position(column: out, row: from.middle.row), Position(column: out, row: row),
        Position(column: into, row: row), Position(column: into, row: to.middle.row),
        Position(column: to.column, row: to.middle.row),
      ]
    }
  }

  /// Out of the upper or lower border, along a lane, and back; where the box has room, arrows leave
  /// it beside those that arrive.
  private func detour(_ edge: Diagram.Edge, lane: Int) -> [Position] {
    let (from, to) = (boxes[edge.from], boxes[edge.to])
    let (start, end) = (bands[edge.from], bands[edge.to])
    let isOver = edge.route == .over
    let forward = to.column >= from.column ? 1 : -1
    let exit = from.middle.column + (from.columns >= 5 ? forward : 0)
    let entry = to.middle.column - (to.columns >= 5 ? forward : 0)
    let row =
      isOver
      ? min(start.lowerBound, end.lowerBound) - 2 - lane
      : max(start.upperBound, end.upperBound) + 1 + lane
    func border(_ box: Rect) -> Int { isOver ? box.row : box.endRow - 1 }
    return [
      Position(column: exit, row: border(from)), Position(column: exit, row: row),
      Position(column: entry, row: row), Position(column: entry, row: border(to)),
    ]
  }
}

extension Rect {
  /// The cell in the middle.
  var middle: Position { Position(column: column + columns / 2, row: row + rows / 2) }
}

/// The places of nodes along one direction, numbered without those that have none.
struct Lattice {
  /// By node.
  let ranks: [Int]
  /// The nodes of each place.
  private(set) var members: [[Int]]

  init(_ places: [Int]) {
    let order = Set(places).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    ranks = places.map { numbers[$0] ?? 0 }
    members = Array(repeating: [], count: order.count)
    for (node, rank) in ranks.enumerated() { members[rank].append(node) }
  }

  var count: Int { members.count }
}

/// The rows that arrows over and under nodes need.
private struct Margins {
  /// By edge.
  private(set) var lanes: [Int]
  let above: Int
  let below: Int
  /// Between each row of nodes and the next.
  let between: [Int]

  var total: Int { above + below + between.reduce(0, +) }

  init(_ diagram: Diagram, _ columns: Lattice, _ rows: Lattice) {
    var lanes = Array(repeating: 0, count: diagram.edges.count)
    var (overRows, underRows) = (
      Array(repeating: 0, count: rows.count), Array(repeating: 0, count: rows.count)
    )
    for isOver in [true, false] {
      var taken: [[(lane: Int, span: ClosedRange<Int>)]] = Array(repeating: [], count: rows.count)
      let spans = Self.spans(diagram, columns, isOver ? .over : .under)
      // Short ones first, so that long ones run around them.
      for (edge, span) in spans.sorted(by: { ($0.span.count, $0.edge) < ($1.span.count, $1.edge) })
      {
        let ends = [rows.ranks[diagram.edges[edge].from], rows.ranks[diagram.edges[edge].to]]
        let row = isOver ? min(ends[0], ends[1]) : max(ends[0], ends[1])
        var lane = 0
        while taken[row].contains(where: { $0.lane == lane && $0.span.overlaps(span) }) {
          lane += 1
        }
        taken[row].append((lane, span))
        lanes[edge] = lane
        if isOver {
          overRows[row] = max(overRows[row], lane + 2)
        } else {
          underRows[row] = max(underRows[row], lane + 2)
        }
      }
    }
    self.lanes = lanes
    above = overRows.first ?? 0
    below = underRows.last ?? 0
    between = (0..<max(0, rows.count - 1)).map { max(1, underRows[$0] + overRows[$0 + 1]) }
  }

  /// From which column to which the edges of a route go, in quarters: those that meet at a node
  /// don't overlap, and those that come back to their own node are the shortest.
  private static func spans(
    _ diagram: Diagram, _ columns: Lattice, _ route: Diagram.Route
  ) -> [(edge: Int, span: ClosedRange<Int>)] {
    diagram.edges.enumerated().compactMap { number, edge in
      guard edge.route == route, columns.ranks.indices.contains(edge.from),
        columns.ranks.indices.contains(edge.to)
      else { return nil }
      let ends = [columns.ranks[edge.from] * 4, columns.ranks[edge.to] * 4].sorted()
      return (number, ends[0] == ends[1] ? ends[0] - 1...ends[0] + 1 : ends[0] + 1...ends[1] - 1)
    }
  }
}
