/// Turns Markdown into prose, and says what can't be drawn.
struct ProseReader {
  let source: MarkdownSource
  /// The names that numbers in the text may use.
  let scope: ExpressionScope
  /// The names of the claims that words may be bound to.
  let claims: [String]
  /// Takes a fault and the byte of the text where it is.
  let report: (_ fact: LessonFact, _ offset: Int) -> Void

  static let depthLimit = 16

  func blocks(_ nodes: [MarkdownTree.Node], depth: Int = 0) -> [Prose.Block] {
    if depth > Self.depthLimit, let node = nodes.first {
      report(.tooDeep(limit: Self.depthLimit), source.offset(of: node))
      return []
    }
    return nodes.flatMap { node -> [Prose.Block] in
      switch node.kind {
      case .heading: [.heading(level: node.headingLevel, runs(node))]
      case .paragraph: paragraphs(node)
      case .list: [.list(items(of: node, depth))]
      case .quote: [.quote(blocks(node.children, depth: depth + 1))]
      case .codeBlock: [code(node)]
      case .table: [.table(table(node))]
      case .rule: [.rule]
      default: unreadable(node)
      }
    }
  }

  private func items(of list: MarkdownTree.Node, _ depth: Int) -> [Prose.Item] {
    list.children.enumerated().map { index, item in
      Prose.Item(mark: list.listMark(index), blocks: blocks(item.children, depth: depth + 1))
    }
  }

  private func code(_ node: MarkdownTree.Node) -> Prose.Block {
    if node.fenceInfo == "lab" {
      report(.misplacedBlock, source.offset(of: node))
    }
    var lines = node.literal.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return .code(lines.map(Self.withoutTabs))
  }

  /// Tabs as spaces up to the next column that is a multiple of four.
  private static func withoutTabs(_ line: Substring) -> String {
    line.reduce(into: "") { result, character in
      if character == "\t" {
        result += String(repeating: " ", count: 4 - result.count % 4)
      } else {
        result.append(character)
      }
    }
  }

  private func table(_ node: MarkdownTree.Node) -> Prose.Table {
    let alignments = node.alignments.map { letter -> Prose.Table.Alignment in
      switch letter {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .left
      }
    }
    var rows = node.children.map { row -> [[Prose.Run]] in
      var next = source.firstCutout(inLine: row.firstLine)
      return row.children.map { runs($0, from: &next) }
    }
    let header = rows.isEmpty ? [] : rows.removeFirst()
    return Prose.Table(alignments: alignments, header: header, rows: rows)
  }

  /// A paragraph, in parts where a displayed formula stands within.
  private func paragraphs(_ node: MarkdownTree.Node) -> [Prose.Block] {
    var blocks: [Prose.Block] = []
    var part: [Prose.Run] = []
    func close() {
      if !part.plainText.allSatisfy(\.isWhitespace) || part.contains(where: \.isFilled) {
        blocks.append(.paragraph(part))
      }
      part = []
    }
    var next = source.firstCutout(inLine: node.firstLine)
    InlineReader(reader: self).read(node, from: &next) { run, isDisplayed in
      if isDisplayed, case .formula(let formula) = run.content {
        close()
        blocks.append(.formula(formula))
      } else {
        part.add(run)
      }
    }
    close()
    return blocks
  }

  /// The inlines of a heading or a cell.
  func runs(_ node: MarkdownTree.Node) -> [Prose.Run] {
    var next = source.firstCutout(inLine: node.firstLine)
    return runs(node, from: &next)
  }

  private func runs(_ node: MarkdownTree.Node, from next: inout Int) -> [Prose.Run] {
    var runs: [Prose.Run] = []
    InlineReader(reader: self).read(node, from: &next) { run, _ in runs.add(run) }
    return runs
  }

  /// Raw HTML; a comment is meant for nobody.
  private func unreadable(_ node: MarkdownTree.Node) -> [Prose.Block] {
    if node.kind == .htmlBlock, !Self.isComment(node.literal) {
      report(.rawHTML(node.literal), source.offset(of: node))
    }
    return []
  }

  static func isComment(_ html: String) -> Bool {
    guard html.hasPrefix("<!--"), let end = html.firstRange(of: "-->") else { return false }
    return html[end.upperBound...].allSatisfy(\.isWhitespace)
  }

  // MARK: Cutouts

  func formula(_ cutout: MarkdownSource.Cutout) -> Prose.Formula {
    var parts: [Prose.Formula.Part] = []
    var at = cutout.content.lowerBound
    for number in source.numbers(in: cutout.content) {
      if at < number.lowerBound - 2 { parts.append(.source(tex(at..<number.lowerBound - 2))) }
      if let number = self.number(number) { parts.append(.number(number)) }
      at = number.upperBound + 2
    }
    if at < cutout.content.upperBound { parts.append(.source(tex(at..<cutout.content.upperBound))) }
    return Prose.Formula(parts: parts)
  }

  /// A formula's source in one line, without the marks of a quote around it.
  private func tex(_ range: Range<Int>) -> String {
    let lines = source.string(range).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      index == 0 ? String(line) : String(line.drop { $0 == ">" || $0 == " " })
    }.joined(separator: " ")
  }

  /// The number that a `{{formula|+.2%}}` stands for; its bytes without the braces.
  func number(_ range: Range<Int>) -> Prose.Number? {
    let bytes = source.text[range]
    let bar = bytes.firstIndex(of: UInt8(ascii: "|")) ?? range.upperBound
    let formula = source.string(range.lowerBound..<bar)
    var format = Prose.NumberFormat()
    if bar < range.upperBound {
      let text = source.string(bar + 1..<range.upperBound)
      guard let found = Prose.NumberFormat(text) else {
        report(.badDigits(text), bar + 1)
        return nil
      }
      format = found
    }
    do {
      let expression = try Expression(formula, scope: scope, expecting: .number)
      return Prose.Number(expression: expression, format: format)
    } catch {
      // Columns of expressions are counted in Unicode scalars.
      let before = formula.unicodeScalars.prefix(error.column - 1)
      let offset = before.reduce(range.lowerBound) { $0 + UTF8.width($1) }
      report(.expression(error, key: "{{…}}", source: formula), offset)
      return nil
    }
  }
}

extension Prose.Run {
  fileprivate var isFilled: Bool {
    if case .number = content { true } else { false }
  }
}

extension [Prose.Run] {
  /// Appends a run, to the last one where both are text in the same style.
  fileprivate mutating func add(_ run: Prose.Run) {
    if case .text(let more) = run.content, case .text(let text)? = last?.content {
      var joined = run
      joined.content = .text(text + more)
      var before = run
      before.content = .text(text)
      if before == last {
        self[count - 1] = joined
        return
      }
    }
    append(run)
  }
}
