public import Experiments

/// A formula in a lesson file: a claim, a setting or a number in the text.
///
/// The language is total: numbers, arithmetic, comparisons, `all` and `any` over listed arms, a few
/// functions. Nothing in it loops, and evaluation always returns.
public struct Expression: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case number, boolean }

  /// The text as the lesson has it.
  public let source: String
  public let kind: Kind
  package let root: ExpressionNode

  /// Deeper nesting is refused, so that no text can exhaust the stack.
  public static let nestingLimit = 64
  /// Longer texts are refused, in Unicode scalars.
  public static let lengthLimit = 2_000
  /// An expression that reads more values than this, `all` and `any` written out, is refused.
  public static let valueLimit = 10_000

  /// - Throws: the first fault, with its column in `source`.
  public init(
    _ source: String, scope: ExpressionScope, expecting kind: Kind? = nil
  ) throws(ExpressionFault) {
    var parser = try ExpressionParser(source, scope: scope)
    let parsed = try parser.parseAll(expecting: kind)
    self.source = source
    self.kind = parsed.kind
    self.root = parsed.node
  }

  init(source: String, kind: Kind, root: ExpressionNode) {
    self.source = source
    self.kind = kind
    self.root = root
  }

  /// The expression that is always `number`.
  public init(number: Double) {
    source = "\(number)"
    kind = .number
    root = .number(number)
  }

  /// Every measurement that the expression reads, arms written out, each once, in order of reading.
  public var metricReferences: [MetricReference] {
    var collector = MetricCollector()
    collector.collect(root)
    return collector.references
  }

  /// The arms that must be built for it, each once, in order of reading.
  public var measuredArms: [String] {
    var collector = MetricCollector()
    collector.collect(root)
    return collector.arms
  }

  /// The knobs that it reads as `$name` or `arm.name`.
  public var knobNames: Set<String> {
    var names: Set<String> = []
    root.visit { node in
      if case .knob(let name, _) = node { names.insert(name) }
    }
    return names
  }

  /// The plain names that it reads, such as `fan_in`.
  var variableNames: Set<String> {
    var names: Set<String> = []
    root.visit { node in
      if case .variable(let name) = node { names.insert(name) }
    }
    return names
  }

  /// Whether it reads measured values, and not only when they were reached.
  package var readsValues: Bool {
    var readsValues = false
    root.visit { node in
      if case .metric = node { readsValues = true }
    }
    return readsValues
  }

  /// Whether its value is the same for every network, knob and moment.
  public var isConstant: Bool {
    var isConstant = true
    root.visit { node in
      switch node {
      case .knob, .metric, .first, .variable: isConstant = false
      default: break
      }
    }
    return isConstant
  }
}

/// A measurement named by an expression: `metric(arm, probe[layer], step)`, a number over steps as
/// `mean(arm, probe[layer], first..last)`, or the step at which `first(arm, probe[layer] < bound)`.
public struct MetricReference: Hashable, Sendable {
  public var arm: String
  public var key: MetricKey

  public init(arm: String, key: MetricKey) {
    self.arm = arm
    self.key = key
  }
}

/// The relation of a comparison.
public enum Relation: String, Hashable, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  /// `value in [lower, upper]`.
  case within = "in"
  /// A statement without a bound, such as `finite(…)`; its value is 1 or 0 and its bound 1.
  case truth = "is"
}

/// An arm named in an expression: itself, or the variable of an `all` or `any`.
package enum ArmTerm: Hashable, Sendable {
  case arm(String)
  case bound(String)
}

/// The functions of one or more numbers.
package enum ExpressionFunction: String, CaseIterable, Hashable, Sendable {
  case abs, floor, log10, ln, exp, sqrt, sin, cos, tanh, sigmoid
  /// 1 above 0, else 0.
  case heaviside
  /// Φ(x), the share of a standard normal distribution below x.
  case normalDistribution = "normal_cdf"
  case min, max, mean
  /// The standard deviation √(Σ(x − x̄)²/(n − 1)) of two numbers or more.
  case sd

  /// Whether it takes two numbers or more.
  var isVariadic: Bool {
    switch self {
    case .min, .max, .mean, .sd: true
    case .abs, .floor, .log10, .ln, .exp, .sqrt, .sin, .cos, .tanh, .sigmoid, .heaviside,
      .normalDistribution:
      false
    }
  }
}

/// The tree of an expression. Chains of `+` and `*` are flat, so depth is nesting only.
package indirect enum ExpressionNode: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    /// `-` in a sum, `/` in a product.
    var isInverse: Bool
    var node: ExpressionNode
  }

  case number(Double)
  case variable(String)
  case knob(String, arm: ArmTerm?)
  /// A value at a step, or a number over several.
  case metric(arm: ArmTerm, MetricKey)
  /// The step at which a curve first crosses a bound.
  case first(arm: ArmTerm, MetricKey)
  /// The numbers that an arm's network trains.
  case parameters(arm: ArmTerm)
  case negation(ExpressionNode)
  case sum(ExpressionNode, [Term])
  case product(ExpressionNode, [Term])
  case power(ExpressionNode, ExpressionNode)
  case call(ExpressionFunction, [ExpressionNode])
  case comparison(ExpressionNode, Relation, ExpressionNode, text: String)
  case within(ExpressionNode, lower: ExpressionNode, upper: ExpressionNode, text: String)
  case finite(ExpressionNode, text: String)
  case not(ExpressionNode, text: String)
  case and([ExpressionNode])
  case or([ExpressionNode], text: String)
  case quantified(
    all: Bool, variable: String, arms: [String], body: ExpressionNode, text: String)

  var children: [ExpressionNode] {
    switch self {
    case .number, .variable, .knob, .metric, .first, .parameters: []
    case .negation(let node), .finite(let node, _), .not(let node, _): [node]
    case .sum(let first, let terms), .product(let first, let terms):
      [first] + terms.map(\.node)
    case .power(let base, let exponent): [base, exponent]
    case .call(_, let nodes), .and(let nodes), .or(let nodes, _): nodes
    case .comparison(let left, _, let right, _): [left, right]
    case .within(let value, let lower, let upper, _): [value, lower, upper]
    case .quantified(_, _, _, let body, _): [body]
    }
  }

  func visit(_ action: (ExpressionNode) -> Void) {
    action(self)
    for child in children { child.visit(action) }
  }

  /// The values read in one evaluation, quantifiers written out; stops counting above the limit.
  var valueCount: Int {
    let limit = Expression.valueLimit
    var count = 1
    for child in children {
      count += child.valueCount
      if count > limit { return limit + 1 }
    }
    if case .quantified(_, _, let arms, _, _) = self { count *= max(arms.count, 1) }
    return min(count, limit + 1)
  }
}

/// Walks a tree with the quantified variables bound to each of their arms in turn.
private struct MetricCollector {
  var references: [MetricReference] = []
  var arms: [String] = []
  var seen: Set<MetricReference> = []
  var bindings = ArmBindings()

  mutating func collect(_ node: ExpressionNode) {
    switch node {
    case .metric(let arm, let key), .first(let arm, let key):
      let reference = MetricReference(arm: bindings.arm(arm), key: key)
      if seen.insert(reference).inserted { references.append(reference) }
      note(reference.arm)
    case .parameters(let arm): note(bindings.arm(arm))
    case .quantified(_, let variable, let arms, let body, _):
      for arm in arms {
        bindings.push(variable, arm)
        collect(body)
        bindings.pop()
      }
    default:
      for child in node.children { collect(child) }
    }
  }

  private mutating func note(_ arm: String) {
    if !arms.contains(arm) { arms.append(arm) }
  }
}

/// The arms that the variables of the surrounding quantifiers stand for.
struct ArmBindings {
  private(set) var pairs: [ArmBinding] = []

  mutating func push(_ variable: String, _ arm: String) {
    pairs.append(ArmBinding(variable: variable, arm: arm))
  }

  mutating func pop() { pairs.removeLast() }

  func arm(_ term: ArmTerm) -> String {
    switch term {
    case .arm(let id): id
    case .bound(let variable): pairs.last { $0.variable == variable }?.arm ?? variable
    }
  }
}

/// A variable of `all` or `any` and the arm that it stands for.
public struct ArmBinding: Hashable, Sendable {
  public var variable: String
  public var arm: String

  public init(variable: String, arm: String) {
    self.variable = variable
    self.arm = arm
  }
}
