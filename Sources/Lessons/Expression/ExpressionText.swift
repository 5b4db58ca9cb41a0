internal import Experiments

extension ExpressionNode {
  /// The tree as a lesson would write it, with parentheses only where they are needed: read again,
  /// it means the same.
  var source: String { text(atLeast: .or) }

  /// How tightly a form holds its operands, by the grammar of `ExpressionParser`.
  private enum Level: Int { case or, and, not, relation, sum, product, unary, power, primary }

  private var level: Level {
    switch self {
    case .or: .or
    case .and: .and
    case .not: .not
    case .comparison, .within: .relation
    case .sum: .sum
    case .product: .product
    case .negation: .unary
    case .number(let value): value < 0 ? .unary : .primary
    case .power: .power
    case .variable, .knob, .metric, .first, .parameters, .call, .finite, .quantified: .primary
    }
  }

  private func text(atLeast least: Level) -> String {
    level.rawValue < least.rawValue ? "(\(bareText))" : bareText
  }

  private var bareText: String {
    switch self {
    case .number(let value): numberText(value)
    case .variable(let name): name
    case .knob(let name, let arm): arm.map { "\($0.name).\(name)" } ?? "$\(name)"
    case .metric(let arm, let key):
      "\(key.span?.statistic.rawValue ?? "metric")(\(arm.name), \(key.curveText), \(key.stepText))"
    case .first(let arm, let key): "first(\(arm.name), \(key.curveText)\(key.crossingText))"
    case .parameters(let arm): "parameters(\(arm.name))"
    case .negation(let operand): "-" + operand.text(atLeast: .unary)
    case .sum(let first, let terms):
      terms.reduce(first.text(atLeast: .sum)) {
        "\($0) \($1.isInverse ? "-" : "+") \($1.node.text(atLeast: .product))"
      }
    case .product(let first, let terms):
      terms.reduce(first.text(atLeast: .product)) {
        "\($0) \($1.isInverse ? "/" : "*") \($1.node.text(atLeast: .unary))"
      }
    case .power(let base, let exponent):
      base.text(atLeast: .primary) + "^" + exponent.text(atLeast: .unary)
    case .call(let function, let operands):
      "\(function.rawValue)(\(operands.map(\.source).joined(separator: ", ")))"
    case .comparison(let left, let relation, let right, _):
      "\(left.text(atLeast: .sum)) \(relation.rawValue) \(right.text(atLeast: .sum))"
    case .within(let value, let lower, let upper, _):
      "\(value.text(atLeast: .sum)) in [\(lower.source), \(upper.source)]"
    case .finite(let operand, _): "finite(\(operand.source))"
    case .not(let operand, _): "not " + operand.text(atLeast: .not)
    case .and(let operands): operands.map { $0.text(atLeast: .not) }.joined(separator: " and ")
    case .or(let operands, _): operands.map { $0.text(atLeast: .and) }.joined(separator: " or ")
    case .quantified(let all, let variable, let arms, let body, _):
      "\(all ? "all" : "any")(\(variable) in [\(arms.joined(separator: ", "))]: \(body.source))"
    }
  }
}

/// The shortest text that reads back as the number.
private func numberText(_ value: Double) -> String {
  Int(exactly: value).map { "\($0)" } ?? "\(value)"
}

extension ArmTerm {
  /// As expressions name it.
  var name: String {
    switch self {
    case .arm(let name), .bound(let name): name
    }
  }
}

extension MetricKey {
  fileprivate var curveText: String { layer.map { "\(probe)[\($0)]" } ?? probe }

  fileprivate var stepText: String { (span.map { "\($0.first).." } ?? "") + "\(step)" }

  fileprivate var crossingText: String {
    crossing.map { " \($0.isBelow ? "<" : ">") \(numberText($0.bound))" } ?? ""
  }
}

extension Expression {
  /// The whole as a lesson would write it, whatever its `source` looks like.
  package var treeText: String { root.source }
}
