/// Sets blocks as rows.
struct BlockSetter {
  let width: Int
  let glyphs: GlyphTier
  private(set) var lines: [StyledLine] = []
  /// Whether the block before was the first of a list's item; nil before the first block.
  private var wasItem: Bool?

  init(width: Int, glyphs: GlyphTier) {
    self.width = width
    self.glyphs = glyphs
  }

  /// What stands at the left of a block: bars of quotes, the room under the marks of lists.
  private struct Margin {
    var runs: [StyledLine.Run] = []
    /// That of the first row, where it has a list's mark.
    var first: [StyledLine.Run]?

    var columns: Int { StyledLine(runs).columns }

    func adding(_ run: StyledLine.Run) -> Margin {
      Margin(runs: runs + [run], first: first.map { $0 + [run] })
    }
  }

  mutating func set(_ blocks: [FormattedText.Block], style: Style) {
    set(blocks, style: style, margin: Margin(), outer: Margin())
  }

  /// `outer`: the margin of the block that these are in, which the gap before them has.
  private mutating func set(
    _ blocks: [FormattedText.Block], style: Style, margin: Margin, outer: Margin
  ) {
    var margin = margin
    for (index, block) in blocks.enumerated() {
      set(block, style: style, margin: margin, gap: index == 0 ? outer : margin)
      margin.first = nil
    }
  }

  private mutating func set(
    _ block: FormattedText.Block, style: Style, margin: Margin, gap: Margin
  ) {
    switch block {
    case .heading(let level, let runs):
      let style = level == 1 ? Style(.accent, bold: true) : Style.strong
      add(prose(runs, style, in: room(margin)), margin, gap)
    case .paragraph(let runs): add(prose(runs, style, in: room(margin)), margin, gap)
    case .list(let items):
      for item in items { set(item, style: style, margin: margin, gap: gap) }
    case .quote(let blocks):
      let bar = StyledLine.Run(glyphs == .ascii ? "| " : "│ ", Style(.border))
      set(blocks, style: .faint, margin: margin.adding(bar), outer: gap)
    case .code(let rows): add(code(rows, in: room(margin)), margin, gap)
    case .formula(let source): add(formula(source, style, in: room(margin)), margin, gap)
    case .table(let table):
      let setter = TableSetter(width: room(margin), glyphs: glyphs, style: style)
      add(setter.lines(table), margin, gap)
    case .rule:
      let dash = glyphs == .ascii ? "-" : "─"
      add(
        [StyledLine(String(repeating: dash, count: room(margin)), Style(.border))], margin, gap)
    }
  }

  private mutating func set(
    _ item: FormattedText.Item, style: Style, margin: Margin, gap: Margin
  ) {
    let mark = (item.mark.isEmpty ? (glyphs == .braille ? "•" : "-") : item.mark) + " "
    let blank = String(repeating: " ", count: CharacterWidth.columns(of: mark))
    let inner = Margin(
      runs: margin.runs + [.init(blank)],
      first: (margin.first ?? margin.runs) + [.init(mark, .accent)])
    if item.blocks.isEmpty {
      add([StyledLine()], inner, gap)
    } else {
      set(item.blocks, style: style, margin: inner, outer: gap)
    }
  }

  // MARK: Rows

  /// The columns beside a margin; where it leaves no room, it is given up.
  private func room(_ margin: Margin) -> Int { hasRoom(margin) ? width - margin.columns : width }

  private func hasRoom(_ margin: Margin) -> Bool { margin.columns + 4 <= width }

  /// Appends the rows of a block, after an empty one unless items of a list follow each other.
  private mutating func add(_ rows: [StyledLine], _ margin: Margin, _ gap: Margin) {
    let isItem = margin.first != nil
    if let wasItem, !(wasItem && isItem) {
      let isBar = gap.runs.contains { !$0.text.allSatisfy { $0 == " " } }
      lines.append(StyledLine(isBar && hasRoom(gap) ? gap.runs : []))
    }
    wasItem = isItem
    guard hasRoom(margin) else {
      lines += rows
      return
    }
    for (index, row) in rows.enumerated() {
      var line = row
      line.runs = (index == 0 ? margin.first ?? margin.runs : margin.runs) + row.runs
      lines.append(line)
    }
  }

  private func prose(
    _ runs: [FormattedText.Run], _ style: Style, in width: Int
  ) -> [StyledLine] {
    let runs = InlineSetter(style: style, glyphs: glyphs).runs(runs)
    return WordWrap.lines(runs, width: width).map { StyledLine($0) }
  }

  private func code(_ rows: [String], in width: Int) -> [StyledLine] {
    let indent = width > 4 ? "  " : ""
    return rows.map { row in
      let text = row.withoutControls.spelled(for: glyphs).clipped(
        to: width - indent.count, glyphs: glyphs)
      return StyledLine(indent + text, Style(.strong))
    }
  }

  /// A displayed formula; where it is too wide, its parts, or all of it in one row, wrapped.
  private func formula(_ source: String, _ style: Style, in width: Int) -> [StyledLine] {
    let rows = Formula(source).block(glyphs: glyphs)
    let columns = rows.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
    guard columns <= width else {
      // What a wide space holds apart can as well stand one below the other.
      let parts = source.split(separator: "\\qquad")
      if parts.count > 1 { return parts.flatMap { formula(String($0), style, in: width) } }
      let text = Formula(source).inline(glyphs: glyphs)
      return WordWrap.lines([.init(text, style)], width: width).map { StyledLine($0) }
    }
    let indent = String(repeating: " ", count: min(4, (width - columns) / 2))
    return rows.enumerated().map { offset, row in
      var line = StyledLine(indent + row, style)
      line.isJoinedToNext = offset + 1 < rows.count
      return line
    }
  }
}

/// Gives runs of formatted text their styles; code and formulas keep their spaces together.
struct InlineSetter {
  var style: Style
  var glyphs: GlyphTier

  /// Stands for a space at which a row must not end.
  static let boundSpace: Unicode.Scalar = "\u{A0}"

  func runs(_ runs: [FormattedText.Run]) -> [StyledLine.Run] {
    runs.map { run in
      var style = style
      if run.isBold { style.isBold = true }
      if run.isUnderlined { style.isUnderlined = true }
      return switch run.content {
      case .text(let text): .init(spelled(text), style)
      case .code(let text): .init(bound(spelled(text)), Style(.accent))
      case .formula(let source): .init(bound(Formula(source).inline(glyphs: glyphs)), style)
      case .address(let address): .init("(\(address))", .faint)
      case .lineBreak: .init("\n", style)
      case .mark(let sign, let style): .init(bound(" \(sign)"), style)
      }
    }
  }

  /// The signs of mathematics in words; a dot in the middle is a product, as in formulas.
  private func spelled(_ text: String) -> String {
    let text = text.spelled(for: glyphs)
    return glyphs == .ascii ? String(text.map { $0 == "·" ? "*" : $0 }) : text
  }

  private func bound(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == " " ? Self.boundSpace : $0 }))
  }
}
