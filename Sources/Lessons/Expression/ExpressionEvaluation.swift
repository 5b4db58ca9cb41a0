import Arithmetic
public import Experiments

/// Where an expression finds the values of its names.
public protocol ExpressionContext {
  /// The value of a probe; nil: not measured yet; NaN: the arm diverged before.
  func metric(_ key: MetricKey, of arm: String) -> Double?
  /// The numbers that an arm's network trains; nil: it isn't built yet.
  func parameterCount(arm: String) -> Int?
  /// The knob as `arm` has it; arm nil: the lesson's.
  func knob(_ name: String, arm: String?) -> KnobValue?
  func variable(_ name: String) -> Double?
}

extension ExpressionContext {
  public func metric(_ key: MetricKey, of arm: String) -> Double? { nil }
  public func parameterCount(arm: String) -> Int? { nil }
  public func knob(_ name: String, arm: String?) -> KnobValue? { nil }
  public func variable(_ name: String) -> Double? { nil }
}

/// What an expression comes to.
public enum ExpressionValue: Hashable, Sendable {
  case number(Double)
  case boolean(Bool)
  /// Something in it has not been measured yet.
  case pending
}

extension Expression {
  /// The value. A condition that is settled whatever the missing numbers will be is not pending.
  public func evaluate(in context: some ExpressionContext) -> ExpressionValue {
    var evaluator = Evaluator(context: context)
    switch kind {
    case .number: return evaluator.number(root).map { .number($0) } ?? .pending
    case .boolean: return evaluator.condition(root).map { .boolean($0) } ?? .pending
    }
  }

  /// The number that a numeric expression comes to; nil while pending.
  public func number(in context: some ExpressionContext) -> Double? {
    if case .number(let value) = evaluate(in: context) { value } else { nil }
  }

  /// Each statement that a claim joins by `and` and `all`, with its value and bound.
  public func comparisons(in context: some ExpressionContext) -> [Comparison] {
    guard kind == .boolean else { return [] }
    var evaluator = Evaluator(context: context)
    evaluator.report(root)
    return evaluator.comparisons
  }
}

/// Evaluates a tree; nil stands for pending.
struct Evaluator<Context: ExpressionContext> {
  let context: Context
  var bindings = ArmBindings()
  var comparisons: [Comparison] = []

  init(context: Context) {
    self.context = context
  }

  mutating func number(_ node: ExpressionNode) -> Double? {
    switch node {
    case .number(let value): return value
    case .variable(let name): return context.variable(name)
    case .knob(let name, let arm):
      guard let value = context.knob(name, arm: arm.map(bindings.arm)) else { return nil }
      if case .number(let number) = value { return number } else { return .nan }
    case .metric(let arm, let key), .first(let arm, let key):
      return context.metric(key, of: bindings.arm(arm))
    case .parameters(let arm):
      return context.parameterCount(arm: bindings.arm(arm)).map(Double.init)
    case .negation(let operand): return number(operand).map { -$0 }
    case .sum(let first, let terms):
      return fold(first, terms) { $1.isInverse ? $0 - $2 : $0 + $2 }
    case .product(let first, let terms):
      return fold(first, terms) { $1.isInverse ? $0 / $2 : $0 * $2 }
    case .power(let base, let exponent):
      guard let x = number(base), let y = number(exponent) else { return nil }
      return x.pow(y)
    case .call(let function, let arguments): return call(function, arguments)
    case .comparison, .within, .finite, .not, .and, .or, .quantified: return nil
    }
  }

  private mutating func fold(
    _ first: ExpressionNode, _ terms: [ExpressionNode.Term],
    _ combine: (Double, ExpressionNode.Term, Double) -> Double
  ) -> Double? {
    guard var result = number(first) else { return nil }
    for term in terms {
      guard let value = number(term.node) else { return nil }
      result = combine(result, term, value)
    }
    return result
  }

  private mutating func call(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode]
  ) -> Double? {
    var values: [Double] = []
    for argument in arguments {
      guard let value = number(argument) else { return nil }
      values.append(value)
    }
    return function.value(of: values)
  }

  mutating func condition(_ node: ExpressionNode) -> Bool? {
    switch node {
    case .comparison(let left, let relation, let right, _):
      guard let value = number(left), let bound = number(right) else { return nil }
      return relation.holds(value, lower: bound, upper: bound)
    case .within(let value, let lower, let upper, _):
      guard let value = number(value), let low = number(lower), let high = number(upper)
      else { return nil }
      return Relation.within.holds(value, lower: low, upper: high)
    case .not(let operand, _): return condition(operand).map { !$0 }
    case .and(let operands): return every(operands) { $0.condition($1) }
    case .or(let operands, _):
      return every(operands) { evaluator, operand in
        evaluator.condition(operand).map { !$0 }
      }.map { !$0 }
    case .quantified(let all, let variable, let arms, let body, _):
      let holds = every(arms) { evaluator, arm in
        evaluator.bindings.push(variable, arm)
        defer { evaluator.bindings.pop() }
        return evaluator.condition(body).map { $0 == all }
      }
      return holds.map { $0 == all }
    case .finite(let operand, _): return number(operand)?.isFinite
    default: return nil
    }
  }

  /// Kleene's conjunction: false if one is false, else pending if one is pending.
  private mutating func every<Item>(
    _ items: [Item], _ holds: (inout Self, Item) -> Bool?
  ) -> Bool? {
    var isPending = false
    for item in items {
      switch holds(&self, item) {
      case false: return false
      case nil: isPending = true
      default: break
      }
    }
    return isPending ? nil : true
  }
}

extension Relation {
  /// Whether `value` stands in this relation to the bound (`lower` and `upper` of `within`, which
  /// are equal for the others). NaN stands in none but `!=`.
  public func holds(_ value: Double, lower: Double, upper: Double) -> Bool {
    switch self {
    case .less: value < upper
    case .lessOrEqual: value <= upper
    case .greater: value > lower
    case .greaterOrEqual: value >= lower
    case .equal, .truth: value == lower
    case .notEqual: value != lower
    case .within: lower <= value && value <= upper
    }
  }
}
