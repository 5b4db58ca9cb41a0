internal import Glibc

extension Schedule {
  /// What the base rate is multiplied with at `step`, counted from 0.
  public func factor(at step: Int) -> Double {
    switch self {
    case .constant:
      return 1
    case .step(let drops, let factor):
      return drops.reduce(1) { $1 <= step ? $0 * factor : $0 }
    case .cosine(let steps):
      guard step < steps else { return 0 }
      return 0.5 * (1 + cos(.pi * Double(max(step, 0)) / Double(steps)))
    }
  }
}
