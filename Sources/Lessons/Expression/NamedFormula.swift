/// A formula that a lesson calculates: what `value(name, k: 3)` works out.
public struct NamedFormula: Hashable, Sendable {
  public var name: String
  public var expression: Expression
  /// Those of the lesson's running variables that it reads, in their order.
  public var variables: [String]

  public init(name: String, expression: Expression, runningOver variables: [String] = []) {
    self.name = name
    self.expression = expression
    self.variables = variables.filter(expression.variableNames.contains)
  }

  /// What can be given another number: its knobs and variables.
  var parameters: [String] { expression.knobNames.sorted() + variables }
}

/// `value(name, k: 3)` stands for the formula itself, with the numbers put in.
extension ExpressionParser {
  mutating func parseValue(start: Int) throws(ExpressionFault) -> Parsed {
    advance()
    try expect("(")
    let arm = isBeforeFormula ? try parseArm() : nil
    if arm != nil { try expect(",") }
    let formulaStart = currentStart
    let formula = try parseFormulaName()
    var numbers: [String: Node] = [:]
    while accept(anyOf: [","]) != nil {
      let parameter = try parseParameter(of: formula, without: numbers.keys)
      try expect(":")
      let number = try parseOr()
      try requireNumber(number, "`\(parameter)`")
      numbers[parameter] = number.node
    }
    let open = formula.variables.first { numbers[$0] == nil && !scope.variables.contains($0) }
    if let open {
      throw ExpressionFault(
        fact: .needsParameter(open, formula: formula.name), column: formulaStart + 1)
    }
    try expect(")")
    let node = formula.expression.root.filled(with: numbers, knobsOf: arm)
    try checkSize(of: node, start: start)
    return Parsed(node: node, kind: .number, start: start)
  }

  /// Whether an arm stands here, and not a formula of the same name: another name follows, and that
  /// has no value of its own.
  private var isBeforeFormula: Bool {
    guard case .name(let name) = current, isArm(name), next == .symbol(","),
      case .name = token(ahead: 2)
    else { return false }
    return [.symbol(","), .symbol(")")].contains(token(ahead: 3))
  }

  private mutating func parseFormulaName() throws(ExpressionFault) -> NamedFormula {
    guard case .name(let name) = current else {
      throw fault(.expected("a formula", found: current.description))
    }
    guard let found = scope.formulas[name], let formula = found.first else {
      throw fault(.unknownFormula(name, known: scope.formulas.keys.sorted()))
    }
    guard found.count == 1 else { throw fault(.severalFormulas(name)) }
    advance()
    return formula
  }

  private mutating func parseParameter(
    of formula: NamedFormula, without given: Dictionary<String, Node>.Keys
  ) throws(ExpressionFault) -> String {
    guard case .name(let name) = current else {
      throw fault(.expected("a knob or variable of the formula", found: current.description))
    }
    guard formula.parameters.contains(name) else {
      throw fault(.unreadParameter(name, formula: formula.name, read: formula.parameters))
    }
    guard !given.contains(name) else { throw fault(.parameterTwice(name)) }
    advance()
    return name
  }

  /// A formula within a formula within a formula … is soon larger than any text.
  private func checkSize(of node: Node, start: Int) throws(ExpressionFault) {
    guard node.valueCount <= Expression.valueLimit else {
      throw ExpressionFault(fact: .tooManyValues, column: start + 1)
    }
    guard node.height <= 4 * Expression.nestingLimit else {
      throw ExpressionFault(fact: .tooDeep, column: start + 1)
    }
  }
}

extension ExpressionNode {
  /// The tree with other nodes for some of its knobs and variables; the knobs that are left are
  /// those of an arm (nil: of the lesson).
  fileprivate func filled(
    with nodes: [String: ExpressionNode], knobsOf arm: ArmTerm?
  ) -> ExpressionNode {
    switch self {
    case .variable(let name): nodes[name] ?? self
    case .knob(let name, nil): nodes[name] ?? .knob(name, arm: arm)
    default: replacingOperands { $0.filled(with: nodes, knobsOf: arm) }
    }
  }

  /// The tree of arithmetic with other operands; a leaf or a condition as it is.
  func replacingOperands(_ replace: (ExpressionNode) -> ExpressionNode) -> ExpressionNode {
    func replaced(_ terms: [Term]) -> [Term] {
      terms.map { Term(isInverse: $0.isInverse, node: replace($0.node)) }
    }
    return switch self {
    case .negation(let operand): .negation(replace(operand))
    case .sum(let first, let terms): .sum(replace(first), replaced(terms))
    case .product(let first, let terms): .product(replace(first), replaced(terms))
    case .power(let base, let exponent): .power(replace(base), replace(exponent))
    case .call(let function, let operands): .call(function, operands.map(replace))
    case .number, .variable, .knob, .metric, .first, .parameters, .comparison, .within, .finite,
      .not, .and, .or, .quantified:
      self
    }
  }

  /// The nodes on the longest way down.
  fileprivate var height: Int { 1 + (children.map(\.height).max() ?? 0) }
}
