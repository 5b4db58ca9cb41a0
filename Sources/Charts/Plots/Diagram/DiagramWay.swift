/// The cells of an arrow.
struct DiagramWay {
  enum Arm {
    case up, down, left, right

    var line: BoxLine {
      switch self {
      case .up: .up
      case .down: .down
      case .left: .left
      case .right: .right
      }
    }

    var opposite: BoxLine {
      switch self {
      case .up: .down
      case .down: .up
      case .left: .right
      case .right: .left
      }
    }

    /// The head of an arrow.
    func glyph(_ glyphs: GlyphTier) -> Unicode.Scalar {
      switch self {
      case .up: glyphs == .braille ? "▴" : "^"
      case .down: glyphs == .braille ? "▾" : "v"
      case .left: glyphs == .braille ? "◂" : "<"
      case .right: glyphs == .braille ? "▸" : ">"
      }
    }
  }

  let label: String
  let note: String
  private let corners: [Position]
  /// From the border of one box to that of the other.
  private(set) var cells: [Position]

  init(label: String, note: String = "", corners: [Position]) {
    self.label = label
    self.note = note
    self.corners = corners
    cells = Array(corners.prefix(1))
    for (start, end) in zip(corners, corners.dropFirst()) {
      let arm = Self.arm(from: start, to: end)
      var at = start
      while at != end {
        switch arm {
        case .up: at.row -= 1
        case .down: at.row += 1
        case .left: at.column -= 1
        case .right: at.column += 1
        }
        cells.append(at)
      }
    }
  }

  /// The direction to a cell in the same row or column.
  static func arm(from start: Position, to end: Position) -> Arm {
    if start.row == end.row { return end.column < start.column ? .left : .right }
    return end.row < start.row ? .up : .down
  }

  /// The last cell before the box; nil where nothing is between.
  var head: (cell: Position, arm: Arm)? {
    guard cells.count >= 3 else { return nil }
    let cell = cells[cells.count - 2]
    return (cell, Self.arm(from: cell, to: cells[cells.count - 1]))
  }

  /// Where the note may begin: below level lines, the longest first.
  var notePlaces: [(text: String, start: Position, isOnLine: Bool)] {
    let width = CharacterWidth.columns(of: note)
    let level = zip(corners, corners.dropFirst()).filter { $0.row == $1.row }
      .sorted { abs($0.0.column - $0.1.column) > abs($1.0.column - $1.1.column) }
    return level.map { start, end in
      let length = abs(end.column - start.column) + 1
      let column = min(start.column, end.column) + (length - width) / 2
      return (text: note, start: Position(column: column, row: start.row + 1), isOnLine: false)
    }
  }

  /// The label as it is written, and where it may begin, best first: on the longest level line, or
  /// above it where it is short, else beside an upright one.
  var labelPlaces: [(text: String, start: Position, isOnLine: Bool)] {
    let width = CharacterWidth.columns(of: label)
    let lines = zip(corners, corners.dropFirst())
    let level = lines.filter { $0.row == $1.row }.map { start, end in
      (
        column: min(start.column, end.column), row: start.row,
        length: abs(end.column - start.column) + 1
      )
    }.sorted { $0.length > $1.length }
    let places = level.map { line in
      let column = line.column + (line.length - width) / 2
      return line.length >= width + 8
        ? (text: " \(label) ", start: Position(column: column - 1, row: line.row), isOnLine: true)
        : (text: label, start: Position(column: column, row: line.row - 1), isOnLine: false)
    }
    return places
      + lines.filter { $0.row != $1.row }.map { start, end in
        (
          text: label, start: Position(column: start.column + 2, row: (start.row + end.row) / 2),
          isOnLine: false
        )
      }
  }
}
