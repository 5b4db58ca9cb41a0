extension Formula {
  /// The formula in words, in the order in which it is read: "E [x squared] times (n over 2) times Var
  /// [w]". Parentheses hold together what a bar, a roof or raised letters hold together in print.
  public var spoken: String {
    var parser = FormulaParser(source, glyphs: .braille)
    return FormulaSpeech.tidy(FormulaSpeech.words(parser.formula()))
  }
}

/// Reads a formula aloud.
private enum FormulaSpeech {
  static func words(_ node: FormulaNode) -> String {
    switch node {
    case .symbol(let text, let spacing): symbol(text, spacing)
    case .space: " "
    case .row(let nodes): row(nodes)
    case .fraction(let top, let bottom): "\(grouped(top)) over \(grouped(bottom))"
    case .root(let body, let degree):
      (degree.map { "root \(words($0)) of" } ?? "square root of") + " \(grouped(body))"
    case .scripts(let base, let lower, let upper): scripts(base, lower, upper)
    case .accent(let base, let mark): "\(grouped(base)) \(marks[mark] ?? "vector")"
    case .delimited(let left, let body, let right): delimited(left, body, right)
    case .matrix(let rows, let left, let right):
      "\(left) " + rows.map { $0.map(words).joined(separator: ", ") }.joined(separator: "; ")
        + " \(right)"
    }
  }

  private static let marks = [
    "^": "hat", "~": "tilde", "¯": "bar", "-": "bar", "˙": "dot", ".": "dot",
  ]

  /// What is more than one thing in parentheses.
  private static func grouped(_ node: FormulaNode) -> String {
    node.isSimple ? words(node) : "(\(words(node)))"
  }

  private static func symbol(_ text: String, _ spacing: FormulaNode.Spacing) -> String {
    // With no limits beside it.
    if text == "∑" { return "the sum of" }
    if text == "|", spacing == .relation { return "given" }
    return text.spoken
  }

  /// A row; factors that stand side by side, such as a fraction, are held together.
  private static func row(_ nodes: [FormulaNode]) -> String {
    let flat = nodes.flatMap { node -> [FormulaNode] in
      if case .row(let inner) = node { return inner }
      return [node]
    }
    var isInNorm = false
    return flat.map { node in
      if case .symbol("‖", _) = node {
        isInNorm.toggle()
        return isInNorm ? "norm of (" : ")"
      }
      if case .fraction = node, flat.count > 1 { return "(\(words(node)))" }
      return words(node)
    }.joined(separator: " ")
  }

  private static func scripts(
    _ base: FormulaNode, _ lower: FormulaNode?, _ upper: FormulaNode?
  ) -> String {
    if case .symbol(let sign, .large) = base { return large(sign, lower, upper) }
    var text = grouped(base)
    if let lower, lower != .empty { text += " sub \(grouped(lower))" }
    guard let upper, upper != .empty else { return text }
    switch words(upper) {
    case "2": return text + " squared"
    case "3": return text + " cubed"
    case let word where ["prime", "transposed", "T"].contains(word):
      return text + " " + (word == "T" ? "transposed" : word)
    case let power: return text + " to the " + (upper.isSimple ? power : "(\(power))")
    }
  }

  /// A sum, a product or a maximum with its limits.
  private static func large(
    _ sign: String, _ lower: FormulaNode?, _ upper: FormulaNode?
  ) -> String {
    let name = ["∑": "sum", "∏": "product", "⋃": "union"][sign] ?? sign
    let from = lower.map(words) ?? ""
    let to = upper.map(words) ?? ""
    switch (from.isEmpty, to.isEmpty) {
    case (true, true): return "\(name) of"
    case (false, true): return "\(name) over \(from) of"
    case (true, false): return "\(name) up to \(to) of"
    case (false, false): return "\(name) from \(from) to \(to) of"
    }
  }

  private static func delimited(_ left: String, _ body: FormulaNode, _ right: String) -> String {
    let inside = words(body)
    switch left {
    case "‖": return "norm of (\(inside))"
    case "|": return "absolute value of (\(inside))"
    case "⌊": return "floor of (\(inside))"
    case "⌈": return "ceiling of (\(inside))"
    case "⟨": return "mean of (\(inside))"
    default: return "\(left) \(inside) \(right)"
    }
  }

  /// One space between words, none inside of brackets or before a comma.
  static func tidy(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == " ",
        result.isEmpty || result.last == " " || result.last == "("
          || result.last == "["
      {
        continue
      }
      if ")],;:".contains(character), result.last == " " { result.removeLast() }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result
  }
}
