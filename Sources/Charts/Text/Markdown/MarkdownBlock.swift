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
  /// The kind of the block that goes on in the next row, while it does.
  private var open = Open.none
  /// What that block holds so far.
  private var content = ""
  private var rows: [String] = []

  private enum Open: Equatable {
    case none, paragraph, quote, formula
    case item(depth: Int, mark: String)
    case code(fence: String)
  }

  mutating func finished() -> [MarkdownBlock] {
    close()
    return blocks
  }

  private mutating func close() {
    switch open {
    case .none: break
    case .paragraph: blocks.append(.paragraph(content))
    case .quote: blocks.append(.quote(content))
    case .formula: blocks.append(.formula(content))
    case .item(let depth, let mark): blocks.append(.item(depth: depth, mark: mark, content))
    case .code: blocks.append(.code(rows))
    }
    begin(.none)
  }

  private mutating func begin(_ kind: Open, _ text: String = "") {
    open = kind
    content = text
    rows = []
  }

  mutating func read(_ line: String) {
    let text = line.trimmingSpaces
    if case .code(let fence) = open {
      if text.hasPrefix(fence) { close() } else { rows.append(line) }
    } else if open == .formula {
      readFormula(text)
    } else if text.isEmpty {
      close()
    } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
      close()
      begin(.code(fence: String(text.prefix(3))))
    } else if text.hasPrefix("$$") {
      close()
      begin(.formula)
      readFormula(String(text.dropFirst(2)))
    } else if !readMarked(line, text) {
      readProse(text, as: open == .none ? .paragraph : open)
    }
  }

  private mutating func readFormula(_ text: String) {
    guard let end = text.firstRange(of: "$$") else {
      content += text + " "
      return
    }
    content += text[..<end.lowerBound]
    close()
    let rest = String(text[end.upperBound...]).trimmingSpaces
    if !rest.isEmpty { readProse(rest, as: .paragraph) }
  }

  /// Goes on with the open block where it is of this kind, else begins one.
  private mutating func readProse(_ text: String, as kind: Open) {
    if open == kind {
      content += " " + text
    } else {
      close()
      begin(kind, text)
    }
  }

  /// Headings, rules, quotes and list items.
  private mutating func readMarked(_ line: String, _ text: String) -> Bool {
    let level = text.prefix { $0 == "#" }.count
    if (1...6).contains(level), text.dropFirst(level).first == " " {
      close()
      blocks.append(.heading(level: level, String(text.dropFirst(level)).trimmingSpaces))
    } else if text.count >= 3, "-*_".contains(where: { mark in text.allSatisfy { $0 == mark } }) {
      close()
      blocks.append(.rule)
    } else if text.hasPrefix(">") {
      readProse(String(text.dropFirst()).trimmingSpaces, as: .quote)
    } else if let (mark, rest) = Self.listMark(text) {
      close()
      let depth = min(8, line.prefix { $0 == " " }.count / 2)
      begin(.item(depth: depth, mark: mark), rest)
    } else {
      return false
    }
    return true
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
