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

  /// The text as a number, with its commas before each three digits as the screen writes them, or
  /// one comma for a point; × 10ⁿ is written 1e-3.
  var number: Double? {
    let plain = text.filter { $0 != " " }
    let value = Double(
      plain.isGrouped ? plain.filter { $0 != "," } : plain.replacing(",", with: "."))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Draws the text with a block cursor, its end in sight, and returns the column after it.
  @discardableResult
  func draw(into grid: inout Grid, column: Int, row: Int, width: Int) -> Int {
    let shown = end(columns: width - 1)
    let at = grid.write(
      String(shown), column: column, row: row, width: width,
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

extension String {
  /// Whether its commas stand before each three digits of a whole number that begins with no 0.
  fileprivate var isGrouped: Bool {
    let unsigned = drop { $0 == "-" || $0 == "+" }
    let whole = unsigned.prefix { $0 == "," || $0.isNumber }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.count) else {
      return false
    }
    return !first.hasPrefix("0") && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
