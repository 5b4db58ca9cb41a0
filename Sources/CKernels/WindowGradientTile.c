#include "Tiles.h"
#include "Unrolling.h"

_Static_assert(GRADIENT_STEPS <= 8, "the sums of a channel are made of eight vectors at once");

// Halves of two vectors added in one instruction: lanes 0…7 hold a.lo + a.hi, the others b's.
VM_INLINE vm_floats fold_halves(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
      + __builtin_shufflevector(
          a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

// The same for the quarters within the halves of both.
VM_INLINE vm_floats fold_quarters(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
      + __builtin_shufflevector(
          a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

// The same for the eighths within the quarters of both.
VM_INLINE vm_floats fold_eighths(vm_floats a, vm_floats b) {
  return __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29)
      + __builtin_shufflevector(
          a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
}

// Sums of eight vectors at once, each in the tree of `vm_sum`.
VM_INLINE vm_halves eight_sums(
    vm_floats a, vm_floats b, vm_floats c, vm_floats d, vm_floats e, vm_floats f, vm_floats g,
    vm_floats h) {
  vm_floats sums = fold_eighths(
      fold_quarters(fold_halves(a, b), fold_halves(c, d)),
      fold_quarters(fold_halves(e, f), fold_halves(g, h)));
  return sums.even + sums.odd;
}

VM_INLINE void accumulate(
    const struct window_gradient_tile *tile, const int channels, const int steps) {
  vm_floats sums[GRADIENT_CHANNELS][GRADIENT_STEPS];
  const float *sources[GRADIENT_STEPS];
  UNROLLED for (int step = 0; step < steps; step++) {
    sources[step] = tile->images + tile->offsets[step];
    UNROLLED for (int channel = 0; channel < channels; channel++)
      sums[channel][step] = (vm_floats)0;
  }
  _Pragma("clang loop unroll(disable)")
  for (intptr_t index = 0; index < tile->vector_count; index++) {
    struct output_vector vector = tile->vectors[index];
    vm_floats slopes[GRADIENT_CHANNELS];
    UNROLLED for (int channel = 0; channel < channels; channel++)
      slopes[channel] = vm_load(tile->slopes + vector.target + channel * tile->slope_stride);
    UNROLLED for (int step = 0; step < steps; step++) {
      vm_floats seen = vm_load(sources[step] + vector.source);
      UNROLLED for (int channel = 0; channel < channels; channel++)
        sums[channel][step] = vm_fma(slopes[channel], seen, sums[channel][step]);
    }
  }
  for (intptr_t index = 0; index < tile->rest_count; index++) {
    struct output_vector vector = tile->vectors[tile->vector_count + index];
    UNROLLED for (int channel = 0; channel < channels; channel++) {
      // Beyond the rest the slopes are 0, and a copy goes on with other pixels or zeros.
      vm_floats slope = vm_load_partial(
          tile->slopes + vector.target + channel * tile->slope_stride, tile->rest);
      UNROLLED for (int step = 0; step < steps; step++)
        sums[channel][step] =
            vm_fma(slope, vm_load(sources[step] + vector.source), sums[channel][step]);
    }
  }
  UNROLLED for (int channel = 0; channel < channels; channel++) {
#define SUMS(step) (step < steps ? sums[channel][step < steps ? step : 0] : (vm_floats)0)
    vm_halves totals = eight_sums(
        SUMS(0), SUMS(1), SUMS(2), SUMS(3), SUMS(4), SUMS(5), (vm_floats)0, (vm_floats)0);
    UNROLLED for (int step = 0; step < steps; step++)
      tile->gradient[channel * tile->gradient_stride + step] += totals[step];
  }
}

void window_gradient_tile_run(
    intptr_t channels, intptr_t steps, const struct window_gradient_tile *tile) {
#define STEPS_OF(channels, steps)                                              \
  case steps:                                                                  \
    if (steps <= GRADIENT_STEPS) {                                             \
      accumulate(tile, channels, steps <= GRADIENT_STEPS ? steps : 1);         \
    }                                                                          \
    break;
#define CHANNELS(channels)                                                     \
  switch (steps) {                                                             \
    STEPS_OF(channels, 1) STEPS_OF(channels, 2) STEPS_OF(channels, 3)          \
    STEPS_OF(channels, 4) STEPS_OF(channels, 5) STEPS_OF(channels, 6)          \
  }
  WITH_CONSTANT(channels, GRADIENT_CHANNELS, CHANNELS)
}
