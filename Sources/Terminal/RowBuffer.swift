import CNcurses
import Charts

/// One row on its way to ncurses: parallel arrays by column.
struct RowBuffer {
  var scalars: [UInt32] = []
  /// For each cell `curses_marks` places; all 0 unless the grid has marks.
  private(set) var marks: [UInt32] = []
  private var hasMarks = false
  var attributes: [UInt32] = []
  var pairs: [Int32] = []
  /// Whether the cell before is the left half of a wide character.
  var isWide = false

  mutating func resize(_ count: Int) {
    isWide = false
    if hasMarks { marks = Array(repeating: 0, count: marks.count) }
    hasMarks = false
    guard scalars.count != count else { return }
    marks = Array(repeating: 0, count: count * curses_marks)
    scalars = Array(repeating: 0x20, count: count)
    attributes = Array(repeating: 0, count: count)
    pairs = Array(repeating: 0, count: count)
  }

  /// Puts marks on the character of a cell; more than there are places for are left out.
  mutating func setMarks(_ scalars: [UInt32], _ column: Int) {
    let places = curses_marks
    for (index, mark) in scalars.prefix(places).enumerated() {
      marks[column * places + index] = mark
      hasMarks = true
    }
  }
}

extension Grid {
  /// Whether a row looks different in another grid of the same size.
  func differs(from other: Grid?, in row: Int) -> Bool {
    guard let other else { return true }
    let range = (row * size.columns)..<((row + 1) * size.columns)
    return cells[range] != other.cells[range] || hasOtherMarks(than: other, in: row)
  }
}
