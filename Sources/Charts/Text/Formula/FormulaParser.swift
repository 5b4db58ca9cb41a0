/// Reads the part of TeX's mathematics that lessons use. Total: what it doesn't know is shown by
/// its name, what is missing is left empty, and depth is bounded.
struct FormulaParser {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0
  private let glyphs: GlyphTier
  private static let deepest = 24

  init(_ source: String, glyphs: GlyphTier) {
    scalars = Array(source.unicodeScalars.prefix(4000))
    self.glyphs = glyphs
  }

  mutating func formula() -> FormulaNode {
    var rows: [FormulaNode] = []
    // A closing brace without an opening one ends a row; go on behind it.
    while place < scalars.count {
      let before = place
      rows.append(row { _ in false })
      if place == before || peek == "}" { place += 1 }
    }
    return rows.count == 1 ? rows[0] : .row(rows)
  }

  private var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  /// Nodes up to the end, a closing brace, or where `isEnd` says so.
  private mutating func row(until isEnd: (inout FormulaParser) -> Bool) -> FormulaNode {
    depth += 1
    defer { depth -= 1 }
    var nodes: [FormulaNode] = []
    while let next = peek, next != "}" {
      if isEnd(&self) { break }
      if depth > Self.deepest {
        place += 1
        continue
      }
      if next == "^" || next == "_" {
        // A second script on the same base starts anew, so that no chain of them nests.
        if case .scripts? = nodes.last { nodes.append(.empty) }
        nodes.append(scripts(on: nodes.popLast() ?? .empty))
      } else if let node = atom() {
        nodes.append(node)
      }
    }
    return nodes.count == 1 ? nodes[0] : .row(nodes)
  }

  private mutating func scripts(on base: FormulaNode) -> FormulaNode {
    var (lower, upper): (FormulaNode?, FormulaNode?)
    while let mark = peek, mark == "^" || mark == "_", mark == "^" ? upper == nil : lower == nil {
      place += 1
      let script = argument()
      if mark == "^" { upper = script } else { lower = script }
    }
    if lower == nil && upper == nil {
      place += 1
      return base
    }
    return .scripts(base, lower: lower, upper: upper)
  }

  /// A group in braces, or a single atom.
  private mutating func argument() -> FormulaNode {
    skipSpaces()
    depth += 1
    defer { depth -= 1 }
    guard let next = peek, next != "}", next != "^", next != "_", depth <= Self.deepest else {
      return .empty
    }
    return atom() ?? .empty
  }

  private mutating func skipSpaces() {
    while let next = peek, next == " " || next == "\n" || next == "\t" || next == "\r" {
      place += 1
    }
  }

  /// One thing; nil for what leaves no mark.
  private mutating func atom() -> FormulaNode? {
    guard let next = peek else { return nil }
    place += 1
    switch next {
    case " ", "\n", "\t", "\r", "&": return nil
    case "~": return .space(1)
    case "{":
      let inside = row { _ in false }
      if peek == "}" { place += 1 }
      return inside
    case "\\": return command()
    case "-": return .symbol(glyphs == .braille ? "−" : "-", .binary)
    case "+", "*": return .symbol(String(next), .binary)
    case "=", "<", ">", ":": return .symbol(String(next), .relation)
    case ",", ";": return .symbol(String(next), .punctuation)
    case "'": return .symbol(glyphs == .braille ? "′" : "'", .ordinary)
    case "0"..."9": return number(next)
    default:
      let isControl = CharacterWidth.isControl(next)
      return .symbol(isControl ? "\u{FFFD}" : String(next), .ordinary)
    }
  }

  private mutating func number(_ first: Unicode.Scalar) -> FormulaNode {
    var text = String(first)
    while let next = peek, ("0"..."9").contains(next) || next == "." {
      text.unicodeScalars.append(next)
      place += 1
    }
    return .symbol(text, .ordinary)
  }

  private mutating func commandName() -> String {
    var name = ""
    while let next = peek, ("a"..."z").contains(next) || ("A"..."Z").contains(next) {
      name.unicodeScalars.append(next)
      place += 1
    }
    if name.isEmpty, let next = peek {
      name.unicodeScalars.append(next)
      place += 1
    }
    return name
  }

  private mutating func command() -> FormulaNode? {
    let name = commandName()
    switch name {
    case "frac", "dfrac", "tfrac":
      let numerator = argument()
      return .fraction(numerator, argument())
    case "sqrt": return root()
    case "text", "mathrm", "operatorname", "textbf", "mbox", "texttt", "mathit":
      return .symbol(rawGroup(), name == "operatorname" ? .function : .ordinary)
    case "mathbf", "boldsymbol", "mathcal", "mathsf", "bm": return argument()
    case "mathbb": return blackboard()
    case "hat", "widehat": return .accent(argument(), "^")
    case "tilde", "widetilde": return .accent(argument(), "~")
    case "bar", "overline": return .accent(argument(), glyphs == .braille ? "¯" : "-")
    case "dot": return .accent(argument(), glyphs == .braille ? "˙" : ".")
    case "vec": return .accent(argument(), glyphs == .braille ? "→" : ">")
    case "left": return delimited()
    case "begin": return environment()
    case "quad": return .space(2)
    case "qquad": return .space(4)
    case ",", ";", ":", " ", ">": return .space(1)
    case "!", "displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "bigl", "bigr",
      "Bigl", "Bigr", "right", "\\":
      return nil
    case "end":
      _ = rawGroup()
      return nil
    default:
      guard let entry = FormulaSymbols.entry(name) else {
        return .symbol(name.withoutControls, .ordinary)
      }
      return .symbol(glyphs == .braille ? entry.unicode : entry.ascii, entry.spacing)
    }
  }

  private mutating func root() -> FormulaNode {
    skipSpaces()
    var degree: FormulaNode?
    if peek == "[" {
      place += 1
      degree = row { $0.peek == "]" }
      if peek == "]" { place += 1 }
    }
    return .root(argument(), degree: degree)
  }

  private mutating func blackboard() -> FormulaNode {
    let text = rawGroup()
    guard glyphs == .braille else { return .symbol(text, .ordinary) }
    return .symbol(
      text.map { FormulaSymbols.blackboard[$0] ?? String($0) }.joined(), .ordinary)
  }

  /// The characters of a group in braces, as they stand.
  private mutating func rawGroup() -> String {
    skipSpaces()
    guard peek == "{" else {
      guard let next = peek, next != "}" else { return "" }
      place += 1
      return String(next).withoutControls
    }
    place += 1
    var text = ""
    while let next = peek, next != "}" {
      text.unicodeScalars.append(next)
      place += 1
    }
    if peek == "}" { place += 1 }
    return text.withoutControls
  }

  private mutating func delimiter() -> String {
    skipSpaces()
    guard let next = peek else { return "" }
    place += 1
    if next == "." { return "" }
    guard next == "\\" else { return String(next).withoutControls }
    let name = commandName()
    let entry = FormulaSymbols.entry(name)
    return (glyphs == .braille ? entry?.unicode : entry?.ascii) ?? name.withoutControls
  }

  private func isAt(_ text: String) -> Bool {
    scalars[place...].starts(with: text.unicodeScalars)
  }

  private mutating func delimited() -> FormulaNode {
    let left = delimiter()
    let body = row { $0.isAt("\\right") && !$0.isAt("\\rightarrow") }
    guard isAt("\\right") else { return .delimited(left, body, "") }
    place += 6
    return .delimited(left, body, delimiter())
  }

  private mutating func environment() -> FormulaNode {
    let name = rawGroup()
    var rows: [[FormulaNode]] = [[]]
    while place < scalars.count, depth <= Self.deepest {
      let cell = row { $0.peek == "&" || $0.isAt("\\\\") || $0.isAt("\\end") }
      rows[rows.count - 1].append(cell)
      if peek == "&" {
        place += 1
      } else if isAt("\\\\") {
        place += 2
        rows.append([])
      } else if isAt("\\end") {
        place += 4
        _ = rawGroup()
        break
      } else {
        break
      }
    }
    let marks: (String, String) =
      switch name {
      case "pmatrix": ("(", ")")
      case "bmatrix": ("[", "]")
      case "vmatrix": ("|", "|")
      case "cases": ("{", "")
      default: ("", "")
      }
    return .matrix(
      rows.filter { row in row.contains { $0 != .empty } }, left: marks.0, right: marks.1)
  }
}
