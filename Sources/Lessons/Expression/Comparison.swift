/// One statement of a claim as a run has it: a value against its bound.
public struct Comparison: Hashable, Sendable {
  /// What is compared, as the lesson writes it.
  public var text: String
  /// The arms that its variables stand for, outermost first.
  public var arms: [ArmBinding]
  public var relation: Relation
  /// nil: not measured yet.
  public var value: Double?
  /// The bounds; equal except for `in`. nil: not measured yet.
  public var lower: Double?
  public var upper: Double?

  /// nil: not measured yet.
  public var holds: Bool? {
    guard let value, let lower, let upper else { return nil }
    return relation.holds(value, lower: lower, upper: upper)
  }

  /// One side on which the value is bounded.
  public enum Side: Hashable, Sendable {
    /// The value is to be above its bound.
    case lower
    /// The value is to be below its bound.
    case upper
  }

  /// How far the value is on the right side of each of its bounds; negative on the wrong side, NaN
  /// where a number isn't finite. Empty for statements without a bound: what is equal has no room
  /// to be so.
  public var distances: [(side: Side, distance: Double)] {
    guard let value, let lower, let upper else { return [] }
    return switch relation {
    case .less, .lessOrEqual: [(.upper, upper - value)]
    case .greater, .greaterOrEqual: [(.lower, value - lower)]
    case .within: [(.lower, value - lower), (.upper, upper - value)]
    case .equal, .notEqual, .truth: []
    }
  }

  /// The bound in words: `< 1.2`, `in [0.1, 4]`, `is true`.
  public var boundText: String {
    guard let lower, let upper else { return relation.rawValue }
    return switch relation {
    case .within: "in [\(shortest(lower)), \(shortest(upper))]"
    case .truth: "is true"
    default: "\(relation.rawValue) \(shortest(lower))"
    }
  }

  private func shortest(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}

extension Evaluator {
  /// Appends the statements that `node` joins by `and` and `all`, arms written out.
  mutating func report(_ node: ExpressionNode) {
    switch node {
    case .and(let operands):
      for operand in operands { report(operand) }
    case .quantified(true, let variable, let arms, let body, _):
      for arm in arms {
        bindings.push(variable, arm)
        report(body)
        bindings.pop()
      }
    case .comparison(let left, let relation, let right, let text):
      let bound = number(right)
      append(text, relation, number(left), bound, bound)
    case .within(let value, let lower, let upper, let text):
      append(text, .within, number(value), number(lower), number(upper))
    default:
      append(node.statementText, .truth, condition(node).map { $0 ? 1 : 0 }, 1, 1)
    }
  }

  private mutating func append(
    _ text: String, _ relation: Relation, _ value: Double?, _ lower: Double?, _ upper: Double?
  ) {
    comparisons.append(
      Comparison(
        text: text, arms: bindings.pairs, relation: relation, value: value, lower: lower,
        upper: upper))
  }
}

extension ExpressionNode {
  /// The source of a statement that has no bound.
  fileprivate var statementText: String {
    switch self {
    case .finite(_, let text), .not(_, let text), .or(_, let text),
      .quantified(_, _, _, _, let text):
      text
    default: ""
    }
  }
}
