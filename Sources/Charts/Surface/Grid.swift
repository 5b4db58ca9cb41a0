/// One character cell.
public struct Cell: Hashable, Sendable {
  /// The character; U+0000 marks the right half of a wide one before it.
  public var scalar: Unicode.Scalar
  public var style: Style

  public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// A screenful of cells: what every view returns and every renderer takes.
public struct Grid: Hashable, Sendable {
  public let size: Size
  public private(set) var cells: [Cell]
  /// The marks on letters that no single character has, by the number of the cell.
  private var marks: [Int: [Unicode.Scalar]] = [:]
  /// Texts of one row each that a terminal may show at twice their size, where it can: to their right and
  /// below there is room for that. All others show them as they stand.
  public private(set) var enlarged: [Rect] = []

  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  public var bounds: Rect { Rect(size) }

  /// The cell at a place. Reading outside gives a blank; writing outside does nothing.
  public subscript(column: Int, row: Int) -> Cell {
    get {
      guard bounds.contains(Position(column: column, row: row)) else { return .blank }
      return cells[row * size.columns + column]
    }
    set {
      guard bounds.contains(Position(column: column, row: row)) else { return }
      let index = row * size.columns + column
      cells[index] = newValue
      if !marks.isEmpty { marks[index] = nil }
      // What is drawn over a text takes its room.
      if !enlarged.isEmpty {
        enlarged.removeAll { $0.doubled.contains(Position(column: column, row: row)) }
      }
    }
  }

  /// The marks on the letter of a cell, such as accents that don't compose with it.
  public func marks(column: Int, row: Int) -> [Unicode.Scalar] {
    guard !marks.isEmpty, bounds.contains(Position(column: column, row: row)) else { return [] }
    return marks[row * size.columns + column] ?? []
  }

  /// Whether any letter has marks.
  public var hasMarks: Bool { !marks.isEmpty }

  /// Whether marks in a row are not those of another grid of the same size.
  public func hasOtherMarks(than other: Grid, in row: Int) -> Bool {
    guard hasMarks || other.hasMarks else { return false }
    return (0..<size.columns).contains {
      marks(column: $0, row: row) != other.marks(column: $0, row: row)
    }
  }

  /// Leaves the letters alone, for terminals that know no marks.
  public mutating func removeMarks() { marks = [:] }

  /// More marks on a letter are left out: what ncurses takes in a cell.
  private static let markLimit = 4

  /// Adds a mark to the letter of a cell, in one character with it where there is one.
  private mutating func add(_ mark: Unicode.Scalar, column: Int, row: Int) {
    guard bounds.contains(Position(column: column, row: row)) else { return }
    let index = row * size.columns + column
    let all = (marks[index] ?? []) + [mark]
    if let composed = Composition.composed(cells[index].scalar, all) {
      cells[index].scalar = composed
      marks[index] = nil
    } else if all.count <= Self.markLimit {
      marks[index] = all
    }
  }

  /// Writes `text` from a place to the right, at most `width` columns, and returns the first
  /// column after it. Control characters become U+FFFD and other invisible ones are left out, so
  /// nothing that a file contains reaches a terminal raw; marks are put into the letter's cell.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, width: Int = .max, style: Style = .plain
  ) -> Int {
    var at = column
    /// Of the last letter.
    var last: Int?
    let end = width == .max ? size.columns : min(size.columns, column + max(0, width))
    for scalar in text.unicodeScalars {
      let columns = CharacterWidth.columns(scalar)
      if columns == 0 {
        if let last, CharacterWidth.isMark(scalar) { add(scalar, column: last, row: row) }
        continue
      }
      if at + columns > end { break }
      self[at, row] = Cell(CharacterWidth.isControl(scalar) ? "\u{FFFD}" : scalar, style)
      if columns == 2 { self[at + 1, row] = Cell("\0", style) }
      last = at
      at += columns
    }
    return at
  }

  /// What a rectangle within it holds.
  public func part(_ rect: Rect) -> Grid {
    var part = Grid(Size(columns: rect.columns, rows: rect.rows))
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let place = (column: rect.column + column, row: rect.row + row)
        part[column, row] = self[place.column, place.row]
        let marks = marks(column: place.column, row: place.row)
        if !marks.isEmpty { part.marks[row * rect.columns + column] = marks }
      }
    }
    return part
  }

  /// Lets a text that was written into one row be shown at twice its size. Does nothing where something
  /// else stands in the room that this takes, or it reaches beyond the grid.
  public mutating func enlarge(_ text: Rect) {
    let room = text.doubled
    guard text.rows == 1, text.columns > 0, text.column >= 0, text.row >= 0,
      room.endColumn <= size.columns, room.endRow <= size.rows
    else { return }
    for row in room.row..<room.endRow {
      for column in room.column..<room.endColumn
      where row > text.row || column >= text.endColumn {
        guard self[column, row] == .blank else { return }
      }
    }
    enlarged.append(text)
  }

  /// Fills a rectangle with one cell.
  public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    for row in max(0, rect.row)..<max(0, rect.row, min(size.rows, rect.endRow)) {
      for column in max(0, rect.column)..<max(0, rect.column, min(size.columns, rect.endColumn)) {
        self[column, row] = cell
      }
    }
  }
}

extension Rect {
  /// What a text takes at twice its size.
  public var doubled: Rect {
    Rect(column: column, row: row, columns: 2 * columns, rows: 2 * rows)
  }
}

/// Something that draws itself into a rectangle of a grid. Drawing is pure: same value, same cells.
public protocol Drawable {
  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier)
}
