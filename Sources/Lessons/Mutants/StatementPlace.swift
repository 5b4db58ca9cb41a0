/// One statement of a claim, and the claim with another in its place.
struct StatementPlace {
  /// A comparison, an interval, `finite`, or the `not` of one of the last two; the `not` of a
  /// comparison is the opposite comparison.
  var statement: ExpressionNode
  /// The quantifiers around it, outermost first.
  var quantifiers: [Quantifier] = []
  /// Whether it stands below a `not`, where a stricter statement makes the whole a weaker one.
  var isNegated = false
  /// The whole tree with another statement here.
  var replacing: (ExpressionNode) -> ExpressionNode = { $0 }

  struct Quantifier {
    var all: Bool
    var variable: String
    var arms: [String]
  }

  /// It alone, for all arms that its variables stand for.
  var alone: ExpressionNode {
    quantifiers.reversed().reduce(statement) { body, quantifier in
      .quantified(
        all: true, variable: quantifier.variable, arms: quantifier.arms, body: body, text: "")
    }
  }

  /// The same within a larger tree.
  fileprivate func inside(_ wrap: @escaping (ExpressionNode) -> ExpressionNode) -> StatementPlace {
    var place = self
    let replacing = replacing
    place.replacing = { wrap(replacing($0)) }
    return place
  }
}

extension ExpressionNode {
  /// Every statement of a condition, in the order of the text.
  var statementPlaces: [StatementPlace] {
    switch self {
    case .comparison, .within, .finite: [StatementPlace(statement: self)]
    case .and(let operands): Self.places(operands) { .and($0) }
    case .or(let operands, _): Self.places(operands) { .anyOf($0) }
    case .not(.comparison(let left, let relation, let right, let text), _):
      [StatementPlace(statement: .comparison(left, relation.opposite, right, text: text))]
    case .not(.within, _), .not(.finite, _): [StatementPlace(statement: self)]
    case .not(let operand, _):
      operand.statementPlaces.map { place in
        var place = place.inside { .notThat($0) }
        place.isNegated.toggle()
        return place
      }
    case .quantified(let all, let variable, let arms, let body, _):
      body.statementPlaces.map { place in
        var place = place.inside { .quantified(all, variable, arms, $0) }
        let own = StatementPlace.Quantifier(all: all, variable: variable, arms: arms)
        place.quantifiers.insert(own, at: 0)
        return place
      }
    default: []
    }
  }

  private static func places(
    _ operands: [ExpressionNode], _ joined: @escaping ([ExpressionNode]) -> ExpressionNode
  ) -> [StatementPlace] {
    operands.enumerated().flatMap { index, operand in
      operand.statementPlaces.map { place in
        place.inside { other in
          var operands = operands
          operands[index] = other
          return joined(operands)
        }
      }
    }
  }

  // MARK: Conditions with their own text

  static func notThat(_ operand: ExpressionNode) -> ExpressionNode {
    .not(operand, text: ExpressionNode.not(operand, text: "").source)
  }

  static func anyOf(_ operands: [ExpressionNode]) -> ExpressionNode {
    .or(operands, text: ExpressionNode.or(operands, text: "").source)
  }

  static func quantified(
    _ all: Bool, _ variable: String, _ arms: [String], _ body: ExpressionNode
  ) -> ExpressionNode {
    let bare = ExpressionNode.quantified(
      all: all, variable: variable, arms: arms, body: body, text: "")
    return .quantified(all: all, variable: variable, arms: arms, body: body, text: bare.source)
  }
}

extension Relation {
  /// The comparison that holds of numbers exactly where this one does not.
  var opposite: Relation {
    switch self {
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    case .equal: .notEqual
    case .notEqual: .equal
    case .within, .truth: self
    }
  }
}
