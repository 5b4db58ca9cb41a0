internal import Arithmetic
package import Experiments

extension Expression {
  /// The formula as a function of its variables' values, in their order; every knob in it has its
  /// number. It gives what `number(in:)` gives, and looks nothing up.
  package func compiled(
    variables: [String], knobs: [String: KnobValue]
  ) -> @Sendable ([Double]) -> Double {
    Compiler(variables: variables, knobs: knobs).function(root)
  }
}

private struct Compiler {
  typealias Compiled = @Sendable ([Double]) -> Double

  let variables: [String]
  let knobs: [String: KnobValue]

  func function(_ node: ExpressionNode) -> Compiled {
    switch node {
    case .number(let value): return { _ in value }
    case .variable(let name):
      guard let index = variables.firstIndex(of: name) else { return { _ in .nan } }
      return { $0[index] }
    case .knob(let name, nil):
      guard case .number(let value)? = knobs[name] else { return { _ in .nan } }
      return { _ in value }
    case .negation(let operand):
      let operand = function(operand)
      return { -operand($0) }
    case .sum(let first, let terms):
      return fold(first, terms) {
        $0 + $1
      } inverse: {
        $0 - $1
      }
    case .product(let first, let terms):
      return fold(first, terms) {
        $0 * $1
      } inverse: {
        $0 / $1
      }
    case .power(let base, let exponent):
      let (base, exponent) = (function(base), function(exponent))
      return { base($0).pow(exponent($0)) }
    case .call(let name, let arguments): return call(name, arguments.map(function))
    case .knob, .metric, .first, .parameters, .comparison, .within, .finite, .not, .and, .or,
      .quantified:
      return { _ in .nan }
    }
  }

  private func fold(
    _ first: ExpressionNode, _ terms: [ExpressionNode.Term],
    _ combine: @escaping @Sendable (Double, Double) -> Double,
    inverse: @escaping @Sendable (Double, Double) -> Double
  ) -> Compiled {
    terms.reduce(function(first)) { result, term in
      let (operand, combine) = (function(term.node), term.isInverse ? inverse : combine)
      return { combine(result($0), operand($0)) }
    }
  }

  private func call(_ name: ExpressionFunction, _ arguments: [Compiled]) -> Compiled {
    if arguments.count == 1 {
      let argument = arguments[0]
      return { name.value(of: argument($0)) }
    }
    return { place in name.value(of: arguments.map { $0(place) }) }
  }
}
