#include "ArithmeticCeiling.h"

#include "Unrolling.h"

enum { chains = MULTIPLY_ADDS_A_ROUND / REGISTER_WIDTH };
typedef float vector_register __attribute__((ext_vector_type(REGISTER_WIDTH)));

float multiply_add_rounds(intptr_t rounds) {
  // Volatile, or the compiler would do the sums.
  volatile float start = 0.999999f;
  vector_register factor = start, term = 1 - factor, sums[chains];
  UNROLLED for (int i = 0; i < chains; i++) sums[i] = start;
  _Pragma("clang loop unroll(disable)")
  for (intptr_t round = 0; round < rounds; round++) {
    UNROLLED for (int i = 0; i < chains; i++)
      sums[i] = __builtin_elementwise_fma(sums[i], factor, term);
  }
  float total = 0;
  UNROLLED for (int i = 0; i < chains; i++) total += sums[i][0];
  return total;
}
