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
    guard width > 0 else { return [] }
    var setter = MarkdownSetter(width: width, glyphs: glyphs)
    for block in MarkdownBlock.blocks(of: source) { setter.add(block) }
    return setter.lines
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let rows = lines(width: rect.columns, glyphs: glyphs).prefix(rect.rows)
    for (offset, line) in rows.enumerated() {
      line.draw(into: &grid, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
  }
}

/// Sets blocks as rows.
struct MarkdownSetter {
  let width: Int
  let glyphs: GlyphTier
  private(set) var lines: [StyledLine] = []
  private var before: MarkdownBlock?

  init(width: Int, glyphs: GlyphTier) {
    self.width = width
    self.glyphs = glyphs
  }

  mutating func add(_ block: MarkdownBlock) {
    if let before, !(before.isItem && block.isItem) { lines.append(StyledLine()) }
    before = block
    switch block {
    case .heading(let level, let text):
      let style = level == 1 ? Style(.accent, bold: true) : Style.strong
      addProse(text, style: style)
    case .paragraph(let text): addProse(text)
    case .item(let depth, let mark, let text): addItem(depth: depth, mark: mark, text: text)
    case .quote(let text):
      let bar = StyledLine.Run(glyphs == .ascii ? "| " : "│ ", Style(.border))
      addProse(text, style: .faint, first: [bar], rest: [bar])
    case .code(let rows):
      for row in rows {
        let indent = width > 4 ? "  " : ""
        let text = row.withoutControls.clipped(to: width - indent.count, glyphs: glyphs)
        lines.append(StyledLine(indent + text, Style(.mixed)))
      }
    case .formula(let source): addFormula(source)
    case .rule:
      let dash = glyphs == .ascii ? "-" : "─"
      lines.append(StyledLine(String(repeating: dash, count: width), Style(.border)))
    }
  }

  private mutating func addItem(depth: Int, mark: String, text: String) {
    let indent = String(repeating: " ", count: min(depth * 2, max(0, width - 8)))
    let bullet = mark.isEmpty ? (glyphs == .braille ? "•" : "-") : mark
    addProse(
      text, first: [.init(indent), .init(bullet + " ", .accent)],
      rest: [.init(indent + String(repeating: " ", count: bullet.unicodeScalars.count + 1))])
  }

  private mutating func addProse(
    _ text: String, style: Style = .plain, first: [StyledLine.Run] = [],
    rest: [StyledLine.Run] = []
  ) {
    let runs = MarkdownInline(style: style, glyphs: glyphs).runs(text)
    let indent = StyledLine(first).columns
    // Where the indent leaves no room, it is given up.
    let isIndented = indent + 4 <= width
    let wrapped = WordWrap.lines(runs, width: isIndented ? width - indent : width)
    for (index, line) in wrapped.enumerated() {
      let prefix = isIndented ? (index == 0 ? first : rest) : []
      lines.append(StyledLine(prefix + line))
    }
  }

  /// A display formula; where it is too wide, its parts, or all of it in one row, wrapped.
  private mutating func addFormula(_ source: String) {
    let rows = Formula(source).block(glyphs: glyphs)
    let columns = rows.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
    guard columns <= width else {
      // What a wide space holds apart can as well stand one below the other.
      let parts = source.split(separator: "\\qquad")
      if parts.count > 1 {
        for part in parts { addFormula(String(part)) }
        return
      }
      let text = Formula(source).inline(glyphs: glyphs)
      lines += WordWrap.lines([.init(text)], width: width).map { StyledLine($0) }
      return
    }
    let indent = String(repeating: " ", count: min(4, (width - columns) / 2))
    lines += rows.map { StyledLine(indent + $0) }
  }
}
