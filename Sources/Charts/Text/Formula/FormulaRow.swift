/// Puts air between the symbols of a row.
enum FormulaRow {
  /// The nodes of a row, nested rows opened, with spaces where signs want them.
  static func spaced(_ nodes: [FormulaNode]) -> [FormulaNode] {
    let flat = nodes.flatMap { node -> [FormulaNode] in
      if case .row(let inner) = node { return inner }
      return [node]
    }
    var result: [FormulaNode] = []
    for (index, node) in flat.enumerated() {
      let kind = spacing(node)
      let isBetween = index > 0 && index + 1 < flat.count && isOperand(flat[index - 1])
      let hasAir = kind == .relation || (kind == .binary && isBetween)
      if hasAir && index > 0 { addSpace(to: &result) }
      if kind == .function && index > 0 && isOperand(flat[index - 1]) { addSpace(to: &result) }
      // The bar of a fraction would run into what stands beside it.
      if index > 0
        && (isFraction(node) && touches(flat[index - 1])
          || isFraction(flat[index - 1]) && touches(node))
      {
        addSpace(to: &result)
      }
      result.append(node)
      guard index + 1 < flat.count else { continue }
      let opensBracket = isOpening(flat[index + 1])
      if hasAir || kind == .punctuation || kind == .large || (kind == .function && !opensBracket) {
        addSpace(to: &result)
      }
    }
    return result
  }

  private static func addSpace(to nodes: inout [FormulaNode]) {
    if case .space? = nodes.last { return }
    nodes.append(.space(1))
  }

  static func spacing(_ node: FormulaNode) -> FormulaNode.Spacing {
    switch node {
    case .symbol(_, let spacing): spacing
    case .scripts(let base, _, _): spacing(base)
    default: .ordinary
    }
  }

  private static func isFraction(_ node: FormulaNode) -> Bool {
    if case .fraction = node { return true }
    return false
  }

  /// Whether a bar beside it would seem a part of it.
  private static func touches(_ node: FormulaNode) -> Bool {
    // Large signs have air of their own.
    if spacing(node) == .large { return false }
    return switch node {
    case .space: false
    case .symbol(let text, _): !"([{⟨⌊⌈)]}⟩⌋⌉,.;:".contains(text)
    case .row, .fraction, .root, .scripts, .accent, .delimited, .matrix: true
    }
  }

  private static func isOpening(_ node: FormulaNode) -> Bool {
    switch node {
    case .symbol(let text, _): "([{⟨⌊⌈".contains(text) && !text.isEmpty
    case .delimited: true
    default: false
    }
  }

  private static func isOperand(_ node: FormulaNode) -> Bool {
    if isOpening(node), case .symbol = node { return false }
    switch spacing(node) {
    case .ordinary: return true
    default: return false
    }
  }
}
