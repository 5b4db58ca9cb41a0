/// Characters of twice the size, each of which covers two rows.
/// - Source: kitty, *The text sizing protocol*: OSC 66, `s=2`
extension VirtualScreen {
  struct Place: Hashable, Sendable {
    var column: Int
    var row: Int
  }

  /// The texts of twice the size, from above, each a row's, with blanks where there is none between.
  public var largeLines: [(row: Int, text: String)] {
    Dictionary(grouping: large.keys, by: \.row).sorted { $0.key < $1.key }.map { row, places in
      var text = ""
      var end: Int?
      for place in places.sorted(by: { $0.column < $1.column }) {
        guard let cell = large[place] else { continue }
        if let end, place.column > end {
          text += String(repeating: " ", count: (place.column - end) / 2)
        }
        text.unicodeScalars.append(cell.scalar)
        end = place.column + 2 * CharacterWidth.columns(cell.scalar)
      }
      return (row, text)
    }
  }

  mutating func putLarge(_ text: Substring) {
    for scalar in text.unicodeScalars {
      let width = 2 * CharacterWidth.columns(scalar)
      guard width > 0 else { continue }
      guard column + width <= columns, row + 1 < rows else {
        strangers.append("a large character outside: \(column), \(row)")
        return
      }
      for y in row...(row + 1) {
        eraseLarge(column..<(column + width), y)
        for x in column..<(column + width) { cells[y][x] = Cell(rendition: rendition) }
      }
      large[Place(column: column, row: row)] = Cell(scalar: scalar, rendition: rendition)
      column = min(columns - 1, column + width)
    }
  }

  /// What is written over a part of a large character takes all of it away.
  mutating func eraseLarge(_ range: Range<Int>, _ row: Int) {
    guard !large.isEmpty else { return }
    for place in large.keys where row - 1 <= place.row && place.row <= row {
      let width = large[place].map { 2 * CharacterWidth.columns($0.scalar) } ?? 0
      if (place.column..<(place.column + width)).overlaps(range) { large[place] = nil }
    }
  }
}
