/// One text for all spellings of the same statement: operands of sums, products, `and`, `or`, `min`,
/// `max`, `mean` and `sd` in one order, `a > b` as `b < a`, and names that stand for the same
/// number by one of them.
struct CanonicalText {
  /// Texts of numbers that are equal to others, and which of them stands for all.
  private(set) var representatives: [String: String] = [:]

  /// - Parameter claim: what it says to be exactly equal, `parameters(a) == parameters(b)`, is one.
  init(of claim: ExpressionNode) {
    for case .comparison(let left, .equal, let right, _) in claim.conjuncts {
      let pair = [text(left), text(right)]
      guard let least = pair.min(), let most = pair.max(), least != most else { continue }
      representatives[most] = least
      for (name, known) in representatives where known == most { representatives[name] = least }
    }
  }

  func text(_ node: ExpressionNode) -> String {
    let bare = bareText(node)
    return representatives[bare] ?? bare
  }

  private func bareText(_ node: ExpressionNode) -> String {
    switch node {
    case .sum(let first, let terms): flat("+", "-", first, terms)
    case .product(let first, let terms): flat("*", "/", first, terms)
    case .negation(let operand): "-\(text(operand))"
    case .power(let base, let exponent): "(\(text(base)))^(\(text(exponent)))"
    case .call(.abs, let operands): "abs(\(operands.first.map(size) ?? ""))"
    case .call(let function, let operands):
      "\(function.rawValue)(\(list(operands, isOrdered: !function.isVariadic)))"
    case .comparison(let left, let relation, let right, _):
      comparison(text(left), relation, text(right))
    case .within(let value, let lower, let upper, _):
      "\(text(value)) in [\(text(lower)), \(text(upper))]"
    case .finite(let operand, _): "finite(\(text(operand)))"
    case .not(let operand, _): "not (\(text(operand)))"
    case .and(let operands): "and(\(list(operands, isOrdered: false)))"
    case .or(let operands, _): "or(\(list(operands, isOrdered: false)))"
    case .quantified(let all, let variable, let arms, let body, _):
      "\(all ? "all" : "any")(\(variable) in \(arms.sorted()): \(text(body)))"
    case .number, .variable, .knob, .metric, .first, .parameters: node.source
    }
  }

  private func comparison(_ left: String, _ relation: Relation, _ right: String) -> String {
    switch relation {
    case .greater: "\(right) < \(left)"
    case .greaterOrEqual: "\(right) <= \(left)"
    case .equal, .notEqual: [left, right].sorted().joined(separator: " \(relation.rawValue) ")
    case .less, .lessOrEqual, .within, .truth: "\(left) \(relation.rawValue) \(right)"
    }
  }

  /// One text for a number and its negative: that of `a - b` and `b - a`, of `log10(a / b)` and
  /// `log10(b / a)`.
  private func size(_ node: ExpressionNode) -> String {
    switch node {
    case .sum(let first, let terms):
      return min(flat("+", "-", first, terms), flat("-", "+", first, terms))
    case .call(let function, let operands) where function == .log10 || function == .ln:
      guard case .product(let first, let terms)? = operands.first else { return text(node) }
      return "\(function.rawValue)"
        + min(flat("*", "/", first, terms), flat("/", "*", first, terms))
    default: return text(node)
    }
  }

  private func flat(
    _ sign: String, _ inverse: String, _ first: ExpressionNode, _ terms: [ExpressionNode.Term]
  ) -> String {
    let rest = terms.map { "\($0.isInverse ? inverse : sign)\(text($0.node))" }
    return "(\((rest + ["\(sign)\(text(first))"]).sorted().joined()))"
  }

  private func list(_ operands: [ExpressionNode], isOrdered: Bool) -> String {
    let texts = operands.map(text)
    return (isOrdered ? texts : texts.sorted()).joined(separator: ", ")
  }
}
