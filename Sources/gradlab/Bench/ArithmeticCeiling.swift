import CSupport
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
      let sum = multiplyAdds(rounds: rounds)
      best = min(best, Clock.seconds() - start)
      precondition(sum.isFinite, "the ceiling's arithmetic must stay finite")
    }
    // A multiply-add counts as two operations.
    return Double(rounds * chains * Int(VM_WIDTH) * 2) / best
  }

  /// Independent chains, enough to hide the latency (4 cycles) of two units.
  private static let chains = 10

  /// aᵢ ← aᵢ·s + t for ten registers at a time. Never inlined, so that `rounds` stays unknown.
  @inline(never)
  private static func multiplyAdds(rounds: Int) -> Float {
    let (s, t) = (vm_splat(0.999_999), vm_splat(1e-6))
    var (a, b, c, d, e) = (s, s, s, s, s)
    var (f, g, h, i, j) = (t, t, t, t, t)
    for _ in 0..<rounds {
      a = vm_fma(a, s, t)
      b = vm_fma(b, s, t)
      c = vm_fma(c, s, t)
      d = vm_fma(d, s, t)
      e = vm_fma(e, s, t)
      f = vm_fma(f, s, t)
      g = vm_fma(g, s, t)
      h = vm_fma(h, s, t)
      i = vm_fma(i, s, t)
      j = vm_fma(j, s, t)
    }
    return vm_sum(a + b + c + d + e + f + g + h + i + j)
  }
}
