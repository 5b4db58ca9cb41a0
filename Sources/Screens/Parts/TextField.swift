import Charts

/// A line of text being typed; the cursor stands at its end.
struct TextField: Hashable, Sendable {
  static let limit = 80

  var text = ""

  mutating func insert(_ more: String) {
    for character in more where text.count < Self.limit {
      guard let scalar = character.unicodeScalars.first else { continue }
      if !CharacterWidth.isControl(scalar) { text.append(character) }
    }
  }

  mutating func erase() {
    if !text.isEmpty { text.removeLast() }
  }

  /// The text as a number; a decimal comma counts as a point, and × 10ⁿ is written 1e-3.
  var number: Double? {
    Double(text.filter { $0 != " " }.replacing(",", with: ".")).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Draws the text with a block cursor, its end in sight, and returns the column after it.
  @discardableResult
  func draw(into grid: inout Grid, column: Int, row: Int, width: Int) -> Int {
    let shown = String(text.suffix(max(0, width - 1)))
    let at = grid.write(
      shown, column: column, row: row, width: width, style: Style(.accent, underlined: true))
    guard at < column + width else { return at }
    return grid.write(" ", column: at, row: row, width: 1, style: Style(.accent, reversed: true))
  }
}
