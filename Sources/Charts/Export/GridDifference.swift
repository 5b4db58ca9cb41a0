extension Grid {
  /// What a terminal has to be sent to show these cells, as an ANSI stream: cursor places, SGR and
  /// characters of the changed cells alone. It depends on nothing that was sent before but on what
  /// the screen shows.
  ///
  /// - Parameters:
  ///   - former: what the screen shows; nil, or a grid of another size: it is cleared first.
  ///   - page: the theme whose background and foreground the terminal has for its own. Cells of
  ///     another one carry theirs.
  /// - Returns: empty where nothing is to be done.
  package func ansi(
    after former: Grid?, theme: Theme, tier: ColorTier, page: Theme
  ) -> String {
    var pen = GridPen(theme: theme, tier: tier, isOwnPage: theme.hasPage(of: page))
    var before = former
    if former?.size != size {
      // Blanks of the page are there once the screen is cleared.
      pen.text = "\u{1B}[0m\u{1B}[2J"
      before = pen.isOwnPage ? Grid(size) : nil
    }
    for row in 0..<size.rows {
      for run in changedRuns(in: row, since: before) { pen.draw(self, run, row: row) }
    }
    return pen.text
  }

  /// Gaps of so few unchanged cells are written again: to move the cursor takes as many bytes.
  private static let gapLimit = 4

  /// The columns that differ, as runs.
  private func changedRuns(in row: Int, since former: Grid?) -> [Range<Int>] {
    guard let former else { return [0..<size.columns] }
    var changed = (0..<size.columns).map { column in
      self[column, row] != former[column, row]
        || marks(column: column, row: row) != former.marks(column: column, row: row)
    }
    guard changed.contains(true) else { return [] }
    // Both halves of what is or was a wide character go together.
    func isRightHalf(_ column: Int) -> Bool {
      self[column, row].scalar == "\0" || former[column, row].scalar == "\0"
    }
    for column in changed.indices.dropFirst() where isRightHalf(column) && changed[column - 1] {
      changed[column] = true
    }
    for column in changed.indices.dropFirst().reversed()
    where isRightHalf(column) && changed[column] {
      changed[column - 1] = true
    }
    var runs: [Range<Int>] = []
    for column in changed.indices where changed[column] {
      if let last = runs.last, column - last.upperBound < Self.gapLimit {
        runs[runs.count - 1] = last.lowerBound..<(column + 1)
      } else {
        runs.append(column..<(column + 1))
      }
    }
    return runs
  }
}

/// Writes runs of cells, and remembers the style that the terminal is in.
private struct GridPen {
  let theme: Theme
  let tier: ColorTier
  let isOwnPage: Bool
  var text = ""
  private var style: Style?

  init(theme: Theme, tier: ColorTier, isOwnPage: Bool) {
    (self.theme, self.tier, self.isOwnPage) = (theme, tier, isOwnPage)
  }

  mutating func draw(_ grid: Grid, _ run: Range<Int>, row: Int) {
    // A gap that was filled may begin within a wide character.
    let isHalf = grid[run.lowerBound, row].scalar == "\0"
    let start = max(0, isHalf ? run.lowerBound - 1 : run.lowerBound)
    text += "\u{1B}[\(row + 1);\(start + 1)H"
    var isWide = false
    for column in start..<run.upperBound {
      let cell = grid[column, row]
      if cell.scalar == "\0", isWide {
        isWide = false
        continue
      }
      if cell.style != style {
        text += escape(cell.style)
        style = cell.style
      }
      let isHalf = cell.scalar == "\0"
      isWide = CharacterWidth.columns(cell.scalar) == 2
      // Of a wide character that something else has covered the half of.
      let isTorn = isWide && grid[column + 1, row].scalar != "\0"
      if isTorn { isWide = false }
      text.unicodeScalars.append(isHalf ? " " : isTorn ? "?" : cell.scalar)
      if isHalf || isTorn { continue }
      text.unicodeScalars.append(contentsOf: grid.marks(column: column, row: row))
    }
  }

  private func escape(_ style: Style) -> String {
    let escape = theme.escape(style, tier: tier)
    guard !isOwnPage, tier == .trueColor else { return escape }
    var codes = escape.dropLast()
    if theme.color(style.foreground) == nil { codes += ";38;2;\(theme.foreground.codes)" }
    if style.background.flatMap(theme.color) == nil { codes += ";48;2;\(theme.background.codes)" }
    return codes + "m"
  }
}

extension RGB {
  fileprivate var codes: String { "\(red);\(green);\(blue)" }
}

extension Theme {
  /// Whether plain cells look the same in both.
  fileprivate func hasPage(of other: Theme) -> Bool {
    background == other.background && foreground == other.foreground
  }
}
