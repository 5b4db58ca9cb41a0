/// The Philox 4x32-10 bijection: 128 bits of counter and 64 bits of key to 128 random bits.
///
/// - Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
package enum Philox {
  package static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    // Scalars: the rounds mix lanes, which vectors are slow at.
    var (x0, x1, x2, x3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) &* UInt64(x0)
      let second = UInt64(0xCD9E_8D57) &* UInt64(x2)
      x0 = UInt32(truncatingIfNeeded: second >> 32) ^ x1 ^ k0
      x1 = UInt32(truncatingIfNeeded: second)
      x2 = UInt32(truncatingIfNeeded: first >> 32) ^ x3 ^ k1
      x3 = UInt32(truncatingIfNeeded: first)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(x0, x1, x2, x3)
  }

  /// Eight blocks with the counters `first`, `first` + 1, … in the low half, as lanes of 64 bits whose
  /// low halves are words 0 to 3.
  @inline(__always)
  static func eightBlocks(
    from first: UInt64, high: SIMD2<UInt32>, key: SIMD2<UInt32>
  ) -> (SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>) {
    // Products of numbers that are visibly below 2³² are one instruction each.
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    let counters = SIMD8(repeating: first) &+ SIMD8(0, 1, 2, 3, 4, 5, 6, 7)
    var (x0, x1) = (counters & low, counters &>> 32)
    var (x2, x3) = (SIMD8(repeating: UInt64(high[0])), SIMD8(repeating: UInt64(high[1])))
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let one = SIMD8(repeating: UInt64(0xD251_1F53)) &* (x0 & low)
      let two = SIMD8(repeating: UInt64(0xCD9E_8D57)) &* (x2 & low)
      x0 = (two &>> 32) ^ x1 ^ SIMD8(repeating: UInt64(k0))
      x1 = two & low
      x2 = (one &>> 32) ^ x3 ^ SIMD8(repeating: UInt64(k1))
      x3 = one & low
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (x0, x1, x2, x3)
  }
}
