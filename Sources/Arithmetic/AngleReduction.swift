/// x = n·π/2 + r with |r| ≤ π/4, but for rounding: n modulo 4, and r with relative error below 2⁻⁶⁰.
@inline(__always)
func reducedAngle(_ x: Double) -> (quadrant: Int, r: DoubleDouble) {
  if x.magnitude < 0.785 { return (0, DoubleDouble(x, 0)) }
  if x.magnitude < 0x1p30 { return moderateAngle(x) }
  let (quadrant, r) = largeAngle(x.magnitude)
  return x < 0 ? (-quadrant, DoubleDouble(-r.high, -r.low)) : (quadrant, r)
}

/// π/2 in three parts of 53 bits.
private let quarterTurn = (
  first: 0x1.921fb54442d18p+0, second: 0x1.1a62633145c07p-54, third: -0x1.f1976b7ed8fbcp-110
)

/// Subtracts n·π/2 part by part (Cody and Waite 1980). The first difference is exact: a multiple of
/// 2⁻⁵³ below 1.
@inline(__always)
private func moderateAngle(_ x: Double) -> (quadrant: Int, r: DoubleDouble) {
  let n = (x * 0x1.45f306dc9c883p-1).rounded(.toNearestOrEven)
  let near = x.addingProduct(-n, quarterTurn.first)
  let second = DoubleDouble(productOf: -n, quarterTurn.second)
  let sum = DoubleDouble(sumOfAny: near, second.high)
  let rest = (sum.low + second.low).addingProduct(-n, quarterTurn.third)
  return (Int(n), DoubleDouble(sumOf: sum.high, rest))
}

/// The bits of 2/π after the point, with 64 zeros before them.
private let bitsOfInverse: [UInt64] = [
  0, 0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041, 0xfe51_63ab_debb_c561,
  0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e, 0xe882_35f5_2ebb_4484,
  0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b, 0x1ff8_97ff_de05_980f,
  0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d, 0x7527_bac7_ebe5_f17b,
  0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab,
]

/// x·2/π modulo 4 in whole numbers, for x ≥ 2³⁰: x = M·2ᵉ is multiplied with the 192 bits of 2/π from
/// the first whose product is no multiple of 4.
///
/// - Source: Payne and Hanek 1983, "Radian reduction for trigonometric functions"
private func largeAngle(_ x: Double) -> (quadrant: Int, r: DoubleDouble) {
  let significand = x.significandBitPattern | 1 << 52
  // e − 2 bits of 2/π are left out, and 64 stand before them.
  let offset = Int(x.exponent) - 52 - 2 + 64
  let (word, shift) = (offset / 64, offset % 64)
  func window(_ index: Int) -> UInt64 {
    bitsOfInverse[word + index] << shift | bitsOfInverse[word + index + 1] >> (64 - shift)
  }
  // The product modulo 2¹⁹², in two halves of 128 and 64 bits.
  let low = window(2).multipliedFullWidth(by: significand)
  let middle = window(1).multipliedFullWidth(by: significand)
  let upper = UInt128(middle.high &+ window(0) &* significand) << 64 | UInt128(middle.low)
  let product = upper &+ UInt128(low.high)
  // Two bits before the point; the nearest whole number is taken off.
  let quadrant = Int(truncatingIfNeeded: (product &+ 1 << 125) >> 126)
  let fraction = Int128(truncatingIfNeeded: product << 2 | UInt128(low.low >> 62))
  // The last bit counts 2⁻¹²⁸; one bit less leaves room for rounding up.
  let halves = fraction >> 1
  let nearest = Double(halves)
  let share = DoubleDouble(nearest * 0x1p-127, Double(halves - Int128(nearest)) * 0x1p-127)
  return (quadrant, share * DoubleDouble(quarterTurn.first, quarterTurn.second))
}
