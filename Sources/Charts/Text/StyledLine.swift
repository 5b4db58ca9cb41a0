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
