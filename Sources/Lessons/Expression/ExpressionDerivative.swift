internal import Arithmetic

extension Expression {
  /// The partial derivative by a variable; everything else in it is constant.
  /// - Throws: where a function in it has none that can be written down.
  package func derivative(by variable: String) throws(ExpressionFault) -> Expression {
    Expression(
      source: "∂(\(source))/∂\(variable)", kind: .number,
      root: try root.derivative(by: variable))
  }
}

/// Sums and products of trees, in which 0 and 1 are left out.
extension ExpressionNode {
  static func plus(_ a: ExpressionNode, _ b: ExpressionNode) -> ExpressionNode {
    if a == .number(0) { return b }
    return b == .number(0) ? a : .sum(a, [Term(isInverse: false, node: b)])
  }

  static func minus(_ a: ExpressionNode, _ b: ExpressionNode) -> ExpressionNode {
    b == .number(0) ? a : .sum(a, [Term(isInverse: true, node: b)])
  }

  static func times(_ a: ExpressionNode, _ b: ExpressionNode) -> ExpressionNode {
    if a == .number(0) || b == .number(0) { return .number(0) }
    if a == .number(1) { return b }
    return b == .number(1) ? a : .product(a, [Term(isInverse: false, node: b)])
  }

  static func over(_ a: ExpressionNode, _ b: ExpressionNode) -> ExpressionNode {
    if a == .number(0) { return a }
    return b == .number(1) ? a : .product(a, [Term(isInverse: true, node: b)])
  }

  private func depends(on variable: String) -> Bool {
    var depends = false
    visit { if $0 == .variable(variable) { depends = true } }
    return depends
  }

  func derivative(by variable: String) throws(ExpressionFault) -> ExpressionNode {
    guard depends(on: variable) else { return .number(0) }
    switch self {
    case .variable: return .number(1)
    case .negation(let node): return .negation(try node.derivative(by: variable))
    case .sum(let first, let terms):
      var result = try first.derivative(by: variable)
      for term in terms {
        let slope = try term.node.derivative(by: variable)
        result = term.isInverse ? .minus(result, slope) : .plus(result, slope)
      }
      return result
    case .product(let first, let terms):
      var (value, slope) = (first, try first.derivative(by: variable))
      for term in terms {
        let other = try term.node.derivative(by: variable)
        if term.isInverse {
          // (u/v)′ = (u′ − (u/v)·v′)/v
          let quotient = ExpressionNode.over(value, term.node)
          slope = .over(.minus(slope, .times(quotient, other)), term.node)
          value = quotient
        } else {
          slope = .plus(.times(slope, term.node), .times(value, other))
          value = .times(value, term.node)
        }
      }
      return slope
    case .power(let base, let exponent):
      // (uᶜ)′ = c·uᶜ⁻¹·u′; where the exponent varies, (uᵛ)′ = uᵛ·(v·ln u)′
      guard exponent.depends(on: variable) else {
        return .times(
          .times(exponent, .power(base, .minus(exponent, .number(1)))),
          try base.derivative(by: variable))
      }
      let product = ExpressionNode.times(exponent, .call(.ln, [base]))
      return .times(self, try product.derivative(by: variable))
    case .call(let function, let arguments):
      guard arguments.count == 1, let slope = function.derivative(at: arguments[0]) else {
        throw ExpressionFault(fact: .noDerivative(function.rawValue), column: 1)
      }
      return .times(slope, try arguments[0].derivative(by: variable))
    case .number, .knob, .metric, .first, .parameters, .comparison, .within, .finite, .not, .and,
      .or, .quantified:
      return .number(0)
    }
  }
}

extension ExpressionFunction {
  /// f′(x); nil where a function has none that can be written down.
  fileprivate func derivative(at x: ExpressionNode) -> ExpressionNode? {
    let value = ExpressionNode.call(self, [x])
    switch self {
    case .ln: return .over(.number(1), x)
    case .log10: return .over(.number(1 / 10.0.log()), x)
    case .exp: return value
    case .sqrt: return .over(.number(0.5), value)
    case .sin: return .call(.cos, [x])
    case .cos: return .negation(.call(.sin, [x]))
    case .tanh: return .minus(.number(1), .power(value, .number(2)))
    case .sigmoid: return .times(value, .minus(.number(1), value))
    case .normalDistribution:
      let bell = ExpressionNode.call(
        .exp, [.times(.number(-0.5), .power(x, .number(2)))])
      return .times(.number(0.398_942_280_401_432_7), bell)
    // x/|x|, which is no number at 0, where there is no slope.
    case .abs: return .over(x, value)
    case .floor, .heaviside, .min, .max, .mean, .sd: return nil
    }
  }
}
