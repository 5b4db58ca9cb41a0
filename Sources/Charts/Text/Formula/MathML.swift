/// A formula in TeX's notation as MathML, from the same reading that sets it as text.
public struct MathML: Hashable, Sendable {
  public var source: String
  /// Whether it stands by itself, with limits above and below sums.
  public var isDisplayed: Bool

  public init(_ source: String, isDisplayed: Bool = false) {
    self.source = source
    self.isDisplayed = isDisplayed
  }

  /// A `math` element with the source as its annotation.
  public var text: String {
    let written = source.replacing("\n", with: " ").withoutControls
    let display = isDisplayed ? " display=\"block\"" : ""
    return "<math\(display)><semantics>\(Self.row([node]))"
      + "<annotation encoding=\"application/x-tex\">\(MarkupText.escaped(written))"
      + "</annotation></semantics></math>"
  }

  /// The formula without the elements around it.
  package var content: String { Self.element(node) }

  private var node: FormulaNode {
    var parser = FormulaParser(source, glyphs: .braille)
    return parser.formula()
  }

  private static func element(_ node: FormulaNode) -> String {
    switch node {
    case .symbol(let text, let spacing): MathMLSymbol(text, spacing).element
    case .space(let columns): "<mspace width=\"\(width(columns))\"/>"
    case .row(let nodes): row(nodes)
    case .fraction(let top, let bottom): "<mfrac>\(element(top))\(element(bottom))</mfrac>"
    case .root(let body, nil): "<msqrt>\(element(body))</msqrt>"
    case .root(let body, let degree?): "<mroot>\(element(body))\(element(degree))</mroot>"
    case .scripts(let base, let lower, let upper): scripts(base, lower, upper)
    case .accent(let base, let mark):
      "<mover accent=\"true\">\(element(base))<mo>\(MarkupText.escaped(mark))</mo></mover>"
    case .delimited(let left, let body, let right):
      "<mrow>\(fence(left, "prefix"))\(element(body))\(fence(right, "postfix"))</mrow>"
    case .matrix(let rows, let left, let right): matrix(rows, left, right)
    }
  }

  /// In ems, as wide as TeX has them.
  private static func width(_ columns: Int) -> String {
    switch columns {
    case ...1: "0.2em"
    case 2, 3: "1em"
    default: "2em"
    }
  }

  private static func scripts(
    _ base: FormulaNode, _ lower: FormulaNode?, _ upper: FormulaNode?
  ) -> String {
    let name: String
    let isLimit = FormulaRow.spacing(base) == .large
    switch (lower, upper) {
    case (nil, _): name = isLimit ? "mover" : "msup"
    case (_, nil): name = isLimit ? "munder" : "msub"
    default: name = isLimit ? "munderover" : "msubsup"
    }
    let parts = [base, lower, upper].compactMap { $0 }.map(element).joined()
    return "<\(name)>\(parts)</\(name)>"
  }

  private static func fence(_ text: String, _ form: String) -> String {
    text.isEmpty
      ? "" : "<mo fence=\"true\" form=\"\(form)\">\(MarkupText.escaped(text))</mo>"
  }

  private static func matrix(_ rows: [[FormulaNode]], _ left: String, _ right: String) -> String {
    let isCases = left == "{"
    let cell = isCases ? "<mtd style=\"text-align:left\">" : "<mtd>"
    let body = rows.map { row in
      "<mtr>" + row.map { cell + element($0) + "</mtd>" }.joined() + "</mtr>"
    }.joined()
    return "<mrow>\(fence(left, "prefix"))<mtable>\(body)</mtable>\(fence(right, "postfix"))</mrow>"
  }

  // MARK: Rows

  private static func row(_ nodes: [FormulaNode]) -> String {
    let flat = nodes.flatMap { node -> [FormulaNode] in
      if case .row(let inner) = node { return inner }
      return [node]
    }
    let parts = primed(flat)
    if parts.count == 1 { return element(parts[0]) }
    let elements = parts.indices.map { index -> String in
      let isApplied =
        FormulaRow.spacing(parts[index]) == .function && index + 1 < parts.count
        && !isDelimiter(parts[index + 1])
      return element(parts[index]) + (isApplied ? "<mspace width=\"0.17em\"/>" : "")
    }
    return "<mrow>\(elements.joined())</mrow>"
  }

  /// A prime is a script of what stands before it.
  private static func primed(_ nodes: [FormulaNode]) -> [FormulaNode] {
    nodes.reduce(into: []) { parts, node in
      guard node == .symbol("′", .ordinary), let base = parts.popLast() else {
        parts.append(node)
        return
      }
      if case .scripts(let inner, let lower, nil) = base {
        parts.append(.scripts(inner, lower: lower, upper: node))
      } else {
        parts.append(.scripts(base, lower: nil, upper: node))
      }
    }
  }

  private static func isDelimiter(_ node: FormulaNode) -> Bool {
    switch node {
    case .delimited, .space: true
    case .symbol(let text, let spacing): ["(", "["].contains(text) || spacing != .ordinary
    case .scripts(let base, _, _): isDelimiter(base)
    default: false
    }
  }
}

/// The element of one letter, number, name or sign.
private struct MathMLSymbol {
  let text: String
  let spacing: FormulaNode.Spacing

  init(_ text: String, _ spacing: FormulaNode.Spacing) {
    (self.text, self.spacing) = (text, spacing)
  }

  var element: String {
    switch spacing {
    case .binary, .relation, .punctuation: tag("mo")
    case .large: tag("mo", " movablelimits=\"true\"")
    case .function: tag("mi")
    case .ordinary: ordinary
    }
  }

  private static let identifiers: Set<String> = ["∂", "∇", "∞", "ℓ", "ℏ"]

  private var ordinary: String {
    guard let first = text.first else { return "<mrow></mrow>" }
    if text == "ᵀ" { return "<mi mathvariant=\"normal\">T</mi>" }
    if first.isNumber && first.isASCII { return tag("mn") }
    if text.contains(" ") { return tag("mtext") }
    if first.isLetter || Self.identifiers.contains(text) { return tag("mi") }
    // Brackets that no \left and \right made as high as what is between them.
    return tag("mo", " stretchy=\"false\"")
  }

  private func tag(_ name: String, _ attributes: String = "") -> String {
    // Spaces at the ends of a text are part of it.
    let words = name == "mtext" ? text.replacing(" ", with: "\u{A0}") : text
    return "<\(name)\(attributes)>\(MarkupText.escaped(words))</\(name)>"
  }
}
