import Charts

/// A line of text being typed; the cursor stands at its end.
struct TextField: Hashable, Sendable {
  var text = ""
  /// Characters at most, each of four bytes in the mean: one letter may have any number of marks.
  var limit = 80
  /// Whether all of the text is selected: what is typed replaces it.
  var isSelected = false

  mutating func insert(_ more: String) {
    for character in more {
      guard let scalar = character.unicodeScalars.first, !CharacterWidth.isControl(scalar) else {
        continue
      }
      if isSelected { eraseAll() }
      // What is pasted may be long: nothing is looked at that has no room any more.
      guard text.count < limit, text.utf8.count + character.utf8.count <= 4 * limit else { return }
      text.append(character)
    }
  }

  /// Deletes the last character; a selected text is kept but for that.
  mutating func erase() {
    isSelected = false
    if !text.isEmpty { text.removeLast() }
  }

  mutating func eraseAll() {
    (text, isSelected) = ("", false)
  }

  /// The text as a number; a decimal comma counts as a point, and × 10ⁿ is written 1e-3.
  var number: Double? {
    Double(text.filter { $0 != " " }.replacing(",", with: ".")).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Draws the text with a block cursor, its end in sight, and returns the column after it.
  @discardableResult
  func draw(into grid: inout Grid, column: Int, row: Int, width: Int) -> Int {
    let shown = end(columns: width - 1)
    let at = grid.write(
      shown, column: column, row: row, width: width,
      style: Style(.accent, underlined: true, reversed: isSelected))
    guard at < column + width else { return at }
    return grid.write(" ", column: at, row: row, width: 1, style: Style(.accent, reversed: true))
  }

  /// As many characters from the end as fit.
  private func end(columns: Int) -> String {
    var room = columns
    let fitting = text.reversed().prefix { character in
      room -= CharacterWidth.columns(of: String(character))
      return room >= 0
    }
    return String(fitting.reversed())
  }
}
