#pragma once

// Vector arithmetic that the optimizer can't take apart: some methods of Swift's SIMD types are loops
// over lanes, and whether these become one instruction again depends on the function around them.
// Portable builtins only; the width is that of the target's registers. Inlined into the Swift loops.

#include <stdint.h>

#if defined(__AVX__)
#include <immintrin.h>
#endif

// Sixteen lanes on every processor: one register with AVX-512, two with AVX2, four with NEON. The
// order in which lanes are added is part of every result, so it must not follow the register.
#define VM_WIDTH 16

/// The lanes of one logical vector (imported as SIMD16<Float>).
typedef float vm_floats __attribute__((ext_vector_type(VM_WIDTH)));
/// Half as many floats, and the same number of doubles: the unit of sums in double precision.
typedef float vm_halves __attribute__((ext_vector_type(VM_WIDTH / 2)));
typedef double vm_doubles __attribute__((ext_vector_type(VM_WIDTH / 2)));
typedef int32_t vm_ints __attribute__((ext_vector_type(VM_WIDTH)));

typedef vm_floats vm_unaligned_floats __attribute__((aligned(4), may_alias));
typedef vm_halves vm_unaligned_halves __attribute__((aligned(4), may_alias));

#define VM_INLINE static inline __attribute__((always_inline))

// Everything below is inlined: how such a vector would be passed to a function is no matter.
#pragma clang diagnostic ignored "-Wpsabi"

VM_INLINE vm_floats vm_load(const float *_Nonnull p) {
  return *(const vm_unaligned_floats *)p;
}

VM_INLINE void vm_store(float *_Nonnull p, vm_floats x) { *(vm_unaligned_floats *)p = x; }

/// 0, 1, 2, …
VM_INLINE vm_ints vm_lane_numbers(void) {
  return (vm_ints){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}

/// The first `count` < VM_WIDTH floats at `p`, the other lanes zero.
VM_INLINE vm_floats vm_load_partial(const float *_Nonnull p, intptr_t count) {
#if defined(__AVX512F__)
  return (vm_floats)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
#elif defined(__AVX__)
  vm_ints mask = vm_lane_numbers() < (vm_ints)(int32_t)count;
  vm_floats x;
  x.lo = (vm_halves)_mm256_maskload_ps(p, (__m256i)mask.lo);
  x.hi = (vm_halves)_mm256_maskload_ps(p + 8, (__m256i)mask.hi);
  return x;
#else
  float lanes[VM_WIDTH] = {0};
  for (intptr_t i = 0; i < count; i++) lanes[i] = p[i];
  return vm_load(lanes);
#endif
}

/// Writes the first `count` < VM_WIDTH lanes.
VM_INLINE void vm_store_partial(float *_Nonnull p, vm_floats x, intptr_t count) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)x);
#elif defined(__AVX__)
  vm_ints mask = vm_lane_numbers() < (vm_ints)(int32_t)count;
  _mm256_maskstore_ps(p, (__m256i)mask.lo, (__m256)x.lo);
  _mm256_maskstore_ps(p + 8, (__m256i)mask.hi, (__m256)x.hi);
#else
  for (intptr_t i = 0; i < count; i++) p[i] = x[i];
#endif
}

VM_INLINE vm_floats vm_splat(float x) { return (vm_floats)x; }

/// The half register at `p`, widened.
VM_INLINE vm_doubles vm_load_doubles(const float *_Nonnull p) {
  return __builtin_convertvector(*(const vm_unaligned_halves *)p, vm_doubles);
}

/// a·b + c, rounded once.
VM_INLINE vm_floats vm_fma(vm_floats a, vm_floats b, vm_floats c) {
  return __builtin_elementwise_fma(a, b, c);
}

VM_INLINE vm_doubles vm_fma_doubles(vm_doubles a, vm_doubles b, vm_doubles c) {
  return __builtin_elementwise_fma(a, b, c);
}

VM_INLINE vm_floats vm_sqrt(vm_floats x) { return __builtin_elementwise_sqrt(x); }

VM_INLINE vm_floats vm_abs(vm_floats x) { return __builtin_elementwise_abs(x); }

/// Each lane of `yes` where the lane of `mask` is all ones, else of `no`.
VM_INLINE vm_floats vm_select(vm_ints mask, vm_floats yes, vm_floats no) {
  return (vm_floats)(((vm_ints)yes & mask) | ((vm_ints)no & ~mask));
}

/// a > b ? a : b; that is b where either is NaN, as one instruction does it.
VM_INLINE vm_floats vm_max(vm_floats a, vm_floats b) { return a > b ? a : b; }

/// a < b ? a : b; that is b where either is NaN.
VM_INLINE vm_floats vm_min(vm_floats a, vm_floats b) { return a < b ? a : b; }

/// The larger of both; NaN where either is NaN.
VM_INLINE vm_floats vm_larger_or_nan(vm_floats a, vm_floats b) {
  return (a > b | a != a) ? a : b;
}

/// `yes` where x > 0, else `no` (also where x is NaN).
VM_INLINE vm_floats vm_where_positive(vm_floats x, vm_floats yes, vm_floats no) {
  return x > (vm_floats)0.0f ? yes : no;
}

/// All ones where a > b or a is NaN.
VM_INLINE vm_ints vm_exceeds(vm_floats a, vm_floats b) { return (a > b) | (a != a); }

/// All ones where a = b.
VM_INLINE vm_ints vm_equals(vm_floats a, vm_floats b) { return a == b; }

/// The first `count` lanes of x, the others 0.
VM_INLINE vm_floats vm_first(vm_floats x, intptr_t count) {
  return (vm_floats)((vm_ints)x & (vm_lane_numbers() < (vm_ints)(int32_t)count));
}

#define VM_LANES(f) f(0), f(1), f(2), f(3), f(4), f(5), f(6), f(7), \
                    f(8), f(9), f(10), f(11), f(12), f(13), f(14), f(15)
#define VM_EVEN(i) 2 * (i)
#define VM_ODD(i) 2 * (i) + 1
#define VM_LOW(i) (i) / 2 + (i) % 2 * VM_WIDTH
#define VM_HIGH(i) VM_WIDTH / 2 + (i) / 2 + (i) % 2 * VM_WIDTH

/// Lanes 0, 2, 4, … of a, then of b.
VM_INLINE vm_floats vm_even(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, VM_LANES(VM_EVEN));
}

/// Lanes 1, 3, 5, … of a, then of b.
VM_INLINE vm_floats vm_odd(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, VM_LANES(VM_ODD));
}

/// a₀, b₀, a₁, b₁, …: what `vm_even` and `vm_odd` took apart, its first half.
VM_INLINE vm_floats vm_interleave_low(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, VM_LANES(VM_LOW));
}

/// The second half.
VM_INLINE vm_floats vm_interleave_high(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, VM_LANES(VM_HIGH));
}

/// Sum of the lanes, always in the same tree: halves, quarters, …
VM_INLINE float vm_sum(vm_floats x) {
  vm_halves eight = x.lo + x.hi;
  __attribute__((ext_vector_type(4))) float four = eight.lo + eight.hi;
  __attribute__((ext_vector_type(2))) float two = four.lo + four.hi;
  return two.x + two.y;
}

/// Largest of the lanes; if some are NaN, one of the others or NaN.
VM_INLINE float vm_largest(vm_floats x) {
  vm_halves eight = x.lo > x.hi ? x.lo : x.hi;
  __attribute__((ext_vector_type(4))) float four = eight.lo > eight.hi ? eight.lo : eight.hi;
  __attribute__((ext_vector_type(2))) float two = four.lo > four.hi ? four.lo : four.hi;
  return two.x > two.y ? two.x : two.y;
}

VM_INLINE double vm_sum_doubles(vm_doubles x) {
  double sum = 0;
  for (int i = 0; i < VM_WIDTH / 2; i++) sum += x[i];
  return sum;
}

/// eˣ, relative error below 2·10⁻⁷; NaN stays NaN, results below 2⁻¹²⁶ are 0.
/// n = round(x·log₂e), r = x − n·ln 2 in two parts, a polynomial in r (Cephes, Moshier 1992), times
/// 2ⁿ by adding n to the exponent bits. Where x is out of range the bits are nonsense until replaced.
VM_INLINE vm_floats vm_exp(vm_floats x) {
  const float magic = 12582912.0f;  // 1.5·2²³: adding it rounds to an integer in the low bits.
  vm_floats t = vm_fma(x, (vm_floats)1.44269504088896341f, (vm_floats)magic);
  vm_floats whole = t - magic;
  vm_floats r = vm_fma(whole, (vm_floats)-0.693359375f, x);
  r = vm_fma(whole, (vm_floats)2.12194440e-4f, r);
  vm_floats p = vm_fma((vm_floats)1.9875691500e-4f, r, (vm_floats)1.3981999507e-3f);
  p = vm_fma(p, r, (vm_floats)8.3334519073e-3f);
  p = vm_fma(p, r, (vm_floats)4.1665795894e-2f);
  p = vm_fma(p, r, (vm_floats)1.6666665459e-1f);
  p = vm_fma(p, r, (vm_floats)5.0000001201e-1f);
  p = vm_fma(p, r * r, r) + 1.0f;
  // The bits of `magic` vanish in the shift.
  vm_ints y = (vm_ints)p + ((vm_ints)t << 23);
  y &= x >= (vm_floats)-87.336544f;
  return x <= (vm_floats)88.722839f ? (vm_floats)y : x * __builtin_inff();
}

/// 1/(1 + e⁻ˣ), relative error below 2.5·10⁻⁷.
VM_INLINE vm_floats vm_sigmoid(vm_floats x) { return 1.0f / (1.0f + vm_exp(-x)); }

/// tanh x, relative error below 3·10⁻⁷, never beyond ±1.
/// x·P(x²)/Q(x²), fitted to relative error 1.3·10⁻⁹ on |x| ≤ 9.02; beyond, tanh x rounds to ±1. Half
/// the time of 1 − 2/(e²ˣ + 1), which in single precision is no more accurate.
VM_INLINE vm_floats vm_tanh(vm_floats x) {
  x = vm_max((vm_floats)-9.02f, vm_min((vm_floats)9.02f, x));
  vm_floats z = x * x;
  vm_floats p = vm_fma((vm_floats)-1.2202528917870659e-11f, z, (vm_floats)3.0583798604766343e-08f);
  p = vm_fma(p, z, (vm_floats)2.800696893245913e-05f);
  p = vm_fma(p, z, (vm_floats)0.003868304193019867f);
  p = vm_fma(p, z, (vm_floats)0.13679896295070648f);
  p = vm_fma(p, z, (vm_floats)1.0f);
  vm_floats q = vm_fma((vm_floats)1.2873316563855042e-06f, z, (vm_floats)0.0003938589070457965f);
  q = vm_fma(q, z, (vm_floats)0.02724575251340866f);
  q = vm_fma(q, z, (vm_floats)0.4701322913169861f);
  q = vm_fma(q, z, (vm_floats)1.0f);
  return vm_max((vm_floats)-1.0f, vm_min((vm_floats)1.0f, x * p / q));
}

/// Natural logarithm (Cephes logf); log 0 = −∞, NaN for negative numbers; denormals count as 0.
VM_INLINE vm_floats vm_log(vm_floats x) {
  vm_ints bits = (vm_ints)x;
  vm_ints exponent = (bits >> 23) - 126;
  vm_floats m = (vm_floats)((bits & 0x007fffff) | 0x3f000000);  // in [½, 1)
  vm_ints low = m < (vm_floats)0.707106781186547524f;
  exponent += low;
  vm_floats f = (m - 1.0f) + (vm_floats)((vm_ints)m & low);
  vm_floats e = __builtin_convertvector(exponent, vm_floats);
  vm_floats z = f * f;
  vm_floats p = vm_fma((vm_floats)7.0376836292e-2f, f, (vm_floats)-1.1514610310e-1f);
  p = vm_fma(p, f, (vm_floats)1.1676998740e-1f);
  p = vm_fma(p, f, (vm_floats)-1.2420140846e-1f);
  p = vm_fma(p, f, (vm_floats)1.4249322787e-1f);
  p = vm_fma(p, f, (vm_floats)-1.6668057665e-1f);
  p = vm_fma(p, f, (vm_floats)2.0000714765e-1f);
  p = vm_fma(p, f, (vm_floats)-2.4999993993e-1f);
  p = vm_fma(p, f, (vm_floats)3.3333331174e-1f);
  vm_floats y = p * f * z;
  y = vm_fma(e, (vm_floats)-2.12194440e-4f, y);
  y = vm_fma((vm_floats)-0.5f, z, y);
  y = vm_fma(e, (vm_floats)0.693359375f, f + y);
  vm_floats infinity = (vm_floats)__builtin_inff();
  y = x < (vm_floats)1.17549435e-38f ? -infinity : y;
  y = x < (vm_floats)0.0f ? (vm_floats)__builtin_nanf("") : y;
  // Also passes +∞ and NaN through.
  return (x < infinity) ? y : x;
}

typedef float vm_eight __attribute__((ext_vector_type(8)));
typedef vm_eight vm_unaligned_eight __attribute__((aligned(4), may_alias));

/// Transposes a block of 8×8 floats: target[j·targetStride + i] = source[i·sourceStride + j].
VM_INLINE void vm_transpose8(const float *_Nonnull source, intptr_t sourceStride,
                             float *_Nonnull target, intptr_t targetStride) {
  vm_eight r[8], s[8], t[8];
  for (int i = 0; i < 8; i++) r[i] = *(const vm_unaligned_eight *)(source + i * sourceStride);
  // Pairs of rows, then of pairs, inside each half; then the halves.
  for (int i = 0; i < 8; i += 2) {
    s[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    s[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (int i = 0; i < 8; i += 4) {
    t[i] = __builtin_shufflevector(s[i], s[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    t[i + 1] = __builtin_shufflevector(s[i], s[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    t[i + 2] = __builtin_shufflevector(s[i + 1], s[i + 3], 0, 1, 8, 9, 4, 5, 12, 13);
    t[i + 3] = __builtin_shufflevector(s[i + 1], s[i + 3], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  for (int i = 0; i < 4; i++) {
    *(vm_unaligned_eight *)(target + i * targetStride) =
        __builtin_shufflevector(t[i], t[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(vm_unaligned_eight *)(target + (i + 4) * targetStride) =
        __builtin_shufflevector(t[i], t[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}
