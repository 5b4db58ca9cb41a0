#pragma once

// Register tiles: the innermost loops of matrix products and convolutions. A tile is a few rows by a
// few vectors of sums that stay in registers over all steps. In C, because its loops must be unrolled
// whole: a tile whose sums go through memory takes three times as long.

#include "VectorMath.h"

// Vectors of sums that the registers hold beside the operands: 24 of AVX-512's 32, 6 pairs of AVX2's
// 16, 6 times four of NEON's 32.
#if defined(__AVX512F__)
#define TILE_ROWS 12
#define TILE_VECTORS 2
#define WINDOW_CHANNELS 8
#define WINDOW_VECTORS 3
#define GRADIENT_CHANNELS 4
#define GRADIENT_STEPS 6
#else
#define TILE_ROWS 6
#define TILE_VECTORS 1
#define WINDOW_CHANNELS 6
#define WINDOW_VECTORS 1
#define GRADIENT_CHANNELS 3
#define GRADIENT_STEPS 2
#endif

/// Everything that a tile of a matrix product C = A·B reads and writes, as addresses and strides in
/// floats. A transposed left matrix is only another pair of strides.
struct product_tile {
  /// A[row, step] is at row·a_row_stride + step·a_step_stride.
  const float *_Nonnull a;
  intptr_t a_row_stride, a_step_stride;
  /// B[step, column] is at step·b_stride + column; vector v begins v·b_vector_stride further.
  const float *_Nonnull b;
  intptr_t b_stride, b_vector_stride;
  /// Extent of the inner axis.
  intptr_t steps;
  float *_Nonnull c;
  intptr_t c_stride, c_vector_stride;
  /// Added to every row, or null: bias of the tile's columns.
  const float *_Nullable bias;
  /// Whether C holds the sum over earlier steps, to go on from.
  _Bool continues;
  /// Results below it are raised to it: 0 for ReLU, −∞ for none.
  float floor;
  /// Tiles of the same height, one below the other, and how far apart they are in A.
  intptr_t count, a_tile_stride;
};

/// `rows` ≤ TILE_ROWS rows by TILE_VECTORS whole vectors, which may overlap.
///
/// The inner axis is summed in order, one fused multiply-add a step, whatever the tile's size: how a
/// matrix is cut into tiles never changes a bit of the result.
void product_tile_wide(intptr_t rows, const struct product_tile *_Nonnull tile);

/// `rows` ≤ TILE_ROWS rows by one vector, of which the first `columns` ≤ VM_WIDTH floats are stored.
void product_tile_narrow(
    intptr_t rows, intptr_t columns, const struct product_tile *_Nonnull tile);

/// One vector of neighboring outputs: where what it sees begins, and where it goes, in floats.
struct output_vector {
  intptr_t source, target;
};

/// Everything that a tile of a convolution reads and writes.
struct window_tile {
  /// w[output, step] is at output·steps + step.
  const float *_Nonnull weights;
  /// How far from its own beginning a vector looks at each step; a step is a place of a channel.
  const intptr_t *_Nonnull offsets;
  intptr_t steps;
  const float *_Nonnull images;
  /// As many as the tile is wide.
  const struct output_vector *_Nonnull vectors;
  float *_Nonnull outputs;
  /// Floats from one output channel to the next.
  intptr_t output_stride;
  /// A number a channel, or null.
  const float *_Nullable bias;
  /// Results below it are raised to it: 0 for ReLU, −∞ for none.
  float floor;
};

/// `channels` ≤ WINDOW_CHANNELS output channels by `vectors` ≤ WINDOW_VECTORS whole vectors of pixels.
/// Each weight is spread over a vector and meets the pixels as they lie in memory.
///
/// Every output is summed in the order of the weights, one fused multiply-add a step, whatever the
/// tile's size.
void window_tile_run(
    intptr_t channels, intptr_t vectors, const struct window_tile *_Nonnull tile);

/// One vector, of which only the first `columns` ≤ VM_WIDTH outputs are stored.
void window_tile_run_partial(
    intptr_t channels, intptr_t columns, const struct window_tile *_Nonnull tile);

/// Everything that a tile of a convolution's weight gradient reads and writes.
struct window_gradient_tile {
  /// ∂L/∂z of the tile's first channel.
  const float *_Nonnull slopes;
  /// Floats from one output channel to the next.
  intptr_t slope_stride;
  const float *_Nonnull images;
  /// Where the tile's steps look, from a vector's own beginning.
  const intptr_t *_Nonnull offsets;
  /// Whole vectors, `vector_count` of them; then shorter ones of `rest` outputs, `rest_count` of them.
  const struct output_vector *_Nonnull vectors;
  intptr_t vector_count, rest_count, rest;
  /// dw of the tile's first channel and step, to be added to.
  float *_Nonnull gradient;
  /// Floats from one channel's weights to the next.
  intptr_t gradient_stride;
};

/// dw[o, s] += Σ dz[o, p] · seen(s, p) over pixels p, for `channels` ≤ GRADIENT_CHANNELS channels by
/// `steps` ≤ GRADIENT_STEPS steps: each lane sums every sixteenth pixel, and the lanes are added at
/// the end.
void window_gradient_tile_run(
    intptr_t channels, intptr_t steps, const struct window_gradient_tile *_Nonnull tile);
