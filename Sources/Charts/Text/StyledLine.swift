/// One row of text in runs of one style each.
public struct StyledLine: Hashable, Sendable {
  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  public var runs: [Run]
  /// Whether the next line is a part of the same formula, which is seen whole or not at all.
  public var isJoinedToNext = false

  public init(_ runs: [Run] = []) {
    self.runs = runs
  }

  public init(_ text: String, _ style: Style = .plain) {
    self.init([Run(text, style)])
  }

  /// The text without its styles.
  public var text: String { runs.reduce(into: "") { $0 += $1.text } }
  /// The width in cells.
  public var columns: Int { runs.reduce(0) { $0 + CharacterWidth.columns(of: $1.text) } }

  /// Draws the line from a place to the right, at most `width` columns, and returns the first
  /// column after it.
  @discardableResult
  public func draw(into grid: inout Grid, column: Int, row: Int, width: Int = .max) -> Int {
    var at = column
    for run in runs {
      let left = width == .max ? Int.max : max(0, column + width - at)
      at = grid.write(run.text, column: at, row: row, width: left, style: run.style)
    }
    return at
  }
}

extension [StyledLine] {
  /// The lines from one on that `rows` rows have room for; a formula that would be cut is left to the
  /// rows below, unless it is higher than all of them.
  public func page(from start: Int, rows: Int) -> ArraySlice<StyledLine> {
    let page = dropFirst(start).prefix(Swift.max(0, rows))
    guard page.endIndex < endIndex else { return page }
    let whole = page.lastIndex { !$0.isJoinedToNext }
    return whole.map { page[...$0] } ?? page
  }
}
