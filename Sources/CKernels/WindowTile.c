#include "Tiles.h"
#include "Unrolling.h"

VM_INLINE void accumulate(
    const struct window_tile *tile, const int channels, const int vectors, intptr_t columns) {
  vm_floats sums[WINDOW_CHANNELS][WINDOW_VECTORS];
  UNROLLED for (int channel = 0; channel < channels; channel++) {
    vm_floats start = vm_splat(tile->bias ? tile->bias[channel] : 0);
    UNROLLED for (int v = 0; v < vectors; v++) sums[channel][v] = start;
  }
  const float *sources[WINDOW_VECTORS];
  UNROLLED for (int v = 0; v < vectors; v++) sources[v] = tile->images + tile->vectors[v].source;
  const float *weights = tile->weights;
  intptr_t steps = tile->steps;
  _Pragma("clang loop unroll(disable)")
  for (intptr_t step = 0; step < steps; step++) {
    intptr_t offset = tile->offsets[step];
    vm_floats seen[WINDOW_VECTORS];
    UNROLLED for (int v = 0; v < vectors; v++) seen[v] = vm_load(sources[v] + offset);
    UNROLLED for (int channel = 0; channel < channels; channel++) {
      vm_floats weight = vm_splat(weights[channel * steps]);
      UNROLLED for (int v = 0; v < vectors; v++)
        sums[channel][v] = vm_fma(weight, seen[v], sums[channel][v]);
    }
    weights++;
  }
  vm_floats floor = vm_splat(tile->floor);
  UNROLLED for (int v = 0; v < vectors; v++) {
    float *target = tile->outputs + tile->vectors[v].target;
    UNROLLED for (int channel = 0; channel < channels; channel++) {
      vm_floats sum = vm_max(floor, sums[channel][v]);
      if (columns == VM_WIDTH) vm_store(target + channel * tile->output_stride, sum);
      else vm_store_partial(target + channel * tile->output_stride, sum, columns);
    }
  }
}

void window_tile_run(intptr_t channels, intptr_t vectors, const struct window_tile *tile) {
#define ONE(channels) accumulate(tile, channels, 1, VM_WIDTH)
#define TWO(channels) accumulate(tile, channels, WINDOW_VECTORS < 2 ? 1 : 2, VM_WIDTH)
#define ALL(channels) accumulate(tile, channels, WINDOW_VECTORS, VM_WIDTH)
  if (vectors == WINDOW_VECTORS) {
    WITH_CONSTANT(channels, WINDOW_CHANNELS, ALL)
  } else if (vectors == 1) {
    WITH_CONSTANT(channels, WINDOW_CHANNELS, ONE)
  } else {
    WITH_CONSTANT(channels, WINDOW_CHANNELS, TWO)
  }
}

void window_tile_run_partial(
    intptr_t channels, intptr_t columns, const struct window_tile *tile) {
#define PARTIAL(channels) accumulate(tile, channels, 1, columns)
  WITH_CONSTANT(channels, WINDOW_CHANNELS, PARTIAL)
}
