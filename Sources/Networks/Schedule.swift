/// How the learning rate changes with the step t, as a factor on the base rate.
public indirect enum Schedule: Hashable, Sendable {
  case constant
  /// Multiplies the rate by `factor` at every step number in `at`.
  case step(at: [Int], factor: Double)
  /// ½(1 + cos(π·t/steps)), then 0 (Loshchilov and Hutter 2017, eq. 5, one period).
  case cosine(steps: Int)
  /// factorᵗ.
  case exponential(factor: Double)
  /// 1/(1 + decay·t), the classic decay of Robbins and Monro 1951.
  case inverseTime(decay: Double)
  /// A straight line from 1 to `end` in `steps` steps, then `end`.
  case linear(steps: Int, end: Double)
  /// (t + 1)/steps for the first `steps` steps, then the other schedule from its beginning
  /// (Goyal et al. 2017, section 2.2, from near zero).
  case warmUp(steps: Int, then: Schedule)
  /// Half a cosine up from `start` to 1 in the first `rise` of the steps, half a cosine down to `end`
  /// in the others, then `end` (Smith and Topin 2018, with PyTorch's cosines).
  case oneCycle(steps: Int, rise: Double = 0.3, start: Double = 1 / 25, end: Double = 1 / 250_000)
}
