import CKernels
import Lab

/// How many multiply-adds the processor can do, measured: the floor under every training step.
enum ArithmeticCeiling {
  /// Floating-point operations a second of one thread, from fused multiply-adds between registers
  /// alone; the best of several runs, because everything else only takes away from it.
  static func measure() -> Double {
    let rounds = 2_000_000
    var best = Double.infinity
    for _ in 0..<8 {
      let start = Clock.seconds()
      let sum = multiply_add_rounds(rounds)
      best = min(best, Clock.seconds() - start)
      precondition(sum.isFinite, "the ceiling's arithmetic must stay finite")
    }
    // A multiply-add counts as two operations.
    return Double(rounds * Int(MULTIPLY_ADDS_A_ROUND) * 2) / best
  }
}
