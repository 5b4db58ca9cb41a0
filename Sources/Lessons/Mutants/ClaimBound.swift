/// One bound in the text of a claim, and the claim with it somewhere else.
public struct ClaimBound {
  /// What it bounds, alone, for all arms that it is said of.
  public let statement: Expression
  /// nil: what stands on the left is equal to it.
  public let side: Comparison.Side?
  /// Whether one of those arms is enough (`any`).
  public let isForAny: Bool
  private let claim: Claim
  private let place: StatementPlace

  fileprivate init(_ claim: Claim, _ place: StatementPlace, _ side: Comparison.Side?) {
    let alone = place.alone
    statement = Expression(source: alone.source, kind: .boolean, root: alone)
    self.side = side
    isForAny = place.quantifiers.contains { !$0.all }
    self.claim = claim
    self.place = place
  }

  /// The claim with this bound so much stricter; an equal number so much larger.
  public func mutant(stricterBy shift: Double) -> Mutant {
    Mutant(claim, .moved(side), place.replacing(moved(by: shift)))
  }

  private func moved(by shift: Double) -> ExpressionNode {
    switch place.statement {
    case .comparison(let left, let relation, let right, let text):
      .comparison(left, relation, right.shifted(by: side == .upper ? -shift : shift), text: text)
    case .within(let value, let lower, let upper, let text):
      side == .lower
        ? .within(value, lower: lower.shifted(by: shift), upper: upper, text: text)
        : .within(value, lower: lower, upper: upper.shifted(by: -shift), text: text)
    default: place.statement
    }
  }
}

extension Claim {
  /// All its bounds that can be made stricter: those of comparisons and intervals that stand below no
  /// `not`, and the numbers that something is equal to.
  public var bounds: [ClaimBound] {
    expression.root.statementPlaces.filter { !$0.isNegated }.flatMap { place in
      place.statement.sides.map { ClaimBound(self, place, $0) }
    }
  }
}

extension ExpressionNode {
  fileprivate var sides: [Comparison.Side?] {
    switch self {
    case .within: [.lower, .upper]
    case .comparison(_, .less, _, _), .comparison(_, .lessOrEqual, _, _): [.upper]
    case .comparison(_, .greater, _, _), .comparison(_, .greaterOrEqual, _, _): [.lower]
    case .comparison(_, .equal, _, _): [nil]
    default: []
    }
  }

  /// `0.5 - 0.1`: the bound as it was, and by how much it is moved.
  fileprivate func shifted(by shift: Double) -> ExpressionNode {
    let term = Term(isInverse: shift < 0, node: .number(shift.magnitude))
    if case .sum(let first, let terms) = self { return .sum(first, terms + [term]) }
    return .sum(self, [term])
  }
}
