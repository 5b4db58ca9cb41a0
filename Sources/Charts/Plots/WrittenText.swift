/// A text as it was written: its line ends and spaces stay, long lines are broken at spaces.
public struct WrittenText: Drawable, Hashable, Sendable {
  public var runs: [StyledLine.Run]
  /// The line at the top, from 0; nil: the end is in sight.
  public var firstLine: Int?

  public init(_ runs: [StyledLine.Run], firstLine: Int? = nil) {
    self.runs = runs
    self.firstLine = firstLine
  }

  /// Columns at the right for the marks of what is out of sight.
  private static let margin = 2

  /// The lines that it takes in a rectangle.
  public func lineCount(in rect: Rect) -> Int { lines(in: rect).count }

  private func lines(in rect: Rect) -> [StyledLine] {
    var breaker = LineBreaker(width: max(1, rect.columns - Self.margin))
    for run in runs {
      for scalar in run.text.unicodeScalars { breaker.take(scalar, run.style) }
    }
    return breaker.finished()
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let lines = lines(in: rect)
    let last = max(0, lines.count - rect.rows)
    let first = min(max(0, firstLine ?? last), last)
    let shown = lines[first..<min(lines.count, first + rect.rows)]
    for (offset, line) in shown.enumerated() {
      line.draw(
        into: &grid, column: rect.column, row: rect.row + offset,
        width: max(1, rect.columns - Self.margin))
    }
    guard rect.columns > Self.margin else { return }
    let isBraille = glyphs == .braille
    if first > 0 {
      grid[rect.endColumn - 1, rect.row] = Cell(isBraille ? "▴" : "^", .faint)
    }
    if shown.endIndex < lines.count {
      grid[rect.endColumn - 1, rect.endRow - 1] = Cell(isBraille ? "▾" : "v", .faint)
    }
  }
}

/// Breaks a text into lines without changing a character of it.
private struct LineBreaker {
  private struct Glyph {
    var scalar: Unicode.Scalar
    var style: Style
    var columns: Int
  }

  let width: Int
  private var lines: [[Glyph]] = []
  private var line: [Glyph] = []
  private var columns = 0

  init(width: Int) {
    self.width = width
  }

  mutating func take(_ scalar: Unicode.Scalar, _ style: Style) {
    if scalar == "\n" { return endLine() }
    let isBlank = scalar == " " || scalar == "\t"
    let glyph = Glyph(
      scalar: isBlank ? " " : scalar, style: style, columns: CharacterWidth.columns(scalar))
    if columns + glyph.columns > width {
      // A blank at the end of a full line is not seen.
      if isBlank { return endLine() }
      breakLine()
    }
    line.append(glyph)
    columns += glyph.columns
  }

  /// Moves the last word to the next line; a word as long as the line is cut.
  private mutating func breakLine() {
    guard let blank = line.lastIndex(where: { $0.scalar == " " }) else { return endLine() }
    let word = Array(line[(blank + 1)...])
    line.removeSubrange(blank...)
    endLine()
    line = word
    columns = word.reduce(0) { $0 + $1.columns }
  }

  private mutating func endLine() {
    lines.append(line)
    line = []
    columns = 0
  }

  mutating func finished() -> [StyledLine] {
    if !line.isEmpty { endLine() }
    return lines.map { glyphs in
      var runs: [StyledLine.Run] = []
      for glyph in glyphs {
        if runs.last?.style != glyph.style { runs.append(.init("", glyph.style)) }
        runs[runs.count - 1].text.unicodeScalars.append(glyph.scalar)
      }
      return StyledLine(runs)
    }
  }
}
