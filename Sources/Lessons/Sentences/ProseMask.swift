/// What each byte of a lesson file is to someone who reads its sentences.
struct ProseMask {
  enum Kind: UInt8 {
    /// Words that nothing vouches for.
    case plain
    /// No text: settings, titles, code, addresses.
    case hidden
    /// A formula: read, and neither counted nor asked for.
    case formula
    /// A number from the run, or words bound to a claim or marked as a definition.
    case bound
    /// Where one item, cell or paragraph ends.
    case boundary
  }

  let source: MarkdownSource
  private(set) var kinds: [Kind]
  private var text: [UInt8] { source.text }

  init(_ outline: LessonOutline) {
    source = outline.source
    kinds = [Kind](repeating: .plain, count: source.text.count)
    hideMarkdown()
    for step in outline.steps {
      if let block = step.block { hide(block) }
    }
    for range in source.spans(in: kinds[...], between: UInt8(ascii: "`")) { mark(range, .hidden) }
    for cutout in source.cutouts { mark(cutout.range, cutout.kind == .number ? .bound : .formula) }
    bindLinks()
  }

  private mutating func mark(_ range: Range<Int>, _ kind: Kind) {
    for index in range { kinds[index] = kind }
  }

  private mutating func mark(lines: ClosedRange<Int>, _ kind: Kind) {
    for line in lines { mark(source.line(line).indices, kind) }
  }

  // MARK: Markdown

  private mutating func hideMarkdown() {
    for node in source.tree.root.children {
      switch node.kind {
      case .heading, .codeBlock, .htmlBlock: mark(lines: node.firstLine...node.lastLine, .boundary)
      default: separateItems(node)
      }
    }
    hideComments()
    // Blank lines end paragraphs.
    for index in text.indices.dropFirst() where text[index] == 0x0A && text[index - 1] == 0x0A {
      kinds[index] = .boundary
    }
  }

  private mutating func hideComments() {
    var rest = text[...]
    while let start = rest.firstRange(of: Array("<!--".utf8)) {
      let end = text[start.upperBound...].firstRange(of: Array("-->".utf8))
      mark(start.lowerBound..<(end?.upperBound ?? text.endIndex), .hidden)
      rest = text[(end?.upperBound ?? text.endIndex)...]
    }
  }

  /// Marks of lists and bars of tables are no words.
  private mutating func separateItems(_ node: MarkdownTree.Node) {
    for line in node.firstLine...node.lastLine {
      let bytes = source.line(line)
      if node.kind == .table {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "|") {
          kinds[index] = .boundary
        }
      } else if let mark = bytes.listMark {
        self.mark(mark, .boundary)
      }
    }
  }

  // MARK: Lab blocks

  /// Of a lab block, hints, notes and reasons are read; a question states nothing.
  private mutating func hide(_ block: LessonOutline.Passage) {
    var isText = false
    // The indentation of `why` while its lines go on.
    var why: Int?
    for (offset, line) in block.lines.enumerated() {
      let bytes = source.line(block.firstLine + offset)
      let indent = line.prefix { $0 == " " }.count
      let key = line.dropFirst(indent).prefix { $0.isLetter || $0 == "_" }
      let isKey = line.dropFirst(indent + key.count).hasPrefix(":") && !key.isEmpty
      if let depth = why, indent <= depth, !line.isEmpty { why = nil }
      if indent == 0, isKey { isText = key == "hints" || key == "notes" }
      if isKey, key == "why" { why = indent }
      guard isText || why != nil else { continue }
      for index in bytes.indices { kinds[index] = .plain }
      let rest = bytes.dropFirst(indent)
      if isKey, indent == 0 || why != nil {
        let marks = rest.dropFirst(key.utf8.count + 1).prefix { " >-|\"'[{".utf8.contains($0) }
        mark(bytes.startIndex..<marks.endIndex, .boundary)
      } else if rest.starts(with: "- ".utf8) {
        mark(bytes.startIndex..<rest.prefix { " -\"'".utf8.contains($0) }.endIndex, .boundary)
      }
    }
    guard let last = block.lines.indices.last else { return }
    let bytes =
      source.line(block.firstLine).startIndex..<source.line(block.firstLine + last).endIndex
    for range in source.spans(in: kinds[bytes], between: UInt8(ascii: "$")) {
      mark(range, .formula)
    }
  }

  // MARK: Links

  private mutating func bindLinks() {
    for index in text.indices where text[index...].starts(with: "](".utf8) {
      guard kinds[index] == .plain, let end = text[index...].firstIndex(of: UInt8(ascii: ")")),
        let start = opening(of: index)
      else { continue }
      let address = text[(index + 2)...]
      if address.starts(with: "claim:".utf8) || address.starts(with: "definition:".utf8) {
        mark(start..<end + 1, .bound)
      } else {
        mark(index..<end + 1, .hidden)
      }
    }
  }

  /// The bracket that a closing one belongs to.
  private func opening(of closing: Int) -> Int? {
    var depth = 0
    for index in (0..<closing).reversed() {
      switch text[index] {
      case UInt8(ascii: "]") where kinds[index] != .formula: depth += 1
      case UInt8(ascii: "[") where kinds[index] != .formula:
        if depth == 0 { return index }
        depth -= 1
      default: if kinds[index] == .boundary { return nil }
      }
    }
    return nil
  }
}

extension MarkdownSource {
  /// What stands between two marks of one paragraph, with the marks: code or formulas.
  fileprivate func spans(
    in kinds: ArraySlice<ProseMask.Kind>, between mark: UInt8
  ) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var start: Int?
    for index in kinds.indices {
      if kinds[index] == .boundary { start = nil }
      guard kinds[index] == .plain else { continue }
      guard text[index] == mark else { continue }
      if let first = start {
        spans.append(first..<index + 1)
        start = nil
      } else {
        start = index
      }
    }
    return spans
  }
}

extension ArraySlice<UInt8> {
  /// The bullet or the number of a list's item, with the spaces around it.
  fileprivate var listMark: Range<Int>? {
    let text = drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
    guard let first = text.first else { return nil }
    if "-*+".utf8.contains(first), text.dropFirst().first == UInt8(ascii: " ") {
      return startIndex..<text.startIndex + 2
    }
    let rest = text.drop { (0x30...0x39).contains($0) }
    guard rest.startIndex > text.startIndex, let end = rest.first, ".)".utf8.contains(end),
      rest.dropFirst().first == UInt8(ascii: " ")
    else { return nil }
    return startIndex..<rest.startIndex + 2
  }
}
