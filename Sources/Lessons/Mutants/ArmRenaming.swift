extension ExpressionNode {
  /// The tree with other arms, all texts written anew.
  func renaming(_ rename: (ArmTerm) -> ArmTerm) -> ExpressionNode {
    func renamed(_ node: ExpressionNode) -> ExpressionNode { node.renaming(rename) }
    switch self {
    case .number, .variable, .negation, .sum, .product, .power, .call:
      return replacingOperands(renamed)
    case .knob(let name, let arm): return .knob(name, arm: arm.map(rename))
    case .metric(let arm, let key): return .metric(arm: rename(arm), key)
    case .first(let arm, let key): return .first(arm: rename(arm), key)
    case .parameters(let arm): return .parameters(arm: rename(arm))
    case .comparison(let left, let relation, let right, _):
      let left = renamed(left)
      return .comparison(left, relation, renamed(right), text: left.source)
    case .within(let value, let lower, let upper, _):
      let value = renamed(value)
      return .within(value, lower: renamed(lower), upper: renamed(upper), text: value.source)
    case .finite(let operand, _):
      let operand = renamed(operand)
      return .finite(operand, text: ExpressionNode.finite(operand, text: "").source)
    case .not(let operand, _): return .notThat(renamed(operand))
    case .and(let operands): return .and(operands.map(renamed))
    case .or(let operands, _): return .anyOf(operands.map(renamed))
    case .quantified(let all, let variable, let arms, let body, _):
      let arms = arms.map { rename(.arm($0)).name }
      // Its own variable hides one of the same name outside.
      let body = body.renaming { $0 == .bound(variable) ? $0 : rename($0) }
      return .quantified(all, variable, arms, body)
    }
  }

  /// The tree with two arms in each other's place.
  func swapping(_ one: String, _ other: String) -> ExpressionNode {
    renaming { arm in
      switch arm {
      case .arm(one): .arm(other)
      case .arm(other): .arm(one)
      default: arm
      }
    }
  }

  /// The statements that it joins by `and` and `all`, with the arms written out.
  var conjuncts: [ExpressionNode] {
    switch self {
    case .and(let operands): operands.flatMap(\.conjuncts)
    case .quantified(true, let variable, let arms, let body, _):
      arms.flatMap { arm in
        body.renaming { $0 == .bound(variable) ? .arm(arm) : $0 }.conjuncts
      }
    default: [self]
    }
  }
}
