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
      cells[row * size.columns + column] = newValue
    }
  }

  /// Writes `text` from a place to the right, at most `width` columns, and returns the first
  /// column after it. Control characters become U+FFFD, and combining marks are left out, so
  /// nothing that a file contains reaches a terminal raw.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, width: Int = .max, style: Style = .plain
  ) -> Int {
    var at = column
    let end = width == .max ? size.columns : min(size.columns, column + max(0, width))
    for scalar in text.unicodeScalars {
      let columns = CharacterWidth.columns(scalar)
      if columns == 0 { continue }
      if at + columns > end { break }
      self[at, row] = Cell(CharacterWidth.isControl(scalar) ? "\u{FFFD}" : scalar, style)
      if columns == 2 { self[at + 1, row] = Cell("\0", style) }
      at += columns
    }
    return at
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

/// Something that draws itself into a rectangle of a grid. Drawing is pure: same value, same cells.
public protocol Drawable {
  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier)
}
