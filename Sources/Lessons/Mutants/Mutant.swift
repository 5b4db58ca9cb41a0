/// A claim made wrong in one thing. A verification that is worth its name finds it so.
///
/// Three things are done to a claim:
/// - **turned**: one of its statements says the opposite: `<` becomes `>=`, `in` becomes `not … in`.
///   It survives where the statement is idle: others of an `or` or an `any` hold without it.
/// - **swapped**: two of its arms stand in each other's place. It survives where the claim
///   doesn't tell them apart.
/// - **moved**: one of its bounds goes past what has been measured (`ClaimBound`). It survives where
///   unseen seeds don't scatter as those did.
///
/// What can't be wrong where the claim is right is no mutant: arms are not swapped where all
/// that comes of it is among the claim's own statements, in another order or through equalities that it
/// states, nor where a statement says that both are alike (`saysAlike`).
public struct Mutant: Hashable, Sendable {
  public enum Change: Hashable, Sendable {
    case turned
    case swapped(String, String)
    /// The bound on this side; nil: the number that something is equal to.
    case moved(Comparison.Side?)

    /// In a few words.
    public var words: String {
      switch self {
      case .turned: "turned"
      case .swapped(let one, let other): "\(one) and \(other) swapped"
      case .moved(.lower): "lower bound moved"
      case .moved(.upper): "upper bound moved"
      case .moved(nil): "number moved"
      }
    }
  }

  /// The claim as it has become, with the name and the seeds that it had.
  public var claim: Claim
  public var change: Change

  init(_ original: Claim, _ change: Change, _ root: ExpressionNode) {
    self.change = change
    claim = Claim(
      name: original.name,
      expression: Expression(source: root.source, kind: .boolean, root: root), over: original.over)
  }
}

extension Claim {
  /// A mutant for each of its statements, which says the opposite.
  public var turnedMutants: [Mutant] {
    expression.root.statementPlaces.map { place in
      Mutant(self, .turned, place.replacing(place.statement.turned))
    }
  }

  /// A mutant for each two arms that it tells apart.
  public var swappedMutants: [Mutant] {
    let arms = expression.measuredArms
    return arms.indices.flatMap { index in
      arms[(index + 1)...].compactMap { swapped(arms[index], $0) }
    }
  }

  private func swapped(_ one: String, _ other: String) -> Mutant? {
    let canonical = CanonicalText(of: expression.root)
    let root = expression.root.swapping(one, other)
    let own = Set(expression.root.conjuncts.map(canonical.text))
    let isOwn = root.conjuncts.allSatisfy { statement in
      statement.saysAlike(one, other) || own.contains(canonical.text(statement))
    }
    return isOwn ? nil : Mutant(self, .swapped(one, other), root)
  }
}

extension ExpressionNode {
  /// What holds of numbers where it does not.
  fileprivate var turned: ExpressionNode {
    switch self {
    case .comparison(let left, let relation, let right, let text):
      .comparison(left, relation.opposite, right, text: text)
    case .not(let operand, _): operand
    default: .notThat(self)
    }
  }
}
