/// How the learning rate changes with the step, as a factor on the base rate.
public enum Schedule: Hashable, Sendable {
  case constant
  /// Multiplies the rate by `factor` at every step number in `at`.
  case step(at: [Int], factor: Double)
  /// ½(1 + cos(π·t/steps)), then 0 (Loshchilov and Hutter 2017, eq. 5, one period).
  case cosine(steps: Int)
}
