#include "Tiles.h"
#include "Unrolling.h"

// Addresses of up to three rows are one base and multiples of a stride, which needs no register a row.
enum { rows_a_base = 3, bases = (TILE_ROWS + rows_a_base - 1) / rows_a_base };

typedef vm_floats tile_sums[TILE_ROWS][TILE_VECTORS];

VM_INLINE vm_floats load_columns(const float *p, intptr_t columns) {
  return columns == VM_WIDTH ? vm_load(p) : vm_load_partial(p, columns);
}

VM_INLINE void accumulate(
    const struct product_tile *operands, const int rows, const int vectors, intptr_t columns,
    intptr_t row_stride, intptr_t step_stride) {
  // A copy, which what is written can't change.
  const struct product_tile tile = *operands;
  const float *left = tile.a;
  float *c = tile.c;
  for (intptr_t n = 0; n < tile.count; n++) {
    tile_sums sums;
    // What the sums start from: C if they continue, else the bias, else 0.
    if (tile.continues) {
      UNROLLED for (int row = 0; row < rows; row++) UNROLLED for (int v = 0; v < vectors; v++)
        sums[row][v] = load_columns(c + row * tile.c_stride + v * tile.c_vector_stride, columns);
    } else {
      UNROLLED for (int v = 0; v < vectors; v++) {
        vm_floats start =
            tile.bias ? load_columns(tile.bias + v * tile.c_vector_stride, columns) : (vm_floats)0;
        UNROLLED for (int row = 0; row < rows; row++) sums[row][v] = start;
      }
    }
    const float *b = tile.b, *a[bases];
    UNROLLED for (int i = 0; i < bases; i++) {
      a[i] = left + i * rows_a_base * row_stride;
      // Bases of their own: one found from the other would be a chain as long as the arithmetic.
      if (row_stride != 1) __asm__("" : "+r"(a[i]));
    }
    _Pragma("clang loop unroll(disable)")
    for (intptr_t step = 0; step < tile.steps; step++) {
      vm_floats right[TILE_VECTORS];
      UNROLLED for (int v = 0; v < vectors; v++) right[v] = vm_load(b + v * tile.b_vector_stride);
      UNROLLED for (int row = 0; row < rows; row++) {
        vm_floats x = vm_splat(a[row / rows_a_base][row % rows_a_base * row_stride]);
        UNROLLED for (int v = 0; v < vectors; v++) sums[row][v] = vm_fma(x, right[v], sums[row][v]);
      }
      UNROLLED for (int i = 0; i < bases; i++) a[i] += step_stride;
      b += tile.b_stride;
    }
    vm_floats floor = vm_splat(tile.floor);
    UNROLLED for (int row = 0; row < rows; row++) {
      UNROLLED for (int v = 0; v < vectors; v++) {
        float *target = c + row * tile.c_stride + v * tile.c_vector_stride;
        vm_floats sum = vm_max(floor, sums[row][v]);
        if (columns == VM_WIDTH) vm_store(target, sum);
        else vm_store_partial(target, sum, columns);
      }
    }
    left += tile.a_tile_stride;
    c += rows * tile.c_stride;
  }
}

// Known strides spare the additions that find the rows.
VM_INLINE void accumulate_by_strides(
    const struct product_tile *tile, const int rows, const int vectors, intptr_t columns) {
  if (tile->a_step_stride == 1) {
    accumulate(tile, rows, vectors, columns, tile->a_row_stride, 1);
  } else if (tile->a_row_stride == 1) {
    accumulate(tile, rows, vectors, columns, 1, tile->a_step_stride);
  } else {
    accumulate(tile, rows, vectors, columns, tile->a_row_stride, tile->a_step_stride);
  }
}

void product_tile_wide(intptr_t rows, const struct product_tile *tile) {
#define WIDE(rows) accumulate_by_strides(tile, rows, TILE_VECTORS, VM_WIDTH)
  WITH_CONSTANT(rows, TILE_ROWS, WIDE)
}

void product_tile_narrow(intptr_t rows, intptr_t columns, const struct product_tile *tile) {
#define WHOLE(rows) accumulate_by_strides(tile, rows, 1, VM_WIDTH)
#define PARTIAL(rows) accumulate_by_strides(tile, rows, 1, columns)
  if (columns == VM_WIDTH) {
    WITH_CONSTANT(rows, TILE_ROWS, WHOLE)
  } else {
    WITH_CONSTANT(rows, TILE_ROWS, PARTIAL)
  }
}
