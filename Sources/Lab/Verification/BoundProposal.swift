import Arithmetic
internal import Lessons

/// Which bounds the seeds that an author looks at suggest for a comparison.
public enum BoundProposal: Hashable, Sendable {
  /// The value may be held above, below or between these.
  case value(lower: Double?, upper: Double?)
  /// The right side varies with the seed: left − right may be held so.
  case difference(lower: Double?, upper: Double?)
  /// All seeds have the same value: it needs no room.
  case exact
  /// What is written has no bound: yes or no, or `==`.
  case unbounded
  /// Room for other seeds would take the bound past 0: the order may differ from seed to seed.
  case undecided
  /// Too few seeds came to a number.
  case unmeasured
}

extension ComparisonReport {
  /// A standard deviation more than a claim needs beyond the extreme of the seeds, rounded outward
  /// to two significant digits.
  public var proposal: BoundProposal {
    guard !bounds.isEmpty else { return .unbounded }
    guard bounds.allSatisfy({ $0.deviation != nil && $0.distance.isFinite }) else {
      return .unmeasured
    }
    guard bounds.contains(where: { $0.unit ?? 0 > 0 }) else { return .exact }
    var (lower, upper): (Double?, Double?)
    for bound in bounds {
      let proposed = bound.proposal
      switch bound.side {
      case .lower where bound.bound >= 0 && proposed < 0: return .undecided
      case .lower: lower = proposed
      case .upper where bound.bound <= 0 && proposed > 0: return .undecided
      case .upper: upper = proposed
      }
    }
    return movingBound.isEmpty
      ? .value(lower: lower, upper: upper) : .difference(lower: lower, upper: upper)
  }
}

extension BoundMargin {
  fileprivate var proposal: Double {
    let room = (required + 1) * (unit ?? 0)
    return switch side {
    case .lower: (bound + distance - room).rounded(.down, digits: 2)
    case .upper: (bound - distance + room).rounded(.up, digits: 2)
    }
  }
}

extension Double {
  /// The next number in that direction with so many significant digits.
  func rounded(_ rule: FloatingPointRoundingRule, digits count: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    let exponent = Int(magnitude.log10().rounded(.down)) - (count - 1)
    let digits = (self / 10.0.pow(Double(exponent))).rounded(rule)
    // Its decimal text is read back, so that it is the number that an author writes.
    return Double("\(Int(digits))e\(exponent)") ?? self
  }
}
