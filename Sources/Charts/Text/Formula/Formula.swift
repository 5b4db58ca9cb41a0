/// A formula in TeX's notation, set as text.
public struct Formula: Hashable, Sendable {
  public var source: String

  public init(_ source: String) {
    self.source = source
  }

  /// The formula in one row: a/b, xᵢ², √(x).
  public func inline(glyphs: GlyphTier = .braille) -> String {
    var parser = FormulaParser(source, glyphs: glyphs)
    return FormulaInline(glyphs: glyphs).text(parser.formula()).trimmingSpaces
  }

  /// The formula in two dimensions: fractions with a bar, sums with their limits, roots with a
  /// roof. Rows are padded to the same width.
  public func block(glyphs: GlyphTier = .braille) -> [String] {
    var parser = FormulaParser(source, glyphs: glyphs)
    return FormulaSetter(glyphs: glyphs).box(parser.formula()).rows
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    let spaces: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n"]
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !spaces.contains($0) }),
      let last = scalars.lastIndex(where: { !spaces.contains($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}

/// Sets a formula in one row.
struct FormulaInline {
  var glyphs: GlyphTier

  func text(_ node: FormulaNode) -> String {
    switch node {
    case .symbol(let text, _): return text
    case .space(let columns): return String(repeating: " ", count: columns)
    case .row(let nodes): return joined(FormulaRow.spaced(nodes).map(text))
    case .fraction(let top, let bottom): return "\(grouped(top))/\(grouped(bottom))"
    case .root(let body, let degree): return root(body, degree)
    case .scripts(let base, let lower, let upper):
      let isCompound = !base.isSimple && FormulaRow.spacing(base) == .ordinary
      return (isCompound ? grouped(base) : text(base))
        + script(lower, "_", FormulaSymbols.subscripts)
        + script(upper, "^", FormulaSymbols.superscripts)
    case .accent(let base, let mark): return accent(base, mark)
    case .delimited(let left, let body, let right): return left + text(body) + right
    case .matrix(let rows, let left, let right):
      let cells = rows.map { $0.map(text).joined(separator: left == "{" ? "  " : " ") }
      return left + cells.joined(separator: "; ") + right
    }
  }

  /// The parts of a row, held apart where they would read as one word: x^2 y, sigma x.
  private func joined(_ parts: [String]) -> String {
    var before = ""
    return parts.reduce(into: "") { result, part in
      let meet = before.last?.isLetterOrDigit == true && part.first?.isLetterOrDigit == true
      let isScript = before.contains { $0 == "^" || $0 == "_" }
      let isName = { (name: String) in name.count > 1 && name.first?.isLetter == true }
      if meet && (isScript || (glyphs != .braille && (isName(before) || isName(part)))) {
        result += " "
      }
      result += part
      if !part.isEmpty { before = part }
    }
  }

  private func grouped(_ node: FormulaNode) -> String {
    node.isSimple ? text(node) : "(\(text(node)))"
  }

  private func root(_ body: FormulaNode, _ degree: FormulaNode?) -> String {
    guard glyphs == .braille else { return "sqrt(\(text(body)))" }
    let small = degree.flatMap { FormulaSymbols.small(text($0), FormulaSymbols.superscripts) }
    return (small ?? "") + "√" + grouped(body)
  }

  /// Raised or lowered letters where they exist, else `^x` or `^(x + 1)`.
  private func script(
    _ node: FormulaNode?, _ mark: String, _ table: [Character: Character]
  ) -> String {
    guard let node, node != .empty else { return "" }
    let text = text(node).filter { $0 != " " }
    if glyphs == .braille {
      if text == "ᵀ" || text == "′" { return text }
      if let small = FormulaSymbols.small(text, table) { return small }
    }
    return mark + (text.unicodeScalars.count == 1 || node.isSimple ? text : "(\(text))")
  }

  private func accent(_ base: FormulaNode, _ mark: String) -> String {
    let letter = text(base)
    if glyphs == .braille, let marked = FormulaSymbols.marked[mark]?[letter] { return marked }
    let name = ["^": "hat", "~": "tilde", "¯": "mean", "-": "mean", "˙": "dot", ".": "dot"][mark]
    return "\(name ?? "vec")(\(letter))"
  }
}
