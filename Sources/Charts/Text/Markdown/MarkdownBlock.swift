/// One block of a Markdown text.
enum MarkdownBlock: Hashable {
  case heading(level: Int, String)
  case paragraph(String)
  /// A list item: nesting depth, its number with a dot (empty for a bullet), text.
  case item(depth: Int, mark: String, String)
  case quote(String)
  case code([String])
  case formula(String)
  case rule

  var isItem: Bool {
    if case .item = self { return true }
    return false
  }

  static func blocks(of source: String) -> [MarkdownBlock] {
    var reader = MarkdownReader()
    for line in source.replacingLineEnds.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.read(String(line))
    }
    return reader.finished()
  }
}

extension String {
  /// The text with CR LF and CR as LF, and tabs as spaces. By scalars: "\r\n" is one character.
  fileprivate var replacingLineEnds: String {
    var result = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in unicodeScalars {
      switch scalar {
      case "\r": result.append("\n")
      case "\n": if !isAfterReturn { result.append("\n") }
      case "\t": result.append(contentsOf: "  ".unicodeScalars)
      default: result.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    return String(result)
  }
}

/// Reads a Markdown text row by row.
private struct MarkdownReader {
  private var blocks: [MarkdownBlock] = []
  /// The block that goes on in the next row, while it does.
  private var open: Open = .none

  private enum Open {
    case none
    case text(MarkdownBlock, String)
    case code(fence: String, [String])
    case formula(String)
  }

  mutating func finished() -> [MarkdownBlock] {
    close()
    return blocks
  }

  private mutating func close() {
    switch open {
    case .none: break
    case .text(.quote, let text): blocks.append(.quote(text))
    case .text(.item(let depth, let mark, _), let text):
      blocks.append(.item(depth: depth, mark: mark, text))
    case .text(_, let text): blocks.append(.paragraph(text))
    case .code(_, let rows): blocks.append(.code(rows))
    case .formula(let source): blocks.append(.formula(source))
    }
    open = .none
  }

  mutating func read(_ line: String) {
    let text = line.trimmingSpaces
    switch open {
    case .code(let fence, let rows):
      if text.hasPrefix(fence) { close() } else { open = .code(fence: fence, rows + [line]) }
      return
    case .formula(let source):
      readFormula(text, after: source)
      return
    case .none, .text: break
    }
    if text.isEmpty {
      close()
    } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
      close()
      open = .code(fence: String(text.prefix(3)), [])
    } else if text.hasPrefix("$$") {
      close()
      readFormula(String(text.dropFirst(2)), after: "")
    } else if !readMarked(line, text) {
      readProse(text)
    }
  }

  private mutating func readFormula(_ text: String, after source: String) {
    guard let end = text.firstRange(of: "$$") else {
      open = .formula(source + text + " ")
      return
    }
    open = .formula(source + text[..<end.lowerBound])
    close()
    let rest = String(text[end.upperBound...]).trimmingSpaces
    if !rest.isEmpty { readProse(rest) }
  }

  /// Headings, rules, quotes and list items.
  private mutating func readMarked(_ line: String, _ text: String) -> Bool {
    let level = text.prefix { $0 == "#" }.count
    if (1...6).contains(level), text.dropFirst(level).first == " " {
      close()
      let title = String(text.dropFirst(level)).trimmingSpaces
      blocks.append(.heading(level: level, title))
      return true
    }
    if text.count >= 3, "-*_".contains(where: { mark in text.allSatisfy { $0 == mark } }) {
      close()
      blocks.append(.rule)
      return true
    }
    if text.hasPrefix(">") {
      let quoted = String(text.dropFirst()).trimmingSpaces
      if case .text(.quote, let before) = open {
        open = .text(.quote(""), before + " " + quoted)
      } else {
        close()
        open = .text(.quote(""), quoted)
      }
      return true
    }
    guard let (mark, rest) = Self.listMark(text) else { return false }
    close()
    let depth = min(8, line.prefix { $0 == " " }.count / 2)
    open = .text(.item(depth: depth, mark: mark, ""), rest)
    return true
  }

  private mutating func readProse(_ text: String) {
    if case .text(let block, let before) = open {
      open = .text(block, before + " " + text)
    } else {
      open = .text(.paragraph(""), text)
    }
  }

  /// "- text", "* text", "3. text": the number with its dot, and the text.
  private static func listMark(_ text: String) -> (mark: String, rest: String)? {
    if let first = text.first, "-*+".contains(first), text.dropFirst().first == " " {
      return ("", String(text.dropFirst(2)).trimmingSpaces)
    }
    let digits = text.prefix { ("0"..."9").contains($0) }
    let rest = text.dropFirst(digits.count)
    guard (1...3).contains(digits.count), let dot = rest.first, dot == "." || dot == ")",
      rest.dropFirst().first == " "
    else { return nil }
    return (digits + String(dot), String(rest.dropFirst(2)).trimmingSpaces)
  }
}
